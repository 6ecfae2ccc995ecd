const chinaOffsetMs = 8 * 3_600_000;

/** The calendar day in China (`YYYY-MM-DD`) of a time; a time without a zone is taken as Chinese. Undefined where it is no time. */
export function dayOf(time: string): string | undefined {
  const plain = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/u.exec(time.trim());
  if (plain === null) return undefined;
  const [, year = '', month = '', date = ''] = plain;
  if (/T.*(?:Z|[+-]\d{2}:?\d{2})$/u.test(time)) {
    const at = Date.parse(time);
    if (!Number.isNaN(at)) return chinaDay(at);
  }
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** The calendar day in China of a moment in milliseconds. */
export function chinaDay(at: number): string {
  return new Date(at + chinaOffsetMs).toISOString().slice(0, 10);
}
