import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';

export const drugStatuses = ['rx', 'otc-a', 'otc-b', 'both', 'banned', 'unapproved'] as const;
export type DrugStatus = (typeof drugStatuses)[number];

/** What is publicly known of a drug. */
export interface Drug {
  /** Generic name. */
  readonly name: string;
  readonly status: DrugStatus;
  /** Heading in `drugs.yaml`: what it is for, or the kind of control it is under (`narcotic`, `vaccine`, …). */
  readonly group: string;
  readonly brands: readonly string[];
  /** Other names and slang. */
  readonly aliases: readonly string[];
}

export interface DrugCatalogue {
  readonly drugs: readonly Drug[];
  /** By generic name, brand or alias; letter case does not matter. */
  find(name: string): Drug | undefined;
}

const file = z.object({ source: z.string(), date: z.iso.date() }).catchall(z.array(z.string()));

/** Reads `drugs.yaml`; throws where an entry is malformed or a name stands for two drugs. */
export function loadDrugCatalogue(): DrugCatalogue {
  const content = file.parse(parse(readFileSync(dataFile('registry/drugs.yaml'), 'utf8')));
  const drugs = Object.entries(content).flatMap(([group, entries]) =>
    Array.isArray(entries) ? entries.map((entry) => readDrug(entry, group)) : [],
  );
  const byName = new Map<string, Drug>();
  for (const drug of drugs) {
    for (const name of [drug.name, ...drug.brands, ...drug.aliases].map(keyOf)) {
      const other = byName.get(name);
      if (other !== undefined)
        throw new Error(`registry/drugs.yaml: ${name} stands for ${other.name} and ${drug.name}`);
      byName.set(name, drug);
    }
  }
  return { drugs, find: (name) => byName.get(keyOf(name)) };
}

function readDrug(entry: string, group: string): Drug {
  const [name = '', status, ...names] = entry.split(' ');
  const known = drugStatuses.find((one) => one === status);
  if (known === undefined) throw new Error(`registry/drugs.yaml: ${group}: "${entry}" has no status`);
  const isAlias = (one: string): boolean => one.startsWith('~');
  return {
    name,
    status: known,
    group,
    brands: names.filter((one) => !isAlias(one)),
    aliases: names.filter(isAlias).map((one) => one.slice(1)),
  };
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}
