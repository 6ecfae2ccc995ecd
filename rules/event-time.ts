const beijingMinutes = 480;

/** Epoch milliseconds of an RFC 3339 time or date; input without a zone is Beijing time. Undefined where it is none. */
export function toEpoch(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)([Zz]|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim(),
  );
  if (!match) return undefined;
  const [, day = '', time = '00:00:00', zone = '+08:00'] = match;
  const colon = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const ms = Date.parse(`${day}T${time}${colon}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Minutes east of Greenwich that a time names; Beijing's where it names none. */
export function zoneMinutes(text: string): number {
  const match = /(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/.exec(text.trim().slice(10));
  if (!match) return beijingMinutes;
  if (match[1] !== undefined) return 0;
  return (match[2] === '-' ? -1 : 1) * (Number(match[3]) * 60 + Number(match[4]));
}

/** RFC 3339 with a zone, in Beijing time unless another is given; milliseconds only where there are some. */
export function formatTime(ms: number, minutesEast: number = beijingMinutes): string {
  const local = new Date(ms + minutesEast * 60_000).toISOString();
  const text = ms % 1000 === 0 ? local.slice(0, 19) : local.slice(0, 23);
  if (minutesEast === 0) return `${text}Z`;
  const digits = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(minutesEast);
  return `${text}${minutesEast < 0 ? '-' : '+'}${digits(size / 60)}:${digits(size % 60)}`;
}

/** The same moment as `text` says, with a zone in any case. Undefined where it is no time. */
export function withZone(text: string): string | undefined {
  const ms = toEpoch(text);
  if (ms === undefined) return undefined;
  return /[Tt].*([Zz]|[+-]\d{2}:\d{2})$/.test(text) ? text.trim() : formatTime(ms, zoneMinutes(text));
}

/** Day of the week (1 Monday to 7 Sunday) and minute of the day in Beijing. */
export function beijingClock(ms: number): { day: number; minute: number } {
  const local = new Date(ms + beijingMinutes * 60_000);
  return {
    day: local.getUTCDay() === 0 ? 7 : local.getUTCDay(),
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  };
}
