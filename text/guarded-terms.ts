import { readFileSync } from 'node:fs';
import { dataFile } from '../config/project-root';
import { buildAutomaton, type Automaton } from './automaton';

/** A word that sellers break up or misspell, with the heading it stands under (`trade`, `efficacy`, `product`, `drug`, `disease`). */
export interface GuardedTerm {
  readonly term: string;
  readonly group: string;
}

let terms: readonly GuardedTerm[] | undefined;
let automaton: Automaton | undefined;

/** The words of `guarded-terms.txt`, each once. */
export function guardedTerms(): readonly GuardedTerm[] {
  terms ??= readTerms(readFileSync(dataFile('text/guarded-terms.txt'), 'utf8'));
  return terms;
}

/** All guarded terms in one automaton; pattern indices are those of `guardedTerms()`. */
export function guardedTermAutomaton(): Automaton {
  automaton ??= buildAutomaton(guardedTerms().map(({ term }) => term));
  return automaton;
}

function readTerms(file: string): GuardedTerm[] {
  const found = new Map<string, GuardedTerm>();
  let group = '';
  for (const line of file.split('\n')) {
    if (line.startsWith('#')) continue;
    const heading = /^\[(.+)\]$/u.exec(line);
    if (heading?.[1] !== undefined) group = heading[1];
    else for (const term of line.split(' ')) if (term !== '' && !found.has(term)) found.set(term, { term, group });
  }
  return [...found.values()];
}
