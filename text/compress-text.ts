import { isHan } from './character-class';
import type { TextBuffer } from './normalise-buffer';
import { pairKey, splitCharacters } from './split-characters';

const SPACE = 32;
const NEWLINE = 10;

const units = (list: string): ReadonlySet<number> => new Set(Array.from(list, (one) => one.charCodeAt(0)));

/** Punctuation that is written once however often it is repeated. */
const compressible = units(',。.!?;:、…~-·');
/** Marks that no writer puts between two Han characters to separate words. */
const strongNoise = units('*※^°_`$\\¤§¬');
const maxNoise = 2;

/**
 * Third step, one pass with the finished part as a stack: white space and repeated punctuation become one, strong noise between two
 * Han characters goes, and a radical with its other part becomes the character. Rules look at the finished part only, so what is
 * finished needs no second look. In place; answers whether anything changed.
 */
export function compressText(buffer: TextBuffer): boolean {
  const { radical } = splitCharacters();
  let kept = 0;
  const { length } = buffer;
  for (let at = 0; at < length; at++) {
    const unit = buffer.at(at);
    if (unit === SPACE || unit === NEWLINE) kept = keepSpace(buffer, at, kept);
    else if (compressible.has(unit)) kept = keepMark(buffer, at, kept);
    else if (isHan(unit)) {
      kept = keepHan(buffer, at, kept);
      kept = joinParts(buffer, kept, radical);
    } else kept = keep(buffer, at, kept);
  }
  buffer.length = kept;
  return kept !== length;
}

function keep(buffer: TextBuffer, at: number, kept: number): number {
  buffer.move(at, kept);
  return kept + 1;
}

function keepSpace(buffer: TextBuffer, at: number, kept: number): number {
  const before = kept > 0 ? buffer.at(kept - 1) : 0;
  if (before !== SPACE && before !== NEWLINE) return keep(buffer, at, kept);
  if (buffer.at(at) === NEWLINE) buffer.units[kept - 1] = NEWLINE;
  buffer.ends[kept - 1] = buffer.endAt(at);
  return kept;
}

/** Also across one space: `。。。 。` is one full stop. */
function keepMark(buffer: TextBuffer, at: number, kept: number): number {
  const unit = buffer.at(at);
  const end = buffer.endAt(at);
  let top = kept;
  if (top > 1 && buffer.at(top - 1) === SPACE && buffer.at(top - 2) === unit) top--;
  if (top === 0 || buffer.at(top - 1) !== unit) return keep(buffer, at, kept);
  buffer.ends[top - 1] = end;
  return top;
}

function keepHan(buffer: TextBuffer, at: number, kept: number): number {
  let top = kept;
  while (top > 0 && kept - top <= maxNoise && strongNoise.has(buffer.at(top - 1))) top--;
  const removed = kept - top;
  if (removed === 0 || removed > maxNoise || top === 0 || !isHan(buffer.at(top - 1))) return keep(buffer, at, kept);
  buffer.report(buffer.startAt(top - 1), buffer.endAt(at), 'noise');
  return keep(buffer, at, top);
}

function joinParts(buffer: TextBuffer, kept: number, pairs: ReadonlyMap<number, number>): number {
  let top = kept;
  while (top > 1) {
    const whole = pairs.get(pairKey(buffer.at(top - 2), buffer.at(top - 1)));
    if (whole === undefined) return top;
    const end = buffer.endAt(top - 1);
    top--;
    buffer.units[top - 1] = whole;
    buffer.ends[top - 1] = end;
    buffer.report(buffer.startAt(top - 1), end, 'split');
  }
  return top;
}
