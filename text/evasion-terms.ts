import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';

const spellings = z.record(z.string(), z.array(z.string()));
const shape = z.object({
  abbreviation: spellings,
  'sound-alike': spellings,
  slang: spellings,
  euphemism: spellings,
  emoji: spellings,
  masked: spellings,
  doubled: z.record(z.string(), z.string()),
  infixes: z.array(z.string()),
  units: z.array(z.string()),
});

/** `evasion-terms.yaml` as read: spellings by meaning, for each kind of trick. */
export type EvasionTerms = z.infer<typeof shape>;

/** The kinds of trick that the file lists as plain spellings. */
export const listedTechniques = ['abbreviation', 'sound-alike', 'slang', 'euphemism', 'emoji', 'masked'] as const;

let loaded: EvasionTerms | undefined;

/** The table of spellings; read once. Throws where the shipped file is not of its form. */
export function evasionTerms(): EvasionTerms {
  loaded ??= shape.parse(parse(readFileSync(dataFile('text/evasion-terms.yaml'), 'utf8')));
  return loaded;
}
