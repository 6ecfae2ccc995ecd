/**
 * RFC 3339 of a time as feeds and lists write it: RFC 822, ISO 8601, `2026-03-02 09:30`, `2026年3月2日`. Without a zone it is +08:00.
 * Undefined where it is no time, or one more than a day ahead of `now`.
 */
export function listingTime(text: string | undefined, now: number = Date.now()): string | undefined {
  if (text === undefined) return undefined;
  const plain = text.trim().replace(/年|月/gu, '-').replace(/日/gu, ' ').replace(/\s+/gu, ' ').trim();
  const local = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/u.exec(plain);
  const pad = (part: string | undefined) => (part ?? '0').padStart(2, '0');
  const iso = local
    ? `${local[1] ?? ''}-${pad(local[2])}-${pad(local[3])}T${pad(local[4])}:${pad(local[5])}:${pad(local[6])}+08:00`
    : plain;
  const at = Date.parse(iso);
  if (!Number.isFinite(at) || at > now + 86_400_000 || at < Date.parse('1990-01-01')) return undefined;
  return local ? iso : new Date(at).toISOString();
}
