import { evasionCandidates } from '../../text/candidates';
import type { PreparedText } from '../prepared-text';
import { normalisedSpan, type Alike, type Span } from './read-phrases';
import { shippedPhrasebook as book } from './shipped-phrasebook';

/** Disease and drug names that entity recognition found, as hits of the phrasebook's concepts. */
export function knownNames(prepared: PreparedText): Map<string, Span[]> {
  const names = new Map<string, Span[]>();
  const { map } = prepared.normalised;
  for (const entity of prepared.entities) {
    const concepts = conceptsOfEntity[entity.type];
    if (!concepts || entity.end - entity.start < 2) continue;
    const span = normalisedSpan(map, entity);
    for (const concept of concepts) {
      const spans = names.get(concept);
      if (spans) spans.push(span);
      else names.set(concept, [span]);
    }
  }
  return names;
}

const believed: ReadonlySet<string> = new Set(['homophone', 'infix', 'masked', 'sound-alike', 'euphemism', 'doubled']);

const tellingConcepts: ReadonlySet<number> = new Set(
  [
    'ailment',
    'rx-drug',
    'otc-drug',
    'known-drug',
    'drug-word',
    'treat-strong',
    'guarantee-word',
    'contact-word',
    'banned-online',
    'medical-act',
  ].flatMap((name) => book.conceptNumbers.get(name) ?? []),
);

/** Whether the word is worth disguising: an ailment, a drug, a cure, a contact. */
function isTelling(word: string): boolean {
  return [...(book.conceptsOfWord.get(word) ?? [])].some((concept) => tellingConcepts.has(concept));
}

/** Possible evasive spellings (text/candidates.ts) of words that the phrasebook knows. */
export function evasiveWords(prepared: PreparedText): Alike[] {
  return evasionCandidates(prepared.normalised)
    .filter(({ technique, text }) => text.length > 1 && believed.has(technique) && isTelling(text))
    .map(({ start, end, text }) => ({ start, end, word: text }));
}

const conceptsOfEntity: Readonly<Record<string, readonly string[]>> = {
  disease: ['disease', 'ailment'],
  drug: ['known-drug'],
};
