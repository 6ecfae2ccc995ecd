import type { Genre, Kind } from '../../contracts/primitives';
import type { PreparedText } from '../prepared-text';
import { chooseGenre } from './choose-genre';
import { evasiveWords, knownNames } from './named-spans';
import { readProductClass, type ProductReading } from './product-class';
import { readPhrases, type Alike, type PhraseReading } from './read-phrases';
import { readScopes, scopeMask, type ScopeKind, type Scope } from './read-scopes';
import { splitSentences, type Sentences } from './sentences';
import { shippedPhrasebook } from './shipped-phrasebook';
import { leastTrade, spokenCues, weighCues, type Reason } from './weigh-cues';

export type Speaker = 'seller' | 'authority' | 'journalist' | 'expert' | 'consumer' | 'unknown';

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

/** Reads genre, speech act, trade intent, scopes and product class. `kind` of the input only tilts a close call. */
export function readContext(prepared: PreparedText): TextContext {
  const text = lowered(prepared.normalised.text);
  const sentences = splitSentences(text);
  const titleEnd = Math.min(text.length, prepared.input.title === '' ? 0 : sentences.span(0).end);
  const alike = evasiveWords(prepared);
  const phrases = readPhrases(shippedPhrasebook, text, { sentences, known: knownNames(prepared), alike });
  const scopes = readScopes(text, phrases, sentences);
  const product = readProductClass(phrases, prepared.facts, titleEnd);
  const evidence = weighCues(spokenCues(phrases, scopes, text.length), text.length);
  const claims = claimEvidence(phrases, scopeMask(text.length, scopes, notOwnClaims));
  const assertion =
    evidence.assertion +
    claims +
    shapeEvidence(text, product, titleEnd) +
    kindEvidence(prepared.input.kind, evidence.trade) +
    titleEvidence(phrases, titleEnd, evidence.trade);
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

const kindTilt: Record<Kind, number> = { ad: 0.4, listing: 0.4, live: 0.6, forum: 0, news: -1 };
const leastHint = 0.5;
const tradelessPost = -1;
const tellingTitle = -1.4;
/** What the source calls the text; a post or a report that offers nothing most likely only shares an experience or tells. */
function kindEvidence(kind: Kind | undefined, trade: number): number {
  if (kind === undefined) return 0;
  return kindTilt[kind] + ((kind === 'forum' || kind === 'news') && trade < leastHint ? tradelessPost : 0);
}

/** A title that announces a penalty, a warning, a question or a notice speaks for the whole text, unless the text plainly sells. */
function titleEvidence(phrases: PhraseReading, titleEnd: number, trade: number): number {
  const tells = phrases.group('title-tells').some((match) => match.start < titleEnd);
  return tells && trade < leastPlainTrade ? tellingTitle : 0;
}

const leastPlainTrade = 3;

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

const notOwnClaims: ReadonlySet<ScopeKind> = new Set(['prohibited', 'quoted', 'reported', 'negated']);

/** Claims are weak evidence of promotion, and only where the author makes them: reporters quote them too. */
function claimEvidence(phrases: PhraseReading, notOwn: Uint8Array): number {
  const isOwn = (group: string): boolean => phrases.group(group).some((match) => notOwn[match.start] !== 1);
  const groups = claimGroups.filter(isOwn).length;
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
