const zone = 'Asia/Shanghai';

function parts(iso: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const part of formatter.formatToParts(new Date(iso))) values[part.type] = part.value;
  return values;
}

const formatter = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `2026-03-01 09:05:07` in Asia/Shanghai; a dash where there is no time. */
export function dateTime(iso: string | null | undefined): string {
  if (!iso) return '—';
  const p = parts(iso);
  return `${p['year']}-${p['month']}-${p['day']} ${p['hour']}:${p['minute']}:${p['second']}`;
}

/** `03-01 09:05`, for dense rows. */
export function shortTime(iso: string | null | undefined): string {
  return dateTime(iso).slice(5, 16) || '—';
}

/** `09:05:07`, for the live list. */
export function clockTime(iso: string): string {
  return dateTime(iso).slice(11);
}

/** `2026-03-01` in Asia/Shanghai. */
export function day(iso: string): string {
  return dateTime(iso).slice(0, 10);
}

/** Milliseconds between two times, or null where one is missing. */
export function between(from: string | undefined, to: string | undefined): number | null {
  return from && to ? Date.parse(to) - Date.parse(from) : null;
}

/** `320 ms`, `4.2 s`, `12 min`, `5.0 h`, `3.1 d`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${(ms / 3_600_000).toFixed(1)} h`;
  return `${(ms / 86_400_000).toFixed(1)} d`;
}
