import { normalisedSpan, type Span } from '../context/read-phrases';
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
  const places = [
    ...undone.map((one) => normalisedSpan(subject.prepared.normalised.map, one)),
    ...subject.context.alike,
  ];
  if (places.length === 0) return [];
  const words = telling.map((concept): readonly Span[] => subject.hits(concept));
  return places.flatMap(({ start, end }) => {
    const span = { start, end };
    return words.some((spans) => overlapsAny(spans, span))
      ? [{ ...span, confidence: 0.6, why: '以符号、拆字、谐音等写法规避审查' }]
      : [];
  });
}
