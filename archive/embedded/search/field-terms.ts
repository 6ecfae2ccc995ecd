import type { QueryField } from '../../../contracts/query';
import type { MatchInput } from '../../../contracts/rule-match';
import { regionPrefix } from '../../../config/regions';
import { normalise } from '../../../text/normalise';
import { gapTerm, indexTerms } from './index-terms';

/** Stands before every term of a field beside the text, so that such a term is never taken for a word of the text. */
const mark = 'ʘ';

/** The term that every document has. */
export const everyTerm = `${mark}all`;

/** Fields whose values hold words, as the text does. */
export const wordFields = ['platform', 'author', 'seller', 'drug', 'company', 'source'] as const;
export type WordField = (typeof wordFields)[number];

export function isWordField(field: QueryField): field is WordField {
  return (wordFields as readonly QueryField[]).includes(field);
}

export function codeTerm(code: string): string {
  return `${mark}code.${code}`;
}

export function kindTerm(kind: string): string {
  return `${mark}kind.${kind}`;
}

/** The term of a region, which every document in it has. */
export function regionTerm(code: string): string {
  return `${mark}region.${regionPrefix(code)}`;
}

/** The term of a host, which every document of it or of a host below it has. */
export function hostTerm(host: string): string {
  return `${mark}host.${host.replaceAll(/[^a-z0-9.-]/g, '_')}`;
}

/** Terms of a word in one of the fields that hold words. */
export function wordTerms(field: WordField, terms: readonly string[]): string[] {
  return terms.map((term) => `${mark}${field}.${term}`);
}

/** Every term beside the text that a document is found by. Values stand apart, so no phrase reaches across two of them. */
export function fieldTerms(input: MatchInput): string[] {
  const terms = [everyTerm, ...input.violations.map(({ code }) => codeTerm(code)), ...regionTerms(input.region)];
  if (input.kind !== null) terms.push(kindTerm(input.kind));
  if (input.host !== null) terms.push(...hostTerms(input.host.toLowerCase()));
  for (const field of wordFields) {
    for (const value of valuesOf(input, field)) {
      terms.push(gapTerm, ...wordTerms(field, indexTerms(normalise(value).text)));
    }
  }
  return terms;
}

function regionTerms(region: string): string[] {
  return [region, `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`, '000000'].map(regionTerm);
}

function hostTerms(host: string): string[] {
  const labels = host.split('.');
  return labels.map((_, from) => hostTerm(labels.slice(from).join('.')));
}

function valuesOf(input: MatchInput, field: WordField): readonly string[] {
  if (field === 'drug') return input.drugs;
  if (field === 'company') return input.companies;
  const value = input[field];
  return value === null ? [] : [value];
}
