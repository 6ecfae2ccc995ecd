import type { QueryField, QueryNear, QueryRegex, QueryWildcard, QueryWord } from '../../contracts/query';
import { regionCovers, regionNames } from '../../config/regions';
import { normalise } from '../../text/normalise';
import { isWordEnd, isWordStart } from '../query/character-classes';
import { compileLinearRegex, regexSpans } from '../query/linear-regex';
import { anywhere, coverOf } from './compiled';
import type { Compiled } from './compiled';
import { codeFact } from './facts';
import type { TokenTable } from './token-table';
import { wildcardPattern, wildcardSpans } from './wildcard';

type Leaf = QueryWord | QueryWildcard | QueryRegex;

/** Test of a field beside the text: seller, platform, host, region, kind, code, and so on. */
export function compileMetadata(node: Leaf | QueryNear, table: TokenTable): Compiled {
  if (node.type === 'near' || node.field === null) throw new TypeError('not a field beside the text');
  const { field } = node;
  if (node.type === 'word') return metadataWord(node.text, field, table);
  if (node.type === 'regex') {
    const compiled = compileLinearRegex(node.pattern);
    if (!compiled.ok) throw new TypeError(compiled.reason);
    return anywhere((scan) => scan.valuesOf(field).some((value) => regexSpans(compiled.regex, value).length > 0));
  }
  const folded = (text: string): string => (isAddress(field) ? text.toLowerCase() : normalise(text).text);
  const pattern = wildcardPattern(
    node.pieces.map((piece) => (piece.type === 'literal' ? { ...piece, text: folded(piece.text) } : piece)),
  );
  if (pattern === undefined) return anywhere((scan) => scan.valuesOf(field).length > 0);
  return anywhere((scan) => scan.valuesOf(field).some((value) => wildcardSpans(pattern, value).length > 0));
}

function isAddress(field: QueryField): boolean {
  return field === 'url' || field === 'host';
}

function metadataWord(text: string, field: QueryField, table: TokenTable): Compiled {
  switch (field) {
    case 'code': {
      const token = table.fact(codeFact(text.trim().toUpperCase()));
      return { holds: (scan) => scan.has(token), cover: (cost) => coverOf([token], cost) };
    }
    case 'region':
      return regionWord(text.trim());
    case 'kind':
      return anywhere((scan) => scan.input.kind === text.trim().toLowerCase());
    case 'url':
      return contained(text.trim().toLowerCase(), field);
    case 'host':
      return hostWord(text.trim().toLowerCase());
    default:
      return boundedWord(normalise(text).text.trim(), field);
  }
}

/** A code covers what lies in it; a name (浙江, 杭州市) stands for every code of that name. */
function regionWord(text: string): Compiled {
  const codes = /^\d{6}$/.test(text) ? [text] : regionCodes(text);
  return anywhere((scan) => codes.some((code) => regionCovers(code, scan.input.region)));
}

function regionCodes(name: string): string[] {
  return Object.entries(regionNames())
    .filter(
      ([, known]) =>
        known === name ||
        (known.startsWith(name) &&
          name.length >= 2 &&
          /^(省|市|县|区|自治区|.{1,4}自治区|特别行政区)$/.test(known.slice(name.length))),
    )
    .map(([code]) => code);
}

function hostWord(host: string): Compiled {
  return anywhere((scan) => scan.valuesOf('host').some((value) => value === host || value.endsWith(`.${host}`)));
}

function contained(literal: string, field: QueryField): Compiled {
  return anywhere((scan) => scan.valuesOf(field).some((value) => value.includes(literal)));
}

/** Latin words and numbers match whole, Han anywhere, as in the text. */
function boundedWord(literal: string, field: QueryField): Compiled {
  return anywhere((scan) => scan.valuesOf(field).some((value) => holdsWord(value, literal)));
}

function holdsWord(value: string, literal: string): boolean {
  for (let at = value.indexOf(literal); at >= 0; at = value.indexOf(literal, at + 1)) {
    if (isWordStart(value, at) && isWordEnd(value, at + literal.length)) return true;
  }
  return false;
}
