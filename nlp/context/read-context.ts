import { dataFile } from '../../config/project-root';
import type { Genre, Kind } from '../../contracts/primitives';
import type { PreparedText } from '../prepared-text';
import { loadPhrasebook, type PhraseEntry } from './phrasebook';
import { readProductClass, type ProductReading } from './product-class';
import { evasionCandidates } from '../../text/candidates';
import {
  normalisedSpan,
  readPhrases,
  type Alike,
  type PhraseMatch,
  type PhraseReading,
  type Span,
} from './read-phrases';
import { readScopes, scopeMask, type Scope, type ScopeKind } from './read-scopes';
import { splitSentences, type Sentences } from './sentences';

export type Speaker = 'seller' | 'authority' | 'journalist' | 'expert' | 'consumer' | 'unknown';

/** One cue that fired, with what it added: the reasons behind a reading. */
export interface Reason extends Span {
  readonly cue: string;
  readonly asserts: number;
}

/** What kind of text this is and who speaks in it. All spans are of the normalised text. */
export interface TextContext {
  readonly genre: Genre;
  readonly speaker: Speaker;
  /** The text itself promotes or sells; false for texts that only report, warn, teach, ask or complain. */
  readonly asserts: boolean;
  /** Log-odds behind `asserts`; `promotion` is what spoke for it in cues, `reporting` (negative) against it. */
  readonly assertion: number;
  readonly promotion: number;
  readonly reporting: number;
  /** Something is offered for money or exchange; `trade` is the strength behind it. */
  readonly offers: boolean;
  readonly trade: number;
  /** Claims of others are reported or quoted here. */
  readonly quoted: boolean;
  readonly genreScores: Readonly<Partial<Record<Genre, number>>>;
  readonly reasons: readonly Reason[];
  readonly product: ProductReading;
  readonly text: string;
  /** Where the title ends in the normalised text. */
  readonly titleEnd: number;
  readonly phrases: PhraseReading;
  readonly sentences: Sentences;
  readonly scopes: readonly Scope[];
  /** Stretches that were read as evasive spellings of a word. */
  readonly alike: readonly Alike[];
}

const book = loadPhrasebook([
  dataFile('nlp/context/words'),
  dataFile('nlp/context/cues'),
  dataFile('nlp/violations/lexicon'),
]);

/** Reads genre, speech act, trade intent, scopes and product class. `kind` of the input only tilts a close call. */
export function readContext(prepared: PreparedText): TextContext {
  const text = lowered(prepared.normalised.text);
  const sentences = splitSentences(text);
  const titleEnd = Math.min(text.length, prepared.input.title === '' ? 0 : sentences.span(0).end);
  const alike = evasiveWords(prepared);
  const phrases = readPhrases(book, text, { sentences, known: knownNames(prepared), alike });
  const scopes = readScopes(text, phrases, sentences);
  const product = readProductClass(phrases, prepared.facts, titleEnd);
  const evidence = weighCues(spokenCues(phrases, scopes, text.length), text.length);
  const claims = claimEvidence(phrases);
  const assertion =
    evidence.assertion + claims + shapeEvidence(text, product, titleEnd) + kindTilt[prepared.input.kind ?? 'none'];
  const asserts = assertion > 0;
  const quoted = scopes.some((scope) => scope.kind === 'quoted' || scope.kind === 'reported');
  const genre = chooseGenre(evidence.genres, asserts, prepared.input.kind);
  return {
    genre,
    speaker: speakerOf[genre],
    asserts,
    assertion,
    promotion: evidence.promotion,
    reporting: evidence.reporting,
    offers: evidence.trade >= leastTrade,
    trade: evidence.trade,
    quoted: quoted && !asserts,
    genreScores: evidence.genres,
    reasons: evidence.reasons,
    product,
    text,
    titleEnd,
    phrases,
    sentences,
    scopes,
    alike,
  };
}

const leastTrade = 1.5;
const kindTilt: Record<Kind | 'none', number> = { ad: 0.4, listing: 0.4, live: 0.3, forum: 0, news: -0.4, none: 0 };
const speakerOf: Record<Genre, Speaker> = {
  advertisement: 'seller',
  listing: 'seller',
  news: 'journalist',
  notice: 'authority',
  law: 'authority',
  science: 'expert',
  complaint: 'consumer',
  forum: 'consumer',
  other: 'unknown',
};

/** Lower case without moving an offset. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

/** Disease and drug names that entity recognition found, as hits of the phrasebook's concepts. */
function knownNames(prepared: PreparedText): Map<string, Span[]> {
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
function evasiveWords(prepared: PreparedText): Alike[] {
  return evasionCandidates(prepared.normalised)
    .filter(({ technique, text }) => text.length > 1 && believed.has(technique) && isTelling(text))
    .map(({ start, end, text }) => ({ start, end, word: text }));
}

const conceptsOfEntity: Readonly<Record<string, readonly string[]>> = {
  disease: ['disease', 'ailment'],
  drug: ['known-drug'],
};

const notOwnWords: ReadonlySet<ScopeKind> = new Set(['prohibited', 'quoted', 'reported']);

/** Selling words count only where the author speaks them; words of reporting count anywhere. */
function spokenCues(phrases: PhraseReading, scopes: readonly Scope[], length: number): PhraseMatch[] {
  const mask = scopeMask(length, scopes, notOwnWords);
  return phrases.group('cue').filter((match) => match.entry.asserts <= 0 || mask[match.start] !== 1);
}

interface Evidence {
  readonly assertion: number;
  readonly promotion: number;
  readonly reporting: number;
  readonly trade: number;
  readonly genres: Partial<Record<Genre, number>>;
  readonly reasons: Reason[];
}

const scale = 240;
/** A text that says how to buy sells, however it is dressed: what only dresses it (interview, question, teaching) then counts less. */
const plainlyReporting = -1.5;
const dressedUp = { reachable: 0.6, selling: 0.35 };

/** Sums the cues. In a long text a cue counts in full only where it keeps coming back. */
function weighCues(matches: readonly PhraseMatch[], length: number): Evidence {
  const counts = new Map<PhraseEntry, { count: number; first: PhraseMatch }>();
  for (const match of matches) {
    const seen = counts.get(match.entry);
    if (seen) seen.count++;
    else counts.set(match.entry, { count: 1, first: match });
  }
  const genres: Partial<Record<Genre, number>> = {};
  const reasons: Reason[] = [];
  let promotion = 0;
  let reporting = 0;
  let soft = 0;
  let hasContact = false;
  let trade = 0;
  for (const [entry, { count, first }] of counts) {
    const strength =
      Math.min(1, 0.35 + (0.65 * count * scale) / Math.max(length, 1)) * (1 + Math.min(count - 1, 4) * 0.12);
    if (entry.asserts > 0) promotion += entry.asserts * strength;
    else if (entry.tag === 'soft') soft += entry.asserts * strength;
    else reporting += entry.asserts * strength;
    hasContact ||= entry.tag === 'contact';
    trade += entry.trade * strength;
    for (const [name, weight] of Object.entries(entry.gives)) {
      const key = name as Genre;
      genres[key] = (genres[key] ?? 0) + weight * strength;
    }
    reasons.push({ cue: entry.id, asserts: entry.asserts * strength, start: first.start, end: first.end });
  }
  const isDressed = hasContact && reporting > plainlyReporting;
  reporting += soft * (isDressed ? (trade >= leastTrade ? dressedUp.selling : dressedUp.reachable) : 1);
  return { assertion: promotion + reporting, promotion, reporting, trade, genres, reasons };
}

const claimGroups = [
  'efficacy-guarantee',
  'disease-claim',
  'health-function',
  'cure-rate',
  'endorsement',
  'cosmetic-efficacy',
  'cosmetic-medical',
  'comparison',
  'absolute-terms',
  'state-org-name',
  'appearance-anxiety',
  'unapproved-import',
  'fabrication',
  'aesthetic-claim',
  'citation-patent',
  'hf-necessary',
  'minor',
  'sfmp',
  'device-unregistered',
  'drug-recycling',
  'rx-without-prescription',
  'gift-drug',
  'suspect-fake',
  'addition-risk',
  'disguised',
  'inducement',
  'unlabelled',
];

/** Unhedged claims are weak evidence of promotion: they are quoted by reporters too. */
function claimEvidence(phrases: PhraseReading): number {
  const groups = claimGroups.filter((group) => phrases.group(group).length > 0).length;
  return groups === 0 ? 0 : Math.min(2, 0.6 + 0.4 * groups);
}

const lengthSteps: readonly (readonly [number, number])[] = [
  [90, 0.3],
  [200, 0],
  [900, -0.3],
  [2_000, -0.9],
];
const longest = -1.6;

/** A short text about a product without any sign of a reporter is most often copy. */
function shapeEvidence(text: string, product: ProductReading, titleEnd: number): number {
  const brief = lengthSteps.find(([most]) => text.length < most)?.[1] ?? longest;
  return brief + (product.productClass === 'unknown' ? -0.8 : 0) + (titleEnd === 0 ? -0.3 : 0) - 0.5;
}

const sellingGenres: readonly Genre[] = ['advertisement', 'listing', 'forum'];
const tellingGenres: readonly Genre[] = ['news', 'notice', 'science', 'complaint', 'forum', 'law', 'listing', 'other'];
const genreOfKind: Partial<Record<Kind, Genre>> = {
  ad: 'advertisement',
  live: 'advertisement',
  listing: 'listing',
  news: 'news',
  forum: 'forum',
};
const kindWeight = 0.5;
const leastGenre = 0.5;

function chooseGenre(scores: Partial<Record<Genre, number>>, asserts: boolean, kind: Kind | undefined): Genre {
  const tilted = kind ? genreOfKind[kind] : undefined;
  let best: Genre = asserts ? 'advertisement' : 'other';
  let bestScore = asserts ? 0 : leastGenre;
  for (const genre of asserts ? sellingGenres : tellingGenres) {
    const score = (scores[genre] ?? 0) + (genre === tilted ? kindWeight : 0);
    if (score > bestScore) {
      best = genre;
      bestScore = score;
    }
  }
  return best;
}
