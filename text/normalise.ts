import { compressText } from './compress-text';
import { foldLookalikes } from './fold-lookalikes';
import { foldText } from './fold-text';
import type { TextBuffer, Undone } from './normalise-buffer';
import { restoreWords } from './restore-words';

export type { Undone, UndoneTechnique } from './normalise-buffer';

/** A normalised text and the way back to the original. Offsets are UTF-16 units. */
export interface NormalisedString {
  readonly text: string;
  /** `map[i]` is where normalised unit `i` comes from in the original; `map[text.length]` is the original's length. */
  readonly map: Uint32Array;
  /** Evasive spellings that were taken back, by rising start; at most `maxUndone` of them. */
  readonly undone: readonly Undone[];
  /** Original range `[start, end)` that a normalised range `[start, end)` stands for; an empty range stays empty. */
  originalRange(start: number, end: number): { start: number; end: number };
}

/**
 * Normalises a text for matching (reference.md d, steps 1–5): NFKC by code point, invisible characters and marks removed, lower case,
 * traditional and variant characters simplified, one form for brackets, quotation marks and dashes, look-alike letters and digits, repeated
 * punctuation once, noise inside words and split characters undone. Idempotent, linear in the length, never throws.
 * What is only possible (homophones, abbreviations, number words) is left to `evasionCandidates`.
 */
export function normalise(original: string): NormalisedString {
  const buffer = foldText(original);
  // A step can lay open work for another (noise inside a split character); each round shortens the text, and two rounds are the rule.
  for (let changed = true; changed;) {
    const folded = foldLookalikes(buffer);
    const compressed = compressText(buffer);
    changed = restoreWords(buffer) || folded || compressed;
  }
  return normalisedString(original, buffer);
}

function normalisedString(original: string, buffer: TextBuffer): NormalisedString {
  const { length } = buffer;
  const map = new Uint32Array(length + 1);
  map.set(buffer.starts.subarray(0, length));
  map[length] = original.length;
  const ends = buffer.ends.slice(0, length);
  return {
    text: buffer.text(),
    map,
    undone: [...buffer.undone].sort((a, b) => a.start - b.start),
    originalRange(start, end) {
      const from = map[start] ?? original.length;
      return { start: from, end: end > start ? Math.max(from, ends[end - 1] ?? original.length) : from };
    },
  };
}
