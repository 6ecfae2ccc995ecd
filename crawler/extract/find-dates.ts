/** A day, with the time where one is written. `year` is `null` where the text leaves it out; `zone` only where written. */
export interface FoundDate {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  readonly time: string | null;
  readonly zone: string | null;
  readonly index: number;
  readonly length: number;
}

const clock = String.raw`(?:\s*(上午|下午|晚上|凌晨|早上|中午)?\s*(\d{1,2})\s*(?:[:：]|时|点)\s*(\d{2})(?:分)?(?:[:：]?(\d{2})秒?)?(?:\.\d+)?\s*([ap]\.?m\.?\b)?\s*(Z\b|[+-]\d{2}:?\d{2}\b)?)?`;
const gap = String.raw`(?:[\sT,，|·/()（）]|星期[一二三四五六日天]|周[一二三四五六日]|at\b|-(?=\s))*`;
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthName = String.raw`(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const forms: readonly { order: 'ymd' | 'md' | 'mdy' | 'dmy'; pattern: RegExp }[] = [
  {
    order: 'ymd',
    pattern: new RegExp(
      String.raw`(?<!\d)((?:19|20)\d{2})\s*(?:[-–/.年]|\s(?=\d{1,2}\s*[-/月]))\s*(\d{1,2})\s*[-–/.月]\s*(\d{1,2})(?:日|号)?${gap}${clock}`,
      'giu',
    ),
  },
  { order: 'ymd', pattern: new RegExp(String.raw`(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)${gap}${clock}`, 'giu') },
  {
    order: 'mdy',
    pattern: new RegExp(
      String.raw`\b${monthName}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})${gap}${clock}`,
      'giu',
    ),
  },
  {
    order: 'dmy',
    pattern: new RegExp(
      String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+${monthName},?\s+((?:19|20)\d{2})${gap}${clock}`,
      'giu',
    ),
  },
  {
    order: 'md',
    pattern: new RegExp(
      String.raw`(?<![\d.:/-])(\d{1,2})\s*[-/月]\s*(\d{1,2})日?\s*${clock.replace(/\?$/u, '')}`,
      'giu',
    ),
  },
];

/** Dates written in a text in the usual Chinese and English forms, in order of form (full ones first), then of place. */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  for (const { order, pattern } of forms) {
    for (const match of text.matchAll(pattern)) {
      const date = toDate(order, match);
      const overlaps = found.some(
        (other) => match.index < other.index + other.length && other.index < match.index + match[0].length,
      );
      if (date !== null && !overlaps) found.push(date);
    }
  }
  return found;
}

/** `YYYY-MM-DD` or RFC 3339; without a written zone +08:00 is meant. `null` where the year is missing. */
export function formatDate(date: FoundDate, year: number | null = date.year): string | null {
  if (year === null) return null;
  const day = `${year}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
  return date.time === null ? day : `${day}T${date.time}${date.zone ?? '+08:00'}`;
}

/** A time as metadata writes it (ISO, RFC 822, `2024-05-06 07:08`, epoch), as `YYYY-MM-DD` or RFC 3339; `null` where it is none. */
export function normaliseTime(raw: string): string | null {
  const text = raw.trim();
  if (/^\d{10}(?:\d{3})?$/u.test(text)) return fromEpoch(Number(text.length === 10 ? `${text}000` : text));
  const first = findDates(text)[0];
  if (first?.year !== undefined && first.year !== null && first.index < 12) {
    if (first.time === null || first.zone !== null || !/\b(?:GMT|UTC|[ECMP][SD]T)\b/u.test(text))
      return formatDate(first);
  }
  const parsed = /\d{4}/u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(parsed) ? null : fromEpoch(parsed);
}

function fromEpoch(milliseconds: number): string | null {
  const local = new Date(milliseconds + 8 * 3_600_000);
  const year = Number.isNaN(local.getTime()) ? 0 : local.getUTCFullYear();
  return year < 1990 || year > 2100 ? null : `${local.toISOString().slice(0, 19)}+08:00`;
}

function toDate(order: 'ymd' | 'md' | 'mdy' | 'dmy', match: RegExpExecArray): FoundDate | null {
  const groups = match.slice(1);
  const dayParts = groups.splice(0, order === 'md' ? 2 : 3);
  const [first = '', second = '', third = ''] = dayParts;
  const parts = {
    ymd: [first, second, third],
    md: ['', first, second],
    mdy: [third, first, second],
    dmy: [third, second, first],
  }[order];
  const year = parts[0] === '' ? null : Number(parts[0]);
  const month = monthNumber(parts[1] ?? '');
  const day = Number(parts[2]);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  return { year, month, day, ...clockOf(groups), index: match.index, length: match[0].length };
}

function clockOf([part, hours, minutes, seconds, half, zone]: (string | undefined)[]): {
  time: string | null;
  zone: string | null;
} {
  if (hours === undefined || minutes === undefined) return { time: null, zone: null };
  let hour = Number(hours);
  const isAfternoon = /下午|晚上/u.test(part ?? '') || /^p/iu.test(half ?? '');
  if (isAfternoon && hour < 12) hour += 12;
  if (/^a/iu.test(half ?? '') && hour === 12) hour = 0;
  if (hour > 23 || Number(minutes) > 59) return { time: null, zone: null };
  return { time: `${twoDigits(hour)}:${minutes}:${seconds ?? '00'}`, zone: zoneOf(zone) };
}

function zoneOf(zone: string | undefined): string | null {
  if (zone === undefined) return null;
  if (/^z$/iu.test(zone)) return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function monthNumber(text: string): number {
  return /^\d/u.test(text) ? Number(text) : months.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
