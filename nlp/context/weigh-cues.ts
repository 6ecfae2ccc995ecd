import type { Genre } from '../../contracts/primitives';
import type { PhraseEntry } from './phrasebook';
import type { PhraseMatch, PhraseReading, Span } from './read-phrases';
import { scopeMask, type Scope, type ScopeKind } from './read-scopes';

/** Trade from which something counts as offered. */
export const leastTrade = 1.5;

/** One cue that fired, with what it added: the reasons behind a reading. */
export interface Reason extends Span {
  readonly cue: string;
  readonly asserts: number;
}

const notOwnWords: ReadonlySet<ScopeKind> = new Set(['prohibited', 'quoted', 'reported']);

/** Selling words count only where the author speaks them; words of reporting count anywhere. */
export function spokenCues(phrases: PhraseReading, scopes: readonly Scope[], length: number): PhraseMatch[] {
  const mask = scopeMask(length, scopes, notOwnWords);
  return phrases.group('cue').filter((match) => match.entry.asserts <= 0 || mask[match.start] !== 1);
}

/** What the cues add up to. */
export interface Evidence {
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
export function weighCues(matches: readonly PhraseMatch[], length: number): Evidence {
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
