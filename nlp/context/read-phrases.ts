import { measures } from './measures';
import type { CompiledPattern, CompiledStep, PhraseEntry, Phrasebook } from './phrasebook';
import type { Sentences } from './sentences';

/** A range `[start, end)` of the normalised text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PhraseMatch extends Span {
  readonly entry: PhraseEntry;
}

/** A stretch that may be an evasive spelling of a word; it counts as that word. */
export interface Alike extends Span {
  readonly word: string;
}

/** What the phrasebook found in one text. */
export interface PhraseReading {
  /** Matches of a group, by rising start; no two of one entry overlap. */
  group(name: string): readonly PhraseMatch[];
  /** Hits of a named concept, by rising start. */
  concept(name: string): readonly Span[];
}

const matchesPerPattern = 200;
const branchesPerStep = 4;

/** Finds every phrase of the book. `known` adds hits found elsewhere (names of diseases, drugs) to a concept, `alike` evasive spellings. Linear in the text. */
export function readPhrases(
  book: Phrasebook,
  text: string,
  reading: { sentences: Sentences; known: ReadonlyMap<string, readonly Span[]>; alike: readonly Alike[] },
): PhraseReading {
  const hits = collectHits(book, text, reading);
  const groups = new Map<string, PhraseMatch[]>();
  const lastEnd = new Map<PhraseEntry, number>();
  for (const pattern of book.patterns) {
    for (const match of matchPattern(pattern, hits, reading.sentences)) {
      const list = groups.get(pattern.entry.group);
      if (list) list.push(match);
      else groups.set(pattern.entry.group, [match]);
    }
  }
  for (const [name, list] of groups) groups.set(name, withoutOverlap(list, lastEnd));
  return {
    group: (name) => groups.get(name) ?? [],
    concept: (name) => {
      const number = book.conceptNumbers.get(name);
      return number === undefined ? [] : (hits[number] ?? []);
    },
  };
}

type Hits = (Span[] | undefined)[];

function collectHits(
  book: Phrasebook,
  text: string,
  { known, alike }: { known: ReadonlyMap<string, readonly Span[]>; alike: readonly Alike[] },
): Hits {
  const hits: Hits = new Array<Span[] | undefined>(book.conceptCount);
  const add = (concept: number, span: Span): void => {
    const list = hits[concept];
    if (list) list.push(span);
    else hits[concept] = [span];
  };
  book.automaton.scan(text, (word, end) => {
    const start = end - (book.wordLengths[word] ?? 0);
    if (book.latinWord[word] === true && touchesLatin(text, start, end)) return;
    const span = { start, end };
    for (const concept of book.wordConcepts[word] ?? []) add(concept, span);
  });
  for (const { name, pattern } of measures) {
    const concept = book.conceptNumbers.get(name) ?? -1;
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      add(concept, { start: found.index, end: found.index + found[0].length });
    }
  }
  for (const [name, spans] of known) {
    const concept = book.conceptNumbers.get(name);
    if (concept !== undefined) for (const span of spans) add(concept, span);
  }
  for (const { word, start, end } of alike) {
    for (const concept of book.conceptsOfWord.get(word) ?? []) add(concept, { start, end });
  }
  for (const list of hits) if (list && !isSorted(list)) list.sort((a, b) => a.start - b.start || b.end - a.end);
  for (const [concept, exception] of book.exceptions) {
    const voids = hits[exception];
    if (voids) hits[concept] = hits[concept]?.filter((hit) => !liesIn(hit, voids));
  }
  return hits;
}

function isSorted(list: readonly Span[]): boolean {
  let last = 0;
  for (const { start } of list) {
    if (start <= last && last !== 0) return false;
    last = start;
  }
  return true;
}

/** Whether a Latin word runs on into another letter (digits may follow: an account name does). */
function touchesLatin(text: string, start: number, end: number): boolean {
  const isLetter = (at: number): boolean => /[a-z]/iu.test(text.charAt(at));
  return (isLetter(start) && isLetter(start - 1)) || (isLetter(end - 1) && isLetter(end));
}

function liesIn(hit: Span, spans: readonly Span[]): boolean {
  for (let at = firstFrom(spans, hit.start - 24); at < spans.length; at++) {
    const span = spans[at];
    if (!span || span.start > hit.start) return false;
    if (span.end >= hit.end) return true;
  }
  return false;
}

function matchPattern(pattern: CompiledPattern, hits: Hits, sentences: Sentences): PhraseMatch[] {
  for (const step of pattern.steps) if (!step.concepts.some((concept) => hits[concept])) return [];
  const first = pattern.steps[0];
  if (!first) return [];
  const found: PhraseMatch[] = [];
  for (const concept of first.concepts) {
    let lastEnd = -1;
    for (const hit of hits[concept] ?? []) {
      if (hit.start < lastEnd) continue;
      const end = followSteps(pattern.steps, 1, hit, { hits, sentences });
      if (end < 0 || isVoid(pattern, { start: hit.start, end }, hits)) continue;
      found.push({ entry: pattern.entry, start: hit.start, end });
      lastEnd = end;
      if (found.length >= matchesPerPattern) return found;
    }
  }
  return found;
}

/** End of the match that continues `from` at step `index`, or -1. The nearest continuations are tried first. */
function followSteps(
  steps: readonly CompiledStep[],
  index: number,
  from: Span,
  world: { hits: Hits; sentences: Sentences },
): number {
  const step = steps[index];
  if (!step) return from.end;
  for (const concept of step.concepts) {
    const list = world.hits[concept];
    if (!list) continue;
    let tried = 0;
    for (let at = firstFrom(list, from.end); at < list.length && tried < branchesPerStep; at++) {
      const next = list[at];
      if (!next || next.start > from.end + step.maxGap) break;
      if (!step.crossesSentence && world.sentences.differ(from.end - 1, next.start)) break;
      const end = followSteps(steps, index + 1, next, world);
      if (end >= 0) return end;
      tried++;
    }
  }
  return -1;
}

const voidReach = 3;

function isVoid(pattern: CompiledPattern, match: Span, hits: Hits): boolean {
  if (pattern.unless < 0) return false;
  const voids = hits[pattern.unless];
  if (!voids) return false;
  for (let at = firstFrom(voids, match.start - voidReach - 12); at < voids.length; at++) {
    const span = voids[at];
    if (!span || span.start > match.end + voidReach) return false;
    if (span.end >= match.start - voidReach) return true;
  }
  return false;
}

/** Index of the first span that starts at or after `position`. */
export function firstFrom(spans: readonly Span[], position: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.start ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function withoutOverlap(list: PhraseMatch[], lastEnd: Map<PhraseEntry, number>): PhraseMatch[] {
  list.sort((a, b) => a.start - b.start || b.end - a.end);
  return list.filter((match) => {
    if (match.start < (lastEnd.get(match.entry) ?? 0)) return false;
    lastEnd.set(match.entry, match.end);
    return true;
  });
}

/** Range of the normalised text that stands for a range of the original; `map` is the normalised string's. Never empty. */
export function normalisedSpan(map: Uint32Array, original: Span): Span {
  const start = firstAtLeast(map, original.start);
  return { start, end: Math.max(start + 1, firstAtLeast(map, original.end)) };
}

function firstAtLeast(map: Uint32Array, position: number): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((map[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
