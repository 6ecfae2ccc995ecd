import type { QueryField, QueryNode, QueryRegex, QueryWildcard, QueryWord } from '../../../contracts/query';
import { regionNames } from '../../../config/regions';
import { normalise } from '../../../text/normalise';
import { codeTerm, everyTerm, hostTerm, isWordField, kindTerm, regionTerm, wordTerms } from './field-terms';
import { hanRuns, phraseOf, type TermPhrase } from './index-terms';

/**
 * A full-text expression for a part of a query. Exact: it holds for the same documents as the query does. Otherwise it holds
 * for those and perhaps for more, and every candidate has to be looked at.
 */
export interface WordExpression {
  readonly text: string;
  readonly isExact: boolean;
}

const everything: WordExpression = { text: quoted([everyTerm]), isExact: false };

export function isEverything(expression: WordExpression): boolean {
  return expression.text === everything.text;
}

/** Compiles a query to the word index. Ranges hold everywhere here: the columns know them better. */
export function compileWords(node: QueryNode): WordExpression {
  switch (node.type) {
    case 'and':
      return allOf(node.items);
    case 'or':
      return anyOf(node.items.map(compileWords));
    case 'not': {
      const item = compileWords(node.item);
      return item.isExact ? { text: `(${everything.text} NOT ${item.text})`, isExact: true } : everything;
    }
    case 'near':
      return { ...allOf([node.left, node.right]), isExact: false };
    case 'range':
      return everything;
    case 'word':
      return compileWord(node);
    default:
      return compilePattern(node);
  }
}

function allOf(nodes: readonly QueryNode[]): WordExpression {
  const denied = nodes.flatMap((node) => (node.type === 'not' ? [compileWords(node.item)] : []));
  const asked = nodes.filter((node) => node.type !== 'not').map(compileWords);
  const useful = asked.filter((expression) => !isEverything(expression));
  const base = useful.length === 0 ? everything.text : joined(useful, 'AND');
  const excluded = denied.filter((expression) => expression.isExact);
  return {
    text: excluded.length === 0 ? base : `(${base} NOT ${joined(excluded, 'OR')})`,
    isExact: asked.every(({ isExact }) => isExact) && excluded.length === denied.length,
  };
}

function anyOf(parts: readonly WordExpression[]): WordExpression {
  if (parts.some((part) => isEverything(part))) return everything;
  return { text: joined(parts, 'OR'), isExact: parts.every(({ isExact }) => isExact) };
}

function joined(parts: readonly WordExpression[], operator: 'AND' | 'OR'): string {
  return parts.length === 1 ? (parts[0]?.text ?? '') : `(${parts.map(({ text }) => text).join(` ${operator} `)})`;
}

function compileWord(node: QueryWord): WordExpression {
  if (node.exact) return everything;
  const text = node.text.trim();
  switch (node.field) {
    case null:
    case 'title':
    case 'text':
      return inText(phraseOf(normalise(text).text.trim()), node.field);
    case 'code':
      return exactly(codeTerm(text.toUpperCase()));
    case 'kind':
      return exactly(kindTerm(text.toLowerCase()));
    case 'host':
      return { ...exactly(hostTerm(text.toLowerCase())), isExact: /^[a-z0-9.-]+$/i.test(text) };
    case 'region':
      return compileRegion(text);
    case 'url':
      return everything;
    default:
      return inField(node.field, normalise(text).text.trim());
  }
}

function exactly(term: string): WordExpression {
  return { text: quoted([term]), isExact: true };
}

/** A name may stand for several regions; which of them exactly is the matcher's to say. */
function compileRegion(text: string): WordExpression {
  if (/^\d{6}$/.test(text)) return exactly(regionTerm(text));
  const codes = Object.entries(regionNames()).filter(([, name]) => name.startsWith(text));
  if (text === '' || codes.length === 0 || codes.length > 50) return everything;
  return { ...anyOf(codes.map(([code]) => exactly(regionTerm(code)))), isExact: false };
}

function inField(field: QueryField, literal: string): WordExpression {
  const phrase = phraseOf(literal);
  if (!isWordField(field) || !phrase) return everything;
  return { text: phraseText({ ...phrase, terms: wordTerms(field, phrase.terms) }), isExact: phrase.isExact };
}

function inText(phrase: TermPhrase | undefined, field: 'title' | 'text' | null): WordExpression {
  if (!phrase) return everything;
  const text = phraseText(phrase);
  return { text: field === null ? text : `${field} : ${text}`, isExact: phrase.isExact };
}

/** Of a pattern only the runs of Han characters are sure to stand in the text as they are typed. */
function compilePattern(node: QueryWildcard | QueryRegex): WordExpression {
  if (node.type === 'regex' || !(node.field === null || node.field === 'title' || node.field === 'text'))
    return everything;
  const { field } = node;
  const runs = node.pieces.flatMap((piece) => (piece.type === 'literal' ? hanRuns(normalise(piece.text).text) : []));
  const parts = runs.map((run) => inText(phraseOf(run), field)).filter((part) => !isEverything(part));
  return parts.length === 0 ? everything : { text: joined(parts, 'AND'), isExact: false };
}

function phraseText(phrase: TermPhrase): string {
  return phrase.isOpen ? `${quoted(phrase.terms)} *` : quoted(phrase.terms);
}

/** No term of ours holds a quotation mark, so one that was typed finds nothing. */
function quoted(terms: readonly string[]): string {
  return `"${terms.join(' ').replaceAll('"', '_')}"`;
}
