import { buildAutomaton, type Automaton } from './automaton';
import { isHan, isLatinOrDigit } from './character-class';
import { evasionTerms, listedTechniques, type EvasionTerms } from './evasion-terms';
import { guardedTermAutomaton, guardedTerms, type GuardedTerm } from './guarded-terms';
import type { NormalisedString } from './normalise';
import { numberWordCharacters, numberWordValue } from './number-words';
import { soundsOf } from './sound';

export type CandidateTechnique = (typeof listedTechniques)[number] | 'homophone' | 'doubled' | 'infix' | 'number';

/** What a stretch of a normalised text may stand for. Offsets are into the normalised text; `originalRange` leads to the original. */
export interface EvasionCandidate {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly technique: CandidateTechnique;
}

/**
 * Possible readings of evasive spellings (reference.md d, steps 6 and 7), by rising start: abbreviations, words that sound alike, slang,
 * euphemisms, emoji, masked words, doubled and infixed words, number words. A candidate is a hint and proves nothing; ordinary texts
 * hold many. Homophones are sought among medical terms of at least three characters only.
 */
export function evasionCandidates(normalised: NormalisedString): EvasionCandidate[] {
  const { text } = normalised;
  const { listed, homophones, infix, doubled, quantity, percentage } = (tools ??= buildTools());
  const found: EvasionCandidate[] = [];
  scanListed(text, listed, found);
  scanHomophones(text, homophones, found);
  for (const match of text.matchAll(doubled)) {
    pushMatch(found, match, evasionTerms().doubled[match[0]] ?? match[0].charAt(0), 'doubled');
  }
  for (const match of text.matchAll(infix)) {
    const joined = `${match[1] ?? ''}${match[2] ?? ''}`;
    if (isGuarded(joined)) pushMatch(found, match, joined, 'infix');
  }
  for (const match of text.matchAll(percentage)) pushNumber(found, match, '%');
  for (const match of text.matchAll(quantity)) pushNumber(found, match, match[2] ?? '');
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

interface Spelling {
  readonly spelling: string;
  readonly text: string;
  readonly technique: CandidateTechnique;
}

interface Listed {
  readonly spellings: readonly Spelling[];
  readonly automaton: Automaton;
}

interface Homophones {
  readonly terms: readonly GuardedTerm[];
  readonly automaton: Automaton;
}

interface Tools {
  readonly listed: Listed;
  readonly homophones: Homophones;
  readonly infix: RegExp;
  readonly doubled: RegExp;
  readonly quantity: RegExp;
  readonly percentage: RegExp;
}

let tools: Tools | undefined;

function scanListed(text: string, { spellings, automaton }: Listed, found: EvasionCandidate[]): void {
  automaton.scan(text, (pattern, end) => {
    const entry = spellings[pattern] as Spelling;
    const start = end - entry.spelling.length;
    if (!isWhole(text, start, end)) return;
    found.push({ start, end, text: entry.text, technique: entry.technique });
  });
}

/** A spelling that begins or ends with a Latin letter must not go on with one. */
function isWhole(text: string, start: number, end: number): boolean {
  const joins = (at: number): boolean =>
    isLatinOrDigit(text.charCodeAt(at)) && isLatinOrDigit(text.charCodeAt(at - 1)) && at > 0 && at < text.length;
  return !joins(start) && !joins(end);
}

function scanHomophones(text: string, { terms, automaton }: Homophones, found: EvasionCandidate[]): void {
  automaton.scan(soundsOf(text), (pattern, end) => {
    const { term } = terms[pattern] as GuardedTerm;
    const start = end - term.length;
    const written = text.slice(start, end);
    if (written === term || !sharesEnough(written, term)) return;
    found.push({ start, end, text: term, technique: 'homophone' });
  });
}

/** Long names are telling by sound alone; of three characters one, of four one must be right. */
function sharesEnough(written: string, term: string): boolean {
  if (term.length >= 5) return true;
  for (let at = 0; at < term.length; at++) if (written[at] === term[at]) return true;
  return false;
}

function isGuarded(word: string): boolean {
  let whole = false;
  guardedTermAutomaton().scan(word, (pattern, end) => {
    if (end === word.length && guardedTerms()[pattern]?.term.length === word.length) whole = true;
  });
  return whole;
}

function pushMatch(
  found: EvasionCandidate[],
  match: RegExpExecArray,
  text: string,
  technique: CandidateTechnique,
): void {
  found.push({ start: match.index, end: match.index + match[0].length, text, technique });
}

function pushNumber(found: EvasionCandidate[], match: RegExpExecArray, unit: string): void {
  const value = numberWordValue(match[1] ?? '');
  if (value !== undefined) pushMatch(found, match, `${value}${unit}`, 'number');
}

function buildTools(): Tools {
  const table = evasionTerms();
  const spellings = listedSpellings(table);
  const terms = guardedTerms().filter(
    ({ term, group }) =>
      term.length >= 3 && group !== 'trade' && Array.from(term).every((one) => isHan(one.charCodeAt(0))),
  );
  return {
    listed: { spellings, automaton: buildAutomaton(spellings.map(({ spelling }) => spelling)) },
    homophones: { terms, automaton: buildAutomaton(terms.map(({ term }) => soundsOf(term))) },
    infix: new RegExp(`([一-鿿])(?:${table.infixes.join('|')})([一-鿿])`, 'gu'),
    doubled: new RegExp(Object.keys(table.doubled).join('|'), 'gu'),
    quantity: new RegExp(
      `(?<!分之|[${numberWordCharacters}])([${numberWordCharacters}]{1,12})(${longestFirst(table.units).join('|')})`,
      'gu',
    ),
    percentage: new RegExp(`百分之([${numberWordCharacters}]{1,12})`, 'gu'),
  };
}

function listedSpellings(table: EvasionTerms): Spelling[] {
  return listedTechniques.flatMap((technique) =>
    Object.entries(table[technique]).flatMap(([text, list]) => list.map((spelling) => ({ spelling, text, technique }))),
  );
}

function longestFirst(words: readonly string[]): string[] {
  return [...words].sort((a, b) => b.length - a.length);
}
