/**
 * Query text in, tree out (formats.md 2). Precedence NOT > NEAR > AND > OR; words side by side are AND.
 * Expected faults (a query that an officer typed wrong) are values with the place and what was expected there.
 */
import { rangeFields } from '../../contracts/query';
import type { NearSide, ParsedQuery, QueryField, QueryNode, QuerySpan, RangeField } from '../../contracts/query';
import { compileLinearRegex } from './linear-regex';
import { lexQuery } from './lex-query';
import type { FieldName, Token } from './lex-query';
import { parseRange } from './parse-range';
import { QueryRefusal, queryFault } from './query-faults';

const mostCharacters = 20_000;
const mostTerms = 2000;
const mostDepth = 40;

/** Parses a query; refuses one that could only ever match everything. */
export function parseQuery(query: string): ParsedQuery {
  if (query.trim() === '') return { ok: false, faults: [queryFault('empty', 0)] };
  if (query.length > mostCharacters)
    return { ok: false, faults: [queryFault('tooLong', mostCharacters, String(mostCharacters))] };
  try {
    const node = new Parser(lexQuery(query)).parse();
    if (holdsWithoutAnything(node)) return { ok: false, faults: [queryFault('matchesAll', 0)] };
    return { ok: true, node };
  } catch (error) {
    if (error instanceof QueryRefusal) return { ok: false, faults: [error.fault] };
    throw error;
  }
}

/** Whether the tree holds for a document in which none of its words occurs: such a query has nothing to look for. */
export function holdsWithoutAnything(node: QueryNode): boolean {
  switch (node.type) {
    case 'not':
      return !holdsWithoutAnything(node.item);
    case 'and':
      return node.items.every(holdsWithoutAnything);
    case 'or':
      return node.items.some(holdsWithoutAnything);
    default:
      return false;
  }
}

type LeafToken = Extract<Token, { type: 'word' } | { type: 'phrase' } | { type: 'regex' }>;

class Parser {
  private at = 0;
  private depth = 0;
  private terms = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): QueryNode {
    const node = this.readOr(null);
    const rest = this.peek();
    if (rest.type === 'close') throw new QueryRefusal('strayParenthesis', rest.start);
    if (rest.type !== 'end') throw new QueryRefusal('missingOperand', rest.start, nameOf(rest));
    return node;
  }

  private peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] as Token;
  }

  private take(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  private readOr(field: FieldName | null): QueryNode {
    const items = [this.readAnd(field)];
    while (this.peek().type === 'or') {
      const operator = this.take();
      this.needTerm(operator);
      items.push(this.readAnd(field));
    }
    return joined('or', items);
  }

  private readAnd(field: FieldName | null): QueryNode {
    const items = [this.readNear(field)];
    for (;;) {
      const next = this.peek();
      if (next.type === 'and') this.needTerm(this.take());
      else if (!beginsTerm(next)) return joined('and', items);
      items.push(this.readNear(field));
    }
  }

  private readNear(field: FieldName | null): QueryNode {
    let left = this.readUnary(field);
    for (;;) {
      const operator = this.peek();
      if (operator.type !== 'near') return left;
      this.take();
      this.needTerm(operator);
      const right = this.readUnary(field);
      left = {
        type: 'near',
        distance: operator.distance,
        isOrdered: operator.isOrdered,
        left: asNearSide(left),
        right: asNearSide(right),
        span: { start: left.span.start, end: right.span.end },
      };
    }
  }

  private readUnary(field: FieldName | null): QueryNode {
    const token = this.peek();
    if (token.type !== 'not') return this.readPrimary(field);
    this.take();
    this.needTerm(token);
    const item = this.nested(token, () => this.readUnary(field));
    return { type: 'not', item, span: { start: token.start, end: item.span.end } };
  }

  private readPrimary(field: FieldName | null): QueryNode {
    const token = this.take();
    if (token.type === 'open') return this.readGroup(token, field);
    if (token.type === 'field') return this.readField(token, field);
    if (token.type === 'close') throw new QueryRefusal('strayParenthesis', token.start);
    if (token.type === 'word' || token.type === 'phrase' || token.type === 'regex') return this.readLeaf(token, field);
    throw new QueryRefusal('missingOperand', token.start, nameOf(token));
  }

  private readGroup(open: Token, field: FieldName | null): QueryNode {
    this.needTerm(open);
    const node = this.nested(open, () => this.readOr(field));
    const close = this.take();
    if (close.type !== 'close') throw new QueryRefusal('unclosedParenthesis', open.start);
    return { ...node, span: { start: open.start, end: close.end } };
  }

  private readField(token: Extract<Token, { type: 'field' }>, outer: FieldName | null): QueryNode {
    if (outer !== null) throw new QueryRefusal('nestedField', token.start);
    const value = this.peek();
    if (isRangeField(token.name)) {
      if (value.type !== 'range') throw new QueryRefusal('rangeNeeded', token.start, token.name);
      this.take();
      this.countTerm(token);
      return parseRange(value.text, token.name, { start: token.start, end: value.end });
    }
    if (!['open', 'word', 'phrase', 'regex'].includes(value.type))
      throw new QueryRefusal('missingValue', token.start, token.name);
    const node = this.readPrimary(token.name);
    return { ...node, span: { start: token.start, end: node.span.end } };
  }

  private readLeaf(token: LeafToken, name: FieldName | null): QueryNode {
    this.countTerm(token);
    const exact = name === 'exact';
    const field: QueryField | null = name === null || name === 'exact' || isRangeField(name) ? null : name;
    const span: QuerySpan = { start: token.start, end: token.end };
    if (token.type === 'phrase') return { type: 'word', text: token.text, field, exact, isPhrase: true, span };
    if (token.type === 'regex') {
      checkRegex(token.text, token.start);
      return { type: 'regex', pattern: token.text, field, exact, span };
    }
    const [first] = token.pieces;
    if (token.pieces.length === 1 && first?.type === 'literal') {
      return { type: 'word', text: first.text, field, exact, isPhrase: false, span };
    }
    if (exact) throw new QueryRefusal('exactPattern', token.start);
    if (!token.pieces.some((piece) => piece.type === 'literal')) throw new QueryRefusal('onlyWildcards', token.start);
    return { type: 'wildcard', pieces: token.pieces, field, span };
  }

  private nested<T>(token: Token, read: () => T): T {
    if (++this.depth > mostDepth) throw new QueryRefusal('tooDeep', token.start, String(mostDepth));
    const result = read();
    this.depth--;
    return result;
  }

  private countTerm(token: Token): void {
    if (++this.terms > mostTerms) throw new QueryRefusal('tooManyTerms', token.start, String(mostTerms));
  }

  private needTerm(operator: Token): void {
    const next = this.peek();
    if (beginsTerm(next)) return;
    if (operator.type === 'open' && next.type === 'end') throw new QueryRefusal('unclosedParenthesis', operator.start);
    throw new QueryRefusal('missingOperand', operator.start, nameOf(operator));
  }
}

function beginsTerm(token: Token): boolean {
  return ['open', 'field', 'word', 'phrase', 'regex', 'not'].includes(token.type);
}

function nameOf(token: Token): string {
  if (token.type === 'near') return `${token.isOrdered ? 'NEARF' : 'NEAR'}/${token.distance}`;
  return {
    open: '(',
    close: ')',
    and: 'AND',
    or: 'OR',
    not: 'NOT',
    end: '',
    field: ':',
    range: '[',
    word: '',
    phrase: '',
    regex: '',
  }[token.type];
}

function joined(type: 'and' | 'or', items: readonly QueryNode[]): QueryNode {
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined || items.length === 1) return first as QueryNode;
  return { type, items, span: { start: first.span.start, end: last.span.end } };
}

function isRangeField(name: FieldName): name is RangeField {
  return (rangeFields as readonly string[]).includes(name);
}

function asNearSide(node: QueryNode): NearSide {
  if (node.type === 'or') return { ...node, items: node.items.map(asNearSide) };
  if (node.type === 'and' || node.type === 'not' || node.type === 'range')
    throw new QueryRefusal('nearSide', node.span.start);
  const isExact = (node.type === 'word' || node.type === 'regex') && node.exact;
  const isElsewhere =
    node.type !== 'near' && (isExact || (node.field !== null && node.field !== 'title' && node.field !== 'text'));
  if (isElsewhere) throw new QueryRefusal('nearSide', node.span.start);
  return node;
}

function checkRegex(pattern: string, at: number): void {
  const compiled = compileLinearRegex(pattern);
  if (!compiled.ok) throw new QueryRefusal('badRegex', at, compiled.reason);
  if (compiled.regex.matcher('').find()) throw new QueryRefusal('regexMatchesAll', at);
}
