/**
 * Entities of a text: names of the lexicons and the registry by one automaton, places by the regions' names, telephone numbers, accounts,
 * batches, companies and persons by their form. Everything is matched on normalised text; offsets and text are of the original.
 * Of overlapping entities a number or account wins over a name, a longer one over a shorter.
 */
import type { Entity } from '../../contracts/analysis';
import type { NormalisedString } from '../../text/normalise';
import type { DrugName } from '../registry-view';
import { createNameFinder, type NameHit } from './find-names';
import { findPatterned } from './find-patterned';
import { lexiconNames, type EntityName } from './lexicon-names';
import { chooseRegion, regionNames } from './region-names';

export interface EntityFinder {
  /** Entities by rising start, none overlapping. */
  find(original: string, normalised: NormalisedString): Entity[];
}

interface Place {
  readonly text: string;
  readonly codes: readonly string[];
}

type Name = EntityName | Place;

interface Hit {
  readonly type: Entity['type'];
  readonly start: number;
  readonly end: number;
  readonly id?: string | undefined;
}

/** Loads lexicons and regions and builds the automaton, about a quarter of a second; do it once. */
export function createEntityFinder(drugNames: readonly DrugName[]): EntityFinder {
  const places: Place[] = Array.from(regionNames(), ([text, codes]) => ({ text, codes }));
  const names = createNameFinder<Name>([...lexiconNames(drugNames), ...places]);
  return {
    find(original, normalised) {
      const named = nameHits(names.find(normalised.text));
      const hits = merge(findPatterned(normalised.text), named);
      return hits.map(({ type, start, end, id }): Entity => {
        const range = normalised.originalRange(start, end);
        const text = original.slice(range.start, range.end);
        return id === undefined ? { type, text, ...range } : { type, text, ...range, id };
      });
    },
  };
}

function nameHits(found: readonly NameHit<Name>[]): Hit[] {
  let before: string | undefined;
  return found.map(({ start, end, name }) => {
    if (!('codes' in name)) return { type: name.type, start, end, id: name.id };
    const id = chooseRegion(name.codes, before);
    before = id ?? before;
    return { type: 'place', start, end, id };
  });
}

/** By rising start; among overlapping ones, first what a form has shown to be a number or account, then the longer. */
function merge(patterned: readonly Hit[], named: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  const ranked = [...patterned, ...named].sort((a, b) => a.start - b.start || rank(a) - rank(b) || b.end - a.end);
  for (const hit of ranked) {
    const last = kept[kept.length - 1];
    if (last === undefined || hit.start >= last.end) kept.push(hit);
    else if (rank(hit) < rank(last) || (rank(hit) === rank(last) && hit.end - hit.start > last.end - last.start)) {
      kept[kept.length - 1] = hit;
    }
  }
  return kept;
}

function rank({ type }: Hit): number {
  if (type === 'account') return 0;
  return type === 'phone' || type === 'batch' ? 1 : 2;
}
