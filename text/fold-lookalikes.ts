import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';
import { isDigit, isHan, isLatinOrDigit } from './character-class';
import type { TextBuffer } from './normalise-buffer';

const letterTable = z.object({
  letters: z.object({ cyrillic: z.record(z.string(), z.string()), greek: z.record(z.string(), z.string()) }),
});

let alike: Map<number, number> | undefined;

/**
 * Second step: Cyrillic and Greek letters that pass for Latin ones, and O, l, i that pass for 0 and 1 inside a long number.
 * A foreign letter is folded only in a run of letters and digits that also holds Latin letters or digits, or that touches a Han character,
 * and only where the whole run can be read as Latin: words of a foreign language stay. Changes units in place, never the length.
 */
export function foldLookalikes(buffer: TextBuffer): boolean {
  let changed = false;
  for (let at = 0; at < buffer.length; at++) {
    if (!isRunUnit(buffer.at(at))) continue;
    const from = at;
    let foreign = 0;
    let digits = 0;
    for (; at < buffer.length && isRunUnit(buffer.at(at)); at++) {
      if (buffer.at(at) >= 0x370) foreign++;
      else if (isDigit(buffer.at(at))) digits++;
    }
    if (foreign > 0 && foldForeign(buffer, from, at)) changed = true;
    if (digits >= 4 && foldDigits(buffer, from, at)) changed = true;
  }
  return changed;
}

function isRunUnit(unit: number): boolean {
  return isLatinOrDigit(unit) || (unit >= 0x370 && unit <= 0x52f);
}

function foldForeign(buffer: TextBuffer, from: number, to: number): boolean {
  alike ??= loadLetters();
  let latin = 0;
  let foldable = 0;
  for (let at = from; at < to; at++) {
    if (isLatinOrDigit(buffer.at(at))) latin++;
    else if (alike.has(buffer.at(at))) foldable++;
  }
  const touchesHan = isHan(buffer.at(from - 1)) || isHan(buffer.at(to));
  const isWhole = latin + foldable === to - from;
  if (foldable === 0 || !(latin > 0 || (touchesHan && isWhole))) return false;
  for (let at = from; at < to; at++) {
    const letter = alike.get(buffer.at(at));
    if (letter === undefined) continue;
    buffer.units[at] = letter;
    buffer.report(buffer.startAt(at), buffer.endAt(at), 'lookalike');
  }
  return true;
}

const O = 111;
const L = 108;
const I = 105;

/** Up to three letters, then digits with O, l, i among them, beginning and (but for O) ending with a digit: a number typed with letters. */
function foldDigits(buffer: TextBuffer, from: number, to: number): boolean {
  let first = from;
  while (first < to && !isDigit(buffer.at(first))) first++;
  if (first - from > 3) return false;
  const letters: number[] = [];
  for (let at = first; at < to; at++) {
    const unit = buffer.at(at);
    if (isDigit(unit)) continue;
    if (unit !== O && unit !== L && unit !== I) return false;
    letters.push(at);
  }
  const last = buffer.at(to - 1);
  const endsWell = isDigit(last) || (last === O && to - first - letters.length >= 7);
  if (letters.length === 0 || !endsWell) return false;
  for (const at of letters) {
    buffer.units[at] = buffer.at(at) === O ? 48 : 49;
    buffer.report(buffer.startAt(at), buffer.endAt(at), 'digit-letter');
  }
  return true;
}

function loadLetters(): Map<number, number> {
  const { letters } = letterTable.parse(parse(readFileSync(dataFile('text/lookalikes.yaml'), 'utf8')));
  return new Map(
    Object.entries({ ...letters.cyrillic, ...letters.greek }).map(([from, to]) => [
      from.charCodeAt(0),
      to.charCodeAt(0),
    ]),
  );
}
