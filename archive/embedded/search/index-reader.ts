import { type DocumentFilter, type DocumentHit, documentHit, type DocumentPage } from '../../../contracts/search';
import type { MatchInput } from '../../../contracts/rule-match';
import type { QueryNode } from '../../../contracts/query';
import { decodeCursor, encodeCursor } from '../../page-cursor';
import { numberOf, SqlConnection, type SqlRow, type SqlValue, textOf } from '../connection';
import { parseStored } from '../stored-json';
import { FacetCounter, FacetNames } from './count-facets';
import { unpackInput } from './match-input';
import { KeptTotals } from './kept-totals';
import { excerptOf, shownWords } from './excerpt';
import { planSearch, type SearchPlan } from './plan-search';

export interface DocumentSearch {
  readonly filter: DocumentFilter;
  readonly query: QueryNode | null;
  readonly limit: number;
  readonly cursor?: string;
  readonly sort: 'newest' | 'relevance';
  readonly withFacets: boolean;
}

/** Makes the test that decides whether a document fits a query: the rule matcher's own, so that search and rules agree. */
export type CompileQuery = (query: QueryNode) => (input: MatchInput, nowMs: number) => boolean;

/** How many candidates one search looks at by itself, newest first, and for how long; what lies beyond is not found. */
export const verifyLimit = { candidates: 20_000, ms: 3000 };

const batch = 500;
const rankedAtMost = 1000;

interface Candidate {
  readonly place: number;
  readonly facet: number;
}

interface Found {
  readonly total: number;
  /** Places of one page, in order, and whether there are more behind them. */
  readonly places: readonly number[];
  readonly hasMore: boolean;
  readonly facets: FacetCounter;
}

/** Searches the search database. Synchronous: it lives in a thread of its own. */
export class IndexReader {
  private readonly connection: SqlConnection;
  private readonly facetNames: FacetNames;
  private readonly totals = new KeptTotals();

  constructor(
    path: string,
    private readonly compileQuery: CompileQuery,
  ) {
    this.connection = new SqlConnection(path, { readOnly: true, cacheMb: 128 });
    this.facetNames = new FacetNames(this.connection);
  }

  /** One page of hits, all read at one moment. `total` and facets are those of all hits, or of the candidates within `verifyLimit`. */
  search(search: DocumentSearch, nowMs: number): DocumentPage {
    this.connection.run('BEGIN');
    try {
      return this.pageOf(search, nowMs);
    } finally {
      this.connection.run('COMMIT');
    }
  }

  close(): void {
    this.connection.close();
  }

  private pageOf(search: DocumentSearch, nowMs: number): DocumentPage {
    const plan = planSearch(search.filter, search.query, nowMs);
    const isRanked = search.sort === 'relevance' && plan.words !== null;
    const found = isRanked ? this.byRank(search, plan, nowMs) : this.byTime(search, plan, nowMs);
    const words = shownWords(search.query);
    const last = found.hasMore ? found.places.at(-1) : undefined;
    const sortKey = isRanked ? offsetOf(search.cursor) + found.places.length : (last ?? 0);
    return {
      items: found.places.map((place) => this.hitAt(place, words)),
      nextCursor: last === undefined ? null : encodeCursor({ sortKey, id: isRanked ? 'rank' : 'time' }),
      total: found.total,
      ...(search.withFacets ? { facets: found.facets.result(this.facetNames) } : {}),
    };
  }

  private byTime(search: DocumentSearch, plan: SearchPlan, nowMs: number): Found {
    const below = search.cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(search.cursor).sortKey;
    const key = JSON.stringify([search.filter, search.query]);
    const kept = search.cursor === undefined || search.withFacets ? undefined : this.totals.of(key, nowMs);
    if (kept !== undefined)
      return this.nextPage(search, { ...plan, before: Math.min(plan.before, below) }, { nowMs, total: kept });
    const places: number[] = [];
    const facets = new FacetCounter();
    let total = 0;
    let hasMore = false;
    for (const { place, facet } of this.matches(plan, nowMs)) {
      total += 1;
      if (search.withFacets) facets.add(place, facet);
      if (place >= below) continue;
      if (places.length < search.limit) places.push(place);
      else hasMore = true;
    }
    this.totals.keep(key, total, nowMs);
    return { total, places, hasMore, facets };
  }

  /** A further page whose total was counted a moment ago: only its own rows are read. */
  private nextPage(search: DocumentSearch, plan: SearchPlan, known: { nowMs: number; total: number }): Found {
    const places: number[] = [];
    for (const { place } of this.inBatches(plan, known.nowMs, search.limit + 1)) {
      places.push(place);
      if (places.length > search.limit) break;
    }
    const hasMore = places.length > search.limit;
    return { total: known.total, places: places.slice(0, search.limit), hasMore, facets: new FacetCounter() };
  }

  /** Best first among the first thousand; the cursor counts hits, as ranks change while documents arrive. */
  private byRank(search: DocumentSearch, plan: SearchPlan, nowMs: number): Found {
    const { cursor, ...first } = search;
    const all = this.byTime({ ...first, limit: 0 }, plan, nowMs);
    const best = this.connection
      .all(`${selectOf(plan)} ORDER BY word.rank LIMIT ${rankedAtMost}`, valuesOf(plan))
      .map(candidateOf);
    const ranked = [...this.verified(best, plan, nowMs)].map(({ place }) => place);
    const from = offsetOf(cursor);
    return { ...all, places: ranked.slice(from, from + search.limit), hasMore: ranked.length > from + search.limit };
  }

  /** Everything that matches, newest first. */
  private *matches(plan: SearchPlan, nowMs: number): Iterable<Candidate> {
    if (plan.verify === null)
      yield* this.connection.each(`${selectOf(plan)} ${newest(plan)}`, valuesOf(plan), candidateOf);
    else yield* this.inBatches(plan, nowMs, batch);
  }

  private *inBatches(plan: SearchPlan, nowMs: number, size: number): Iterable<Candidate> {
    const deadline = performance.now() + verifyLimit.ms;
    let rest = plan;
    for (let seen = 0; seen < verifyLimit.candidates && performance.now() < deadline; seen += size) {
      const candidates = this.connection
        .all(`${selectOf(rest)} ${newest(rest)} LIMIT ${size}`, valuesOf(rest))
        .map(candidateOf);
      yield* this.verified(candidates, rest, nowMs);
      const last = candidates.at(-1);
      if (!last || candidates.length < size) return;
      rest = { ...rest, before: last.place };
    }
  }

  private *verified(candidates: readonly Candidate[], plan: SearchPlan, nowMs: number): Iterable<Candidate> {
    if (plan.verify === null) {
      yield* candidates;
      return;
    }
    const matches = this.compileQuery(plan.verify);
    for (const candidate of candidates) {
      const row = this.connection.get('SELECT input FROM body WHERE place = ?', [candidate.place]);
      if (row && matches(unpackInput(row), nowMs)) yield candidate;
    }
  }

  private hitAt(place: number, words: readonly string[]): DocumentHit {
    const row = this.connection.get('SELECT hit, input FROM body WHERE place = ?', [place]) ?? {};
    const hit = parseStored(documentHit.omit({ excerpt: true }), textOf(row, 'hit'), `place ${place}`);
    return { ...hit, excerpt: excerptOf(unpackInput(row), words) };
  }
}

function selectOf(plan: SearchPlan): string {
  const columns = plan.columns.where.replace(/^WHERE/, 'AND');
  const place = plan.words === null ? 'doc.place' : 'word.rowid';
  const upper = plan.before === Number.MAX_SAFE_INTEGER ? '' : `AND ${place} < ?`;
  const from = plan.words === null ? 'doc WHERE' : 'word JOIN doc ON doc.place = word.rowid WHERE word MATCH ? AND';
  return `SELECT doc.place, doc.facet FROM ${from} ${place} >= ? ${upper} ${columns}`;
}

function valuesOf(plan: SearchPlan): SqlValue[] {
  const words = plan.words === null ? [] : [plan.words];
  const upper = plan.before === Number.MAX_SAFE_INTEGER ? [] : [plan.before];
  return [...words, plan.from, ...upper, ...plan.columns.values];
}

function newest(plan: SearchPlan): string {
  return plan.words === null ? 'ORDER BY doc.place DESC' : 'ORDER BY word.rowid DESC';
}

function candidateOf(row: SqlRow): Candidate {
  return { place: numberOf(row, 'place'), facet: numberOf(row, 'facet') };
}

function offsetOf(cursor: string | undefined): number {
  return cursor === undefined ? 0 : decodeCursor(cursor).sortKey;
}
