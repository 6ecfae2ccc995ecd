import { isHan } from './character-class';
import { guardedTermAutomaton, guardedTerms } from './guarded-terms';
import type { TextBuffer, UndoneTechnique } from './normalise-buffer';
import { pairKey, splitCharacters } from './split-characters';

/** Marks that separate words in ordinary text and break up a word in an evasive one; which of the two, the words around decide. */
const weakNoise: ReadonlySet<number> = new Set(
  Array.from(' ·|/~-.+=&#@\'"★☆◆◇○●◎□■△▲▽▼♥♦♣♠♪♫→←↑↓…`^_%<>', (one) => one.charCodeAt(0)),
);
const SPACE = 32;
const maxNoise = 2;

/** A change that is made only if it turns out to be wanted: `count` units at `at` become `unit`, or nothing (0). */
interface Edit {
  readonly at: number;
  readonly count: number;
  readonly unit: number;
  readonly technique: UndoneTechnique;
  /** Where the edit stands in the compact text: at this unit (a joined pair) or just before it (a gap). */
  compactAt: number;
  wanted: boolean;
}

/**
 * Fourth step: weak noise and ordinary pairs of parts are undone where that makes a guarded term, and weak noise also where it stands
 * between single characters again and again (听|话|水). In place; answers whether anything changed. Linear in the text.
 */
export function restoreWords(buffer: TextBuffer): boolean {
  const edits = possibleEdits(buffer);
  if (edits.length === 0) return false;
  wantAlternating(buffer, edits);
  wantGuarded(edits, compactText(buffer, edits));
  const wanted = edits.filter((edit) => edit.wanted);
  if (wanted.length === 0) return false;
  apply(buffer, wanted);
  return true;
}

function possibleEdits(buffer: TextBuffer): Edit[] {
  const { plain } = splitCharacters();
  const edits: Edit[] = [];
  for (let at = 1; at < buffer.length; at++) {
    const unit = buffer.at(at);
    if (!isHan(buffer.at(at - 1))) continue;
    if (isHan(unit)) {
      const last = edits[edits.length - 1];
      const whole = plain.get(pairKey(buffer.at(at - 1), unit));
      if (whole === undefined || (last !== undefined && last.unit !== 0 && last.at + 2 > at - 1)) continue;
      edits.push({ at: at - 1, count: 2, unit: whole, technique: 'split', compactAt: 0, wanted: false });
    } else if (weakNoise.has(unit)) {
      const count = weakNoise.has(buffer.at(at + 1)) ? maxNoise : 1;
      if (!isHan(buffer.at(at + count))) continue;
      const technique = unit === SPACE ? 'spaced' : 'noise';
      edits.push({ at, count, unit: 0, technique, compactAt: 0, wanted: false });
    }
  }
  return edits;
}

/** Gaps of one and the same mark with exactly one Han character between them: two gaps are enough, of spaces it takes three. */
function wantAlternating(buffer: TextBuffer, edits: Edit[]): void {
  const gaps = edits.filter((edit) => edit.unit === 0);
  for (let from = 0; from < gaps.length;) {
    let to = from + 1;
    while (to < gaps.length && isNextInRow(buffer, gaps[to - 1] as Edit, gaps[to] as Edit)) to++;
    const enough = (gaps[from] as Edit).technique === 'spaced' ? 3 : 2;
    if (to - from >= enough) for (let index = from; index < to; index++) (gaps[index] as Edit).wanted = true;
    from = to;
  }
}

function isNextInRow(buffer: TextBuffer, gap: Edit, next: Edit): boolean {
  return next.at === gap.at + gap.count + 1 && buffer.at(next.at) === buffer.at(gap.at) && next.count === gap.count;
}

function compactText(buffer: TextBuffer, edits: readonly Edit[]): string {
  const compact = new Uint16Array(buffer.length);
  let length = 0;
  let copied = 0;
  for (const edit of edits) {
    for (; copied < edit.at; copied++) compact[length++] = buffer.at(copied);
    edit.compactAt = length;
    if (edit.unit !== 0) compact[length++] = edit.unit;
    copied = edit.at + edit.count;
  }
  for (; copied < buffer.length; copied++) compact[length++] = buffer.at(copied);
  const parts: string[] = [];
  for (let at = 0; at < length; at += 8_192) {
    parts.push(String.fromCharCode(...compact.subarray(at, Math.min(length, at + 8_192))));
  }
  return parts.join('');
}

function wantGuarded(edits: readonly Edit[], compact: string): void {
  const terms = guardedTerms();
  guardedTermAutomaton().scan(compact, (pattern, end) => {
    const start = end - (terms[pattern]?.term.length ?? 0);
    for (let index = firstFrom(edits, start); index < edits.length; index++) {
      const edit = edits[index] as Edit;
      if (edit.compactAt >= end) break;
      if (edit.unit !== 0 || edit.compactAt > start) edit.wanted = true;
    }
  });
}

/** Index of the first edit at or after a place in the compact text. */
function firstFrom(edits: readonly Edit[], place: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle] as Edit).compactAt < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function apply(buffer: TextBuffer, wanted: readonly Edit[]): void {
  let kept = (wanted[0] as Edit).at;
  let copied = kept;
  for (const edit of wanted) {
    for (; copied < edit.at; copied++) buffer.move(copied, kept++);
    const after = edit.at + edit.count;
    if (edit.unit === 0) {
      buffer.report(buffer.startAt(edit.at - 1), buffer.endAt(after), edit.technique);
    } else {
      const end = buffer.endAt(after - 1);
      buffer.report(buffer.startAt(edit.at), end, edit.technique);
      buffer.units[kept] = edit.unit;
      buffer.starts[kept] = buffer.startAt(edit.at);
      buffer.ends[kept] = end;
      kept++;
    }
    copied = after;
  }
  for (; copied < buffer.length; copied++) buffer.move(copied, kept++);
  buffer.length = kept;
}
