import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';

/** Whole character by its two parts, keyed `first * 65536 + second`. */
export interface SplitCharacters {
  readonly radical: ReadonlyMap<number, number>;
  readonly plain: ReadonlyMap<number, number>;
}

const shape = z.object({ radical: z.string(), plain: z.string() });

let loaded: SplitCharacters | undefined;

/** The table `split-characters.yaml`. `radical` pairs are always joined, `plain` ones only inside a guarded term. */
export function splitCharacters(): SplitCharacters {
  if (loaded === undefined) {
    const { radical, plain } = shape.parse(parse(readFileSync(dataFile('text/split-characters.yaml'), 'utf8')));
    loaded = { radical: readPairs(radical), plain: readPairs(plain) };
  }
  return loaded;
}

/** Key of a pair of units in the tables. */
export function pairKey(first: number, second: number): number {
  return first * 65_536 + second;
}

function readPairs(list: string): Map<number, number> {
  const map = new Map<number, number>();
  for (const entry of list.trim().split(/\s+/u)) {
    const match = /^(.)(.)=(.)$/u.exec(entry);
    if (match === null) throw new Error(`text/split-characters.yaml: expected <part><part>=<whole>, found ${entry}`);
    map.set(pairKey(entry.charCodeAt(0), entry.charCodeAt(1)), entry.charCodeAt(3));
  }
  return map;
}
