import type { Span } from '../context/read-phrases';
import type { Draft } from './draft';
import { overlapsAny, type Subject } from './subject';

const telling = [
  'ailment',
  'drug-word',
  'rx-drug',
  'treat-strong',
  'guarantee-word',
  'contact-word',
  'medical-act',
  'efficacy-verb',
  'banned-online',
];

/** Traditional and variant characters are how some people write. */
const deliberate: ReadonlySet<string> = new Set(['invisible', 'lookalike', 'digit-letter', 'noise', 'spaced', 'split']);

/** Spellings the normaliser had to undo inside a word that matters here; an odd character elsewhere is nobody's evasion. */
export function evasiveSpellings(subject: Subject): Draft[] {
  const undone = subject.prepared.normalised.undone.filter((one) => deliberate.has(one.technique));
  if (undone.length === 0) return [];
  const words = telling.map((concept): readonly Span[] => subject.hits(concept));
  return undone.flatMap((one) => {
    const span = normalisedSpan(subject, one);
    return words.some((spans) => overlapsAny(spans, span))
      ? [{ ...span, confidence: 0.6, why: '以符号、拆字、谐音等写法规避审查' }]
      : [];
  });
}

/** The normalised range that stands for an original one. */
function normalisedSpan(subject: Subject, original: Span): Span {
  const { map } = subject.prepared.normalised;
  let start = 0;
  let high = map.length - 1;
  while (start < high) {
    const middle = (start + high) >>> 1;
    if ((map[middle] ?? 0) < original.start) start = middle + 1;
    else high = middle;
  }
  let end = start;
  while (end < map.length - 1 && (map[end] ?? 0) < original.end) end++;
  return { start, end: Math.max(end, start + 1) };
}
