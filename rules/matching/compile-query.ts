import type {
  QueryField,
  QueryNear,
  QueryNode,
  QueryRange,
  QueryRegex,
  QueryWildcard,
  QueryWord,
  RangeBound,
} from '../../contracts/query';
import { normalise } from '../../text/normalise';
import { toEpoch } from '../event-time';
import { compileLinearRegex, regexSpans, requiredText } from '../query/linear-regex';
import { allOf, anyOf, anywhere, coverOf, noneOf, unitedCover } from './compiled';
import type { Compiled, CompiledPlaces, TokenCost } from './compiled';
import { compileMetadata } from './compile-metadata';
import type { DocumentScan } from './document-scan';
import { areNear, nearSpans } from './near';
import type { NearMeasure } from './near';
import type { TokenTable } from './token-table';
import { wildcardPattern, wildcardSpans } from './wildcard';

/** A query that parses but cannot be used: nothing is left of a word after normalising. `term` names it. */
export class EmptyTerm extends Error {
  constructor(
    readonly term: string,
    readonly at: number,
  ) {
    super(`nothing is left of "${term}" after normalising`);
  }
}

/** Turns a parsed query into a test; its literals are normalised and entered into `table`. Throws `EmptyTerm`. */
export function compileQuery(node: QueryNode, table: TokenTable): Compiled {
  switch (node.type) {
    case 'and':
      return allOf(node.items.map((item) => compileQuery(item, table)));
    case 'or':
      return anyOf(node.items.map((item) => compileQuery(item, table)));
    case 'not':
      return noneOf(compileQuery(node.item, table));
    case 'range':
      return compileRange(node);
    default:
      return isInText(node) ? compilePlaces(node, table) : compileMetadata(node, table);
  }
}

type Leaf = QueryWord | QueryWildcard | QueryRegex;

function isInText(node: Leaf | QueryNear): boolean {
  return node.type === 'near' || node.field === null || node.field === 'title' || node.field === 'text';
}

function compilePlaces(node: QueryNode, table: TokenTable): CompiledPlaces {
  switch (node.type) {
    case 'word':
      return node.exact ? exactWord(node, table) : word(node, table);
    case 'wildcard':
      return wildcard(node, table);
    case 'regex':
      return node.exact ? exactRegex(node) : regex(node, table);
    case 'near':
      return near(node, table);
    case 'or':
      return alternatives(node.items.map((item) => compilePlaces(item, table)));
    default:
      throw new TypeError(`a ${node.type} has no places`);
  }
}

/** The normalised form of a literal, without outer white space. */
export function normalisedTerm(text: string, at: number): string {
  const literal = normalise(text).text.trim();
  if (!/[\p{L}\p{N}]/u.test(literal)) throw new EmptyTerm(text, at);
  return literal;
}

function word(node: QueryWord, table: TokenTable): CompiledPlaces {
  const token = table.literal(normalisedTerm(node.text, node.span.start));
  const field = textField(node.field);
  return {
    holds: field === null ? (scan) => scan.has(token) : (scan) => scan.hasIn(token, scan.rangeOf(field)),
    spans: (scan) => scan.spansOf(token, field === null ? undefined : scan.rangeOf(field)),
    cover: (cost) => coverOf([token], cost),
  };
}

// Offsets in the original text cannot be compared with those in the normalised one, so exact words have no places.
function exactWord(node: QueryWord, table: TokenTable): CompiledPlaces {
  const token = table.original(node.text);
  return { holds: (scan) => scan.has(token), spans: () => [], cover: (cost) => coverOf([token], cost) };
}

function wildcard(node: QueryWildcard, table: TokenTable): CompiledPlaces {
  const pieces = node.pieces.map((piece) =>
    piece.type === 'literal' ? { ...piece, text: normalise(piece.text).text } : piece,
  );
  const pattern = wildcardPattern(pieces);
  if (pattern === undefined)
    throw new EmptyTerm(
      node.pieces.map((piece) => (piece.type === 'literal' ? piece.text : '*')).join(''),
      node.span.start,
    );
  const token = table.literal(pattern.longest, { start: false, end: false });
  const field = textField(node.field);
  const spans = (scan: DocumentScan): readonly number[] =>
    scan.has(token) ? inField(wildcardSpans(pattern, scan.text), scan, field) : [];
  return { holds: (scan) => spans(scan).length > 0, spans, cover: (cost) => coverOf([token], cost) };
}

function regex(node: QueryRegex, table: TokenTable): CompiledPlaces {
  const compiled = compileLinearRegex(node.pattern);
  if (!compiled.ok) throw new EmptyTerm(node.pattern, node.span.start);
  const required = requiredText(node.pattern);
  const token = required === '' ? undefined : table.literal(required, { start: false, end: false });
  const field = textField(node.field);
  const spans = (scan: DocumentScan): readonly number[] =>
    token === undefined || scan.has(token) ? inField(regexSpans(compiled.regex, scan.text), scan, field) : [];
  return {
    holds: (scan) => spans(scan).length > 0,
    spans,
    cover: (cost) => (token === undefined ? undefined : coverOf([token], cost)),
  };
}

function exactRegex(node: QueryRegex): CompiledPlaces {
  const compiled = compileLinearRegex(node.pattern, true);
  if (!compiled.ok) throw new EmptyTerm(node.pattern, node.span.start);
  return { ...anywhere((scan) => regexSpans(compiled.regex, scan.original()).length > 0), spans: () => [] };
}

function alternatives(parts: readonly CompiledPlaces[]): CompiledPlaces {
  return {
    holds: (scan) => parts.some((part) => part.holds(scan)),
    spans: (scan) => merged(parts.map((part) => part.spans(scan))),
    cover: (cost) => unitedCover(parts, cost),
  };
}

/** Joins flat span lists into one by rising start. */
function merged(lists: readonly (readonly number[])[]): readonly number[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length <= 1) return filled[0] ?? [];
  const pairs: [number, number][] = [];
  for (const list of filled)
    for (let at = 0; at < list.length; at += 2) pairs.push([list[at] as number, list[at + 1] as number]);
  return pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat();
}

function near(node: QueryNear, table: TokenTable): CompiledPlaces {
  const left = compilePlaces(node.left, table);
  const right = compilePlaces(node.right, table);
  const both = allOf([left, right]);
  const measure = (scan: DocumentScan): NearMeasure => ({
    distance: node.distance,
    isOrdered: node.isOrdered,
    units: scan.units(),
    fieldAt: (offset) => scan.fieldAt(offset),
  });
  return {
    holds: (scan) => both.holds(scan) && areNear(left.spans(scan), right.spans(scan), measure(scan)),
    spans: (scan) => nearSpans(left.spans(scan), right.spans(scan), measure(scan)),
    cover: (cost: TokenCost) => both.cover(cost),
  };
}

function inField(spans: readonly number[], scan: DocumentScan, field: 'title' | 'text' | null): readonly number[] {
  if (field === null || spans.length === 0) return spans;
  const { from, to } = scan.rangeOf(field);
  const kept: number[] = [];
  for (let at = 0; at < spans.length; at += 2) {
    const start = spans[at] as number;
    const end = spans[at + 1] as number;
    if (start >= from && end <= to) kept.push(start, end);
  }
  return kept;
}

function textField(field: QueryField | null): 'title' | 'text' | null {
  return field === 'title' || field === 'text' ? field : null;
}

function compileRange(node: QueryRange): Compiled {
  return anywhere((scan) => {
    const value = rangeValue(node, scan);
    if (value === undefined) return false;
    const from = node.from === null ? Number.NEGATIVE_INFINITY : boundValue(node.from, scan);
    const to = node.to === null ? Number.POSITIVE_INFINITY : boundValue(node.to, scan);
    return (node.fromInclusive ? value >= from : value > from) && (node.toInclusive ? value <= to : value < to);
  });
}

function rangeValue(node: QueryRange, scan: DocumentScan): number | undefined {
  if (node.field === 'price') return scan.input.price ?? undefined;
  const time = scan.input[node.field];
  return time === null ? undefined : toEpoch(time);
}

function boundValue(bound: RangeBound, scan: DocumentScan): number {
  if (bound.type === 'number') return bound.value;
  return bound.type === 'time' ? bound.ms : scan.nowMs + bound.offsetMs;
}
