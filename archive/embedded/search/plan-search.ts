import type { DocumentFilter } from '../../../contracts/search';
import type { QueryNode, QueryRange, RangeBound } from '../../../contracts/query';
import { severity as severitySchema } from '../../../contracts/primitives';
import { Conditions } from '../conditions';
import { compileWords, isEverything } from './compile-words';
import { firstPlaceOf } from './place';

/** How a search is put to the database. */
export interface SearchPlan {
  /** Full-text expression; null where no word narrows the search. */
  readonly words: string | null;
  /** The query to ask of every candidate; null where the index already gives exactly what is meant. */
  readonly verify: QueryNode | null;
  /** Half-open range of places. */
  readonly from: number;
  readonly before: number;
  /** Conditions on `doc`, the places apart. */
  readonly columns: Conditions;
}

/** Plans a search; `nowMs` is what `now` in a query means. */
export function planSearch(filter: DocumentFilter, query: QueryNode | null, nowMs: number): SearchPlan {
  const items = query === null ? [] : query.type === 'and' ? query.items : [query];
  const ranges = items.filter((item) => item.type === 'range');
  const others = items.filter((item) => item.type !== 'range');
  const columns = columnsOf(filter);
  for (const range of ranges) addRange(columns, range, nowMs);
  const words = others.length === 0 ? null : compileWords({ type: 'and', items: others, span: { start: 0, end: 0 } });
  return {
    words: words === null || isEverything(words) ? null : words.text,
    verify: words === null || words.isExact ? null : query,
    from: filter.from === undefined ? 0 : firstPlaceOf(Date.parse(filter.from)),
    before: filter.to === undefined ? Number.MAX_SAFE_INTEGER : firstPlaceOf(Date.parse(filter.to)),
    columns,
  };
}

function columnsOf(filter: DocumentFilter): Conditions {
  const columns = new Conditions();
  const equal: readonly (readonly [string, string | undefined])[] = [
    ['doc.platform', filter.platform],
    ['doc.source_id', filter.sourceId],
    ['doc.genre', filter.genre],
    ['doc.sentiment', filter.sentiment],
    ['doc.kind', filter.kind],
    ['doc.cluster', filter.cluster],
    ['doc.seller', filter.seller],
  ];
  for (const [column, value] of equal) if (value !== undefined) columns.add(`${column} = ?`, value);
  if (filter.region !== undefined) columns.addRegion('doc.region', filter.region);
  if (filter.illegal !== undefined) columns.add('doc.illegal = ?', filter.illegal ? 1 : 0);
  if (filter.minSeverity !== undefined) columns.add('doc.severity >= ?', severityRank(filter.minSeverity));
  if (filter.codes !== undefined && filter.codes.length > 0) {
    columns.add(
      filter.codes.map(() => 'instr(doc.codes, ?) > 0').join(' OR '),
      ...filter.codes.map((code) => ` ${code} `),
    );
  }
  return columns;
}

/** 1 for the mildest severity (S1) to 4; 0 where nothing was found. */
export function severityRank(severity: string | null): number {
  return severity === null ? 0 : severitySchema.options.findIndex((option) => option === severity) + 1;
}

function addRange(columns: Conditions, range: QueryRange, nowMs: number): void {
  const column = { price: 'doc.price', collectedAt: 'doc.collected_ms', publishedAt: 'doc.published_ms' }[range.field];
  columns.add(`${column} IS NOT NULL`);
  if (range.from) columns.add(`${column} ${range.fromInclusive ? '>=' : '>'} ?`, boundOf(range.from, nowMs));
  if (range.to) columns.add(`${column} ${range.toInclusive ? '<=' : '<'} ?`, boundOf(range.to, nowMs));
}

function boundOf(bound: RangeBound, nowMs: number): number {
  if (bound.type === 'number') return bound.value;
  return bound.type === 'time' ? bound.ms : nowMs + bound.offsetMs;
}
