import { findDates, formatDate } from '../find-dates';
import type { FoundDate } from '../find-dates';
import type { PageFacts, Reading } from '../reading';

const before = 8;
const after = 4;
const farthest = 30;

/** A date near the headline as written: the year may be missing, so it is completed by `completeDate`. */
export interface VisibleDate {
  readonly date: FoundDate;
  readonly confidence: number;
}

/** Finds the date shown near the title: first between title and body, then just above the title, then right below the body. */
export function findVisibleDate(facts: PageFacts, titleIndex: number): VisibleDate | null {
  const { blocks, bodyStart, bodyEnd } = facts;
  const anchor = titleIndex >= 0 ? titleIndex : bodyStart;
  const bodyLine = bodyStart >= 0 ? Math.max(bodyStart, anchor) : anchor + 10;
  const zones: readonly { from: number; to: number; confidence: number }[] = [
    { from: anchor + (titleIndex >= 0 ? 1 : -before), to: Math.min(bodyLine, anchor + farthest), confidence: 0.9 },
    { from: anchor - before, to: anchor, confidence: 0.8 },
    { from: bodyLine, to: bodyLine + after, confidence: 0.7 },
    { from: bodyEnd + 1, to: bodyEnd + 1 + before, confidence: 0.6 },
  ];
  for (const { from, to, confidence } of zones) {
    const lines = blocks.slice(Math.max(0, from), Math.max(0, to)).filter((block) => block.units <= 60);
    const date = firstDate(lines.map((block) => block.text).join(' \n '));
    if (date !== null) return { date, confidence };
  }
  return null;
}

/** The date as `YYYY-MM-DD` or RFC 3339: a missing year or time is taken from other readings of the same day. */
export function completeDate({ date, confidence }: VisibleDate, others: readonly Reading[]): Reading | null {
  const times = others.filter(({ field }) => field === 'publishedAt').sort((a, b) => b.confidence - a.confidence);
  const monthDay = `${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
  const sameDay = times.filter(({ value }) => localDay(value).slice(5) === monthDay);
  const year = date.year ?? yearOf(sameDay[0] ?? times[0]);
  const shown = formatDate(date, year);
  if (shown === null) return null;
  const more =
    date.time === null ? sameDay.find(({ value }) => value.length > 10 && localDay(value) === shown) : undefined;
  const value = more?.value ?? shown;
  return { field: 'publishedAt', value, reader: more === undefined ? 'visible' : `visible+${more.reader}`, confidence };
}

function yearOf(reading: Reading | undefined): number | null {
  return reading === undefined ? null : Number(reading.value.slice(0, 4));
}

function localDay(value: string): string {
  if (value.length <= 10) return value;
  return new Date(Date.parse(value) + 8 * 3_600_000).toISOString().slice(0, 10);
}

function firstDate(text: string): FoundDate | null {
  const dates = findDates(text).sort((a, b) => a.index - b.index);
  const full = dates.filter((date) => date.year !== null);
  const candidates = full.length > 0 ? full : dates.filter((date) => date.time !== null);
  const isUpdate = (date: FoundDate): boolean =>
    /更新|修改|modified|updated/iu.test(text.slice(Math.max(0, date.index - 10), date.index));
  const originals = candidates.filter((date) => !isUpdate(date));
  const usable = originals.length > 0 ? originals : candidates;
  const first = usable[0];
  if (first === undefined) return null;
  const timed = usable.find((date) => date.time !== null && date.month === first.month && date.day === first.day);
  return timed ?? first;
}

const labels: readonly { pattern: RegExp; field: Reading['field']; confidence: number }[] = [
  {
    pattern: /(?:作\s*者|撰\s*文|采\s*写|执\s*笔|撰\s*稿|文)\s*[:：/／|丨]\s*([^\s:：|丨/,，;；()（）【】]{2,20})/u,
    field: 'author',
    confidence: 0.85,
  },
  {
    pattern: /(?:本报|本网|见习|实习|首席|特约)?记者\s*[:：]?\s*([\p{Script=Han}·]{2,4})(?=\s|$|[,，、)）/])/u,
    field: 'author',
    confidence: 0.7,
  },
  { pattern: /^By\s+([A-Z][\p{L}.'’-]+(?:\s+[A-Z][\p{L}.'’-]+){0,4})/u, field: 'author', confidence: 0.7 },
  {
    pattern: /(?:来\s*源|出\s*处|稿\s*源)(?:于)?\s*[:：|丨]\s*([^\s|丨,，;；()（）【】]{2,24})/u,
    field: 'source',
    confidence: 0.85,
  },
];

/** Author and source named by a label (作者, 记者, 文/, 来源) around title and body. */
export function readVisibleNames(facts: PageFacts, titleIndex: number): Reading[] {
  const { blocks, bodyStart, bodyEnd } = facts;
  const start = Math.max(0, (titleIndex >= 0 ? titleIndex : bodyStart) - 4);
  const readings: Reading[] = [];
  const look = (text: string, confidenceLoss: number): void => {
    for (const { pattern, field, confidence } of labels) {
      const name = pattern.exec(text)?.[1];
      if (name !== undefined)
        readings.push({ field, value: name, reader: 'visible', confidence: confidence - confidenceLoss });
    }
  };
  blocks.slice(start, Math.max(start, bodyStart) + after).forEach((block) => block.units <= 80 && look(block.text, 0));
  blocks
    .slice(Math.max(0, bodyEnd - after), bodyEnd + before)
    .forEach((block) => block.units <= 60 && look(block.text, 0.1));
  return readings;
}
