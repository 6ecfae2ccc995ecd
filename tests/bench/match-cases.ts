import type { Rule } from '../../contracts/rule';
import type { MatchInput } from '../../contracts/rule-match';
import { normalise } from '../../text/normalise';
import { readEvent } from '../../rules/to-match-input';

/** Repeatable rules and documents for measuring the matcher: invented words, drawn as words of a language are (few common, many rare). */
export interface MatchCases {
  readonly rules: readonly Rule[];
  readonly documents: readonly MatchInput[];
}

export interface MatchCaseSettings {
  readonly rules: number;
  readonly documents: number;
  readonly charactersPerDocument: number;
  /** Larger numbers draw the words of rules from rarer ones: fewer matches. */
  readonly rarity: number;
  readonly seed: number;
}

const vocabularySize = 20_000;

/** Builds rules (AND, OR, NOT and NEAR over 2 to 5 words) and documents out of one vocabulary. */
export function matchCases(settings: MatchCaseSettings): MatchCases {
  const random = mulberry(settings.seed);
  // Normalised once, so that every matcher compares the same words.
  const vocabulary = Array.from({ length: vocabularySize }, () => normalise(inventedWord(random)).text);
  const common = (): string => vocabulary[Math.floor(vocabularySize * random() ** 4)] as string;
  const rare = (): string => vocabulary[Math.floor(vocabularySize * random() ** (1 / settings.rarity))] as string;
  return {
    rules: Array.from({ length: settings.rules }, (_, index) => ruleOf(`r-${index}`, inventedQuery(random, rare))),
    documents: Array.from({ length: settings.documents }, (_, index) =>
      documentOf(`d${index}`, passage(random, common, settings.charactersPerDocument)),
    ),
  };
}

function ruleOf(id: string, query: string): Rule {
  return { id, name: id, level: 'blue', when: { query }, version: '1' };
}

function inventedQuery(random: () => number, word: () => string): string {
  const distance = 5 + Math.floor(random() * 40);
  switch (Math.floor(random() * 6)) {
    case 0:
      return `${word()} ${word()}`;
    case 1:
      return `${word()} (${word()} OR ${word()}) -${word()}`;
    case 2:
      return `${word()} NEAR/${distance} ${word()}`;
    case 3:
      return `(${word()} OR ${word()}) NEAR/${distance} (${word()} OR ${word()}) -${word()}`;
    case 4:
      return `(${word()} OR ${word()} OR ${word()}) ${word()}`;
    default:
      return `${word()} NEARF/${distance} ${word()}`;
  }
}

function passage(random: () => number, word: () => string, characters: number): string {
  let text = '';
  while (text.length < characters) text += word() + (random() < 0.12 ? '，' : random() < 0.04 ? '。' : '');
  return text.slice(0, characters);
}

function documentOf(id: string, text: string): MatchInput {
  const read = readEvent(
    { id, title: '', text, collectedAt: '2026-03-02T10:00:00+08:00' },
    '2026-03-02T10:00:00+08:00',
  );
  if (!read.ok) throw new Error(read.message);
  return read.input;
}

// Characters of the common simplified range, the first ones more often.
function inventedWord(random: () => number): string {
  const length = random() < 0.7 ? 2 : random() < 0.7 ? 3 : 4;
  return Array.from({ length }, () => String.fromCharCode(0x4e00 + Math.floor(3000 * random() ** 2))).join('');
}

function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
