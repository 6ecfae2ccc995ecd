import { readFileSync } from 'node:fs';
import { dataFile } from '../../config/project-root';
import type { Entity } from '../../contracts/analysis';
import type { DrugName } from '../registry-view';

/** A name that texts are searched for. */
export interface EntityName {
  readonly text: string;
  readonly type: Entity['type'];
  readonly id?: string;
}

const files: readonly [string, Entity['type']][] = [
  ['drugs', 'drug'],
  ['brands', 'drug'],
  ['companies', 'company'],
  ['diseases', 'disease'],
  ['symptoms', 'symptom'],
];

/** All names of the lexicons; the registry's drug names come first and win over a lexicon's entry of the same spelling. */
export function lexiconNames(drugNames: readonly DrugName[]): EntityName[] {
  const names: EntityName[] = drugNames.map(({ text, id }) => ({ text, type: 'drug', id }));
  const generics = new Map(drugNames.map(({ text, id }) => [text, id]));
  for (const [file, type] of files) {
    for (const line of readFileSync(dataFile(`nlp/lexicons/${file}.txt`), 'utf8').split('\n')) {
      if (line === '' || line.startsWith('#')) continue;
      const [text = '', generic] = line.split('\t');
      const base = generic ?? text;
      names.push(type === 'drug' ? { text, type, id: generics.get(base) ?? base } : { text, type });
    }
  }
  return names;
}
