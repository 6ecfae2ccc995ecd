/** The query language (formats.md 2) as a tree: what the rule matcher and the archive search both read. */

/** Fields that a word can be looked for in. `null` in a node means title, text, and the text read from images. */
export const queryFields = [
  'title',
  'text',
  'url',
  'host',
  'platform',
  'author',
  'seller',
  'region',
  'kind',
  'code',
  'drug',
  'company',
  'source',
] as const;
export type QueryField = (typeof queryFields)[number];

/** Fields that take a range in brackets. */
export const rangeFields = ['price', 'collectedAt', 'publishedAt'] as const;
export type RangeField = (typeof rangeFields)[number];

/** UTF-16 offsets into the query as it was typed, end exclusive. */
export interface QuerySpan {
  readonly start: number;
  readonly end: number;
}

/** A word or, in quotes, a phrase; `text` is as typed, not normalised. `exact` looks in the original text. */
export interface QueryWord {
  readonly type: 'word';
  readonly text: string;
  readonly field: QueryField | null;
  readonly exact: boolean;
  readonly isPhrase: boolean;
  readonly span: QuerySpan;
}

/** One piece of a wildcard pattern: `any` is `*` (any run inside a sentence), `one` is `?` (one character). */
export type WildcardPiece =
  { readonly type: 'literal'; readonly text: string } | { readonly type: 'any' } | { readonly type: 'one' };

export interface QueryWildcard {
  readonly type: 'wildcard';
  readonly pieces: readonly WildcardPiece[];
  readonly field: QueryField | null;
  readonly span: QuerySpan;
}

/** A regular expression in RE2 syntax (linear time), without case. `exact` runs it over the original text. */
export interface QueryRegex {
  readonly type: 'regex';
  readonly pattern: string;
  readonly field: QueryField | null;
  readonly exact: boolean;
  readonly span: QuerySpan;
}

/** `null` is an open end. Times are epoch milliseconds, or relative to the moment of matching. */
export type RangeBound =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'time'; readonly ms: number }
  | { readonly type: 'now'; readonly offsetMs: number };

export interface QueryRange {
  readonly type: 'range';
  readonly field: RangeField;
  readonly from: RangeBound | null;
  readonly to: RangeBound | null;
  readonly fromInclusive: boolean;
  readonly toInclusive: boolean;
  readonly span: QuerySpan;
}

/** Both sides within one field, apart, with at most `distance` Han characters, Latin words, and numbers between them. */
export interface QueryNear {
  readonly type: 'near';
  readonly distance: number;
  /** `NEARF`: the left side comes first. */
  readonly isOrdered: boolean;
  readonly left: NearSide;
  readonly right: NearSide;
  readonly span: QuerySpan;
}

/** What NEAR can measure from: words, patterns, alternatives of them, and NEAR itself. */
export type NearSide = QueryWord | QueryWildcard | QueryRegex | QueryNear | NearAlternatives;

export interface NearAlternatives {
  readonly type: 'or';
  readonly items: readonly NearSide[];
  readonly span: QuerySpan;
}

export interface QueryAnd {
  readonly type: 'and';
  readonly items: readonly QueryNode[];
  readonly span: QuerySpan;
}

export interface QueryOr {
  readonly type: 'or';
  readonly items: readonly QueryNode[];
  readonly span: QuerySpan;
}

export interface QueryNot {
  readonly type: 'not';
  readonly item: QueryNode;
  readonly span: QuerySpan;
}

export type QueryNode = QueryWord | QueryWildcard | QueryRegex | QueryRange | QueryNear | QueryAnd | QueryOr | QueryNot;

/** Why a query was refused, where, and what was expected instead. Offsets are UTF-16 units of the query. */
export interface QueryFault {
  readonly at: number;
  readonly message: { readonly zh: string; readonly en: string };
  readonly expected: string;
}

export type ParsedQuery =
  { readonly ok: true; readonly node: QueryNode } | { readonly ok: false; readonly faults: readonly QueryFault[] };
