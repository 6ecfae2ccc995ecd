/** What a character counts as when words are bounded and distances are measured. */
export const NEITHER = 0;
export const LATIN = 1;
export const DIGIT = 2;
export const HAN = 3;

const ranges: readonly (readonly [from: number, to: number, kind: number])[] = [
  [0x30, 0x39, DIGIT],
  [0x41, 0x5a, LATIN],
  [0x61, 0x7a, LATIN],
  [0xc0, 0xd6, LATIN],
  [0xd8, 0xf6, LATIN],
  [0xf8, 0x24f, LATIN],
  [0x370, 0x3ff, LATIN],
  [0x400, 0x52f, LATIN],
  [0x1e00, 0x1eff, LATIN],
  [0x3005, 0x3007, HAN],
  [0x3040, 0x30ff, HAN],
  [0x3100, 0x312f, HAN],
  [0x3400, 0x9fff, HAN],
  [0xac00, 0xd7af, HAN],
  // Leading surrogates of the supplementary ideographic planes: one per character.
  [0xd840, 0xd88d, HAN],
  [0xf900, 0xfaff, HAN],
];

const table = new Uint8Array(65_536);
for (const [from, to, kind] of ranges) table.fill(kind, from, to + 1);

/** Class of the UTF-16 unit at `offset`; NEITHER outside the text. */
export function classAt(text: string, offset: number): number {
  if (offset < 0 || offset >= text.length) return NEITHER;
  return table[text.charCodeAt(offset)] as number;
}

/** Whether a word may begin at `start`: Latin words and numbers are not cut in two, Han words match anywhere. */
export function isWordStart(text: string, start: number): boolean {
  const first = classAt(text, start);
  return (first !== LATIN && first !== DIGIT) || classAt(text, start - 1) !== first;
}

/** Whether a word may end at `end` (exclusive). */
export function isWordEnd(text: string, end: number): boolean {
  const last = classAt(text, end - 1);
  return (last !== LATIN && last !== DIGIT) || classAt(text, end) !== last;
}

/**
 * `counts[i]` is how many countable things begin before offset `i`: each Han character, each run of Latin letters,
 * and each number (digits with inner points or commas) is one; everything else is none.
 */
export function countUnits(text: string): Uint32Array {
  const counts = new Uint32Array(text.length + 1);
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    counts[at] = sum;
    if (beginsUnit(text, at)) sum++;
  }
  counts[text.length] = sum;
  return counts;
}

function beginsUnit(text: string, at: number): boolean {
  const kind = table[text.charCodeAt(at)] as number;
  if (kind === HAN) return true;
  if (kind === NEITHER || classAt(text, at - 1) === kind) return false;
  const joins = kind === DIGIT && /[.,]/.test(text.charAt(at - 1)) && classAt(text, at - 2) === DIGIT;
  return !joins;
}

const sentenceEnds = new Set(['。', '！', '？', '!', '?', '；', ';', '\n', '\r', '…', '\u0001']);

/** Whether the character at `at` closes a sentence; a point does only before white space or the end. */
export function endsSentence(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (sentenceEnds.has(character)) return true;
  return character === '.' && (at + 1 >= text.length || /\s/.test(text.charAt(at + 1)));
}
