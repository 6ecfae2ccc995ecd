import { queryFields, rangeFields } from '../../contracts/query';
import type { QueryField, RangeField, WildcardPiece } from '../../contracts/query';
import { QueryRefusal } from './query-faults';

export type FieldName = QueryField | RangeField | 'exact';

/** Tokens carry where they stand in the query (UTF-16 units, end exclusive). */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly type: 'open' | 'close' | 'and' | 'or' | 'not' | 'end' }
  | { readonly type: 'near'; readonly distance: number; readonly isOrdered: boolean }
  | { readonly type: 'field'; readonly name: FieldName }
  | { readonly type: 'word'; readonly pieces: readonly WildcardPiece[] }
  | { readonly type: 'phrase'; readonly text: string }
  | { readonly type: 'regex'; readonly text: string }
  | { readonly type: 'range'; readonly text: string }
);

export const mostDistance = 1000;
const fieldNames = new Map<string, FieldName>(
  [...queryFields, ...rangeFields, 'exact' as const].map((name) => [name.toLowerCase(), name]),
);
const space = /\s/;
const closers: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”' };

/** Splits a query into tokens; a closing `end` token is always last. Throws `QueryRefusal`. */
export function lexQuery(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    if (space.test(query.charAt(at))) {
      at++;
      continue;
    }
    const token = readToken(query, at, tokens.at(-1));
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ type: 'end', start: query.length, end: query.length });
  return tokens;
}

function readToken(query: string, start: number, previous: Token | undefined): Token {
  const first = query.charAt(start);
  if (first === '(' || first === '（') return { type: 'open', start, end: start + 1 };
  if (first === ')' || first === '）') return { type: 'close', start, end: start + 1 };
  if (first in closers) return readPhrase(query, start);
  if (first === '/') return readRegex(query, start);
  if ((first === '[' || first === '{') && previous?.type === 'field') return readRange(query, start);
  if (first === '-') return readMinus(query, start);
  return readWord(query, start);
}

function readMinus(query: string, start: number): Token {
  const next = query.charAt(start + 1);
  if (next === '' || next === '-' || next === ')' || next === '）' || space.test(next))
    throw new QueryRefusal('strayMinus', start);
  return { type: 'not', start, end: start + 1 };
}

function readPhrase(query: string, start: number): Token {
  const closer = closers[query.charAt(start)] ?? '"';
  let text = '';
  for (let at = start + 1; at < query.length; at++) {
    const character = query.charAt(at);
    if (character === '\\' && at + 1 < query.length) text += query.charAt(++at);
    else if (character === closer || (character === '"' && closer === '”')) {
      if (text.trim() === '') throw new QueryRefusal('emptyPhrase', start);
      return { type: 'phrase', text, start, end: at + 1 };
    } else text += character;
  }
  throw new QueryRefusal('unclosedQuote', start);
}

function readRegex(query: string, start: number): Token {
  let text = '';
  for (let at = start + 1; at < query.length; at++) {
    const character = query.charAt(at);
    if (character === '/') return { type: 'regex', text, start, end: at + 1 };
    if (character === '\\' && query.charAt(at + 1) === '/') {
      text += '/';
      at++;
    } else if (character === '\\' && at + 1 < query.length) text += character + query.charAt(++at);
    else text += character;
  }
  throw new QueryRefusal('unclosedRegex', start);
}

function readRange(query: string, start: number): Token {
  for (let at = start + 1; at < query.length; at++) {
    const character = query.charAt(at);
    if (character === ']' || character === '}')
      return { type: 'range', text: query.slice(start, at + 1), start, end: at + 1 };
  }
  throw new QueryRefusal('unclosedBracket', start);
}

function isBreak(character: string): boolean {
  return space.test(character) || '()（）"“”'.includes(character);
}

function readWord(query: string, start: number): Token {
  const field = readField(query, start);
  if (field) return field;
  const pieces: WildcardPiece[] = [];
  let literal = '';
  let at = start;
  const close = (): void => {
    if (literal !== '') pieces.push({ type: 'literal', text: literal });
    literal = '';
  };
  for (; at < query.length && !isBreak(query.charAt(at)); at++) {
    const character = query.charAt(at);
    if (character === '\\' && at + 1 < query.length) literal += query.charAt(++at);
    else if (character === '*' || character === '?' || character === '？' || character === '＊') {
      close();
      if (character === '?' || character === '？') pieces.push({ type: 'one' });
      else if (pieces.at(-1)?.type !== 'any') pieces.push({ type: 'any' });
    } else literal += character;
  }
  close();
  return operator(query.slice(start, at), start) ?? { type: 'word', pieces, start, end: at };
}

/** `name:` before a value. An unknown name is a fault, except for the beginning of an address (`https://`). */
function readField(query: string, start: number): Token | undefined {
  const match = /^([A-Za-z][A-Za-z_]*)[:：]/.exec(query.slice(start, start + 40));
  if (!match) return undefined;
  const name = match[1] ?? '';
  const known = fieldNames.get(name.toLowerCase());
  const end = start + match[0].length;
  if (known) return { type: 'field', name: known, start, end };
  if (query.startsWith('//', end)) return undefined;
  throw new QueryRefusal('unknownField', start, name);
}

function operator(text: string, start: number): Token | undefined {
  const end = start + text.length;
  if (text === 'AND') return { type: 'and', start, end };
  if (text === 'OR') return { type: 'or', start, end };
  if (text === 'NOT') return { type: 'not', start, end };
  const near = /^(NEARF?)(?:\/(\d+)?)?$/.exec(text);
  if (!near) return undefined;
  if (near[2] === undefined) throw new QueryRefusal('nearWithoutDistance', start, near[1]);
  const distance = Number(near[2]);
  if (distance > mostDistance) throw new QueryRefusal('nearTooFar', start, String(mostDistance));
  return { type: 'near', distance, isOrdered: near[1] === 'NEARF', start, end };
}
