const chinaOffsetMs = 8 * 60 * 60 * 1000;

function parts(at: Date): { year: string; month: string; day: string; clock: string } {
  const iso = new Date(at.getTime() + chinaOffsetMs).toISOString();
  return { year: iso.slice(0, 4), month: iso.slice(5, 7), day: iso.slice(8, 10), clock: iso.slice(11, 19) };
}

/** `2025-11-22 14:05:09`, China time. */
export function chinaDateTime(at: Date): string {
  const { year, month, day, clock } = parts(at);
  return `${year}-${month}-${day} ${clock}`;
}

/** `2025年11月22日 14:05`, China time. */
export function chinaLongTime(at: Date): string {
  const { year, month, day, clock } = parts(at);
  return `${year}年${month}月${day}日 ${clock.slice(0, 5)}`;
}

/** `2025-11/22`, China time, as news portals put it into addresses. */
export function chinaPathDate(at: Date): string {
  const { year, month, day } = parts(at);
  return `${year}-${month}/${day}`;
}

/** RFC 3339 with the zone +08:00. */
export function chinaIsoTime(at: Date): string {
  return `${new Date(at.getTime() + chinaOffsetMs).toISOString().slice(0, 19)}+08:00`;
}

/** The words a sentence pattern may take from the calendar; `nextYearEnd` is the YYMMDD of a new-style approval number. */
export function calendarWords(at: Date): Record<string, string> {
  const { year, month, day } = parts(at);
  return {
    year,
    today: `${Number(month)}月${Number(day)}日`,
    nextYearEnd: `${String(Number(year) + 1).slice(2)}1231`,
  };
}
