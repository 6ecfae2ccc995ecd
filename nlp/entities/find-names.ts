import { buildAutomaton, type Automaton } from '../../text/automaton';
import { isLatinOrDigit } from '../../text/character-class';
import { normalise } from '../../text/normalise';

/** A stretch of normalised text, with what was found there. */
export interface NameHit<T> {
  readonly start: number;
  readonly end: number;
  readonly name: T;
}

export interface NameFinder<T> {
  /** Hits by rising start, none overlapping: the longest at the leftmost place wins. */
  find(normalisedText: string): NameHit<T>[];
}

/**
 * Builds a finder for many names; names are normalised here, and of names with one spelling the first counts. Names that begin or end
 * with a Latin letter or digit match whole words only.
 */
export function createNameFinder<T extends { readonly text: string }>(names: readonly T[]): NameFinder<T> {
  const bySpelling = new Map<string, T>();
  for (const name of names) {
    const spelling = normalise(name.text).text.trim();
    if (spelling.length >= 2 && !bySpelling.has(spelling)) bySpelling.set(spelling, name);
  }
  const spellings = [...bySpelling.keys()];
  const found = [...bySpelling.values()];
  const automaton = buildAutomaton(spellings);
  return { find: (text) => longestHits(text, { automaton, spellings, found }) };
}

interface Search<T> {
  readonly automaton: Automaton;
  readonly spellings: readonly string[];
  readonly found: readonly T[];
}

function longestHits<T>(text: string, { automaton, spellings, found }: Search<T>): NameHit<T>[] {
  const hits: NameHit<T>[] = [];
  automaton.scan(text, (pattern, end) => {
    const start = end - (spellings[pattern] as string).length;
    if (isWholeWord(text, start, end)) hits.push({ start, end, name: found[pattern] as T });
  });
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: NameHit<T>[] = [];
  let from = 0;
  for (const hit of hits) {
    if (hit.start < from) continue;
    kept.push(hit);
    from = hit.end;
  }
  return kept;
}

function isWholeWord(text: string, start: number, end: number): boolean {
  const joins = (at: number): boolean =>
    at > 0 && at < text.length && isLatinOrDigit(text.charCodeAt(at)) && isLatinOrDigit(text.charCodeAt(at - 1));
  return !joins(start) && !joins(end);
}
