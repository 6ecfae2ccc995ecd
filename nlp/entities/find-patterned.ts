import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';
import type { Entity } from '../../contracts/analysis';

/** An entity found by its form, in normalised offsets. */
export interface PatternedHit {
  readonly type: Entity['type'];
  readonly start: number;
  readonly end: number;
  readonly id?: string;
}

const words = z
  .object({
    companyEndings: z.array(z.string()),
    companyStops: z.array(z.string()),
    titles: z.array(z.string()),
    beforePerson: z.array(z.string()),
    surnames: z.string(),
    doubleSurnames: z.array(z.string()),
    accountWords: z.record(z.string(), z.array(z.string())),
  })
  .parse(parse(readFileSync(dataFile('nlp/entities/pattern-entities.yaml'), 'utf8')));

const any = (list: readonly string[]): string => list.map((word) => word.replace(/[+*.]/gu, '\\$&')).join('|');
const surname = `(?:${any(words.doubleSurnames)}|[${words.surnames}])`;
const han = '[\\u4e00-\\u9fff]';

const mobile = /(?<![\da-z])1[3-9]\d(?:[ -]?\d{4}){2}(?![\da-z])/gu;
const landline = /(?<![\da-z-])(?:\(?0\d{2,3}\)?[ -]?[2-9]\d{6,7}|[48]00[ -]?\d{3}[ -]?\d{4})(?![\d-])/gu;
const batch = /(?:生产批号|产品批号|批号|批次号|lot(?: no)?)[.:\s]{0,3}([a-z0-9][a-z0-9-]{3,14})(?![a-z0-9])/gu;
const companyEnding = new RegExp(any(words.companyEndings), 'gu');
const companyStop = new RegExp(`[^\\u4e00-\\u9fffa-z0-9()]|[${words.companyStops.join('')}]`, 'u');
const person = new RegExp(
  `${surname}(?:某{1,2}|(?:${any(words.titles)}))|(?<=${any(words.beforePerson)})${surname}${han}{0,2}?(?=${any(words.titles)})`,
  'gu',
);
const accounts = Object.entries(words.accountWords).map(([service, names]) => ({
  service,
  pattern: new RegExp(
    `(?<![a-z])(?:${any(names)})(?:号|号码|账号)?[:\\s]{0,2}(${service === 'qq' ? '[1-9]\\d{4,10}' : '[a-z][-_a-z0-9]{5,19}|1[3-9]\\d{9}'})(?![-_a-z0-9])`,
    'gu',
  ),
}));
const companyReach = 24;

/** Telephone and account numbers, batches, companies by their ending, persons by surname and title; `normalisedText` is narrow and lower case. */
export function findPatterned(normalisedText: string): PatternedHit[] {
  const hits: PatternedHit[] = [];
  for (const { service, pattern } of accounts) {
    for (const match of normalisedText.matchAll(pattern)) hits.push(captured('account', match, `${service}:`));
  }
  for (const pattern of [mobile, landline]) {
    for (const match of normalisedText.matchAll(pattern)) {
      const start = match.index;
      hits.push({ type: 'phone', start, end: start + match[0].length, id: match[0].replace(/\D/gu, '') });
    }
  }
  for (const match of normalisedText.matchAll(batch)) hits.push(captured('batch', match, ''));
  for (const match of normalisedText.matchAll(companyEnding)) pushCompany(normalisedText, match, hits);
  for (const match of normalisedText.matchAll(person)) {
    hits.push({ type: 'person', start: match.index, end: match.index + match[0].length });
  }
  return hits;
}

function captured(type: Entity['type'], match: RegExpExecArray, prefix: string): PatternedHit {
  const value = match[1] ?? '';
  const end = match.index + match[0].length;
  return { type, start: end - value.length, end, id: `${prefix}${value}` };
}

/** A company's name reaches back from its ending to a mark, a function word or the ending before. */
function pushCompany(text: string, match: RegExpExecArray, hits: PatternedHit[]): void {
  const end = match.index + match[0].length;
  const last = hits[hits.length - 1];
  const least = Math.max(0, match.index - companyReach, last?.type === 'company' ? last.end : 0);
  let start = match.index;
  while (start > least && !companyStop.test(text.charAt(start - 1))) start--;
  if (text.charAt(start) === ')') start++;
  if (match.index - start >= 2) hits.push({ type: 'company', start, end });
}
