import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';
import type { Drug, DrugCatalogue } from './drug-catalogue';

export type DosageForm = 'injection' | 'oral' | 'external' | 'inhaled';

/** Whether a drug may be sold online, and by which item of the list. */
export interface OnlineBan {
  /** `unknown`: it depends on the dosage form or on whether it is a compound, which the name does not tell. */
  readonly banned: boolean | 'unknown';
  /** `altogether`: not by anyone to anyone; `retail`: not to consumers. */
  readonly scope?: 'altogether' | 'retail';
  /** The item as the list words it. */
  readonly item?: string;
  readonly source: string;
}

const words = z.array(z.string()).default([]);
const item = z.strictObject({
  item: z.string(),
  groups: words,
  words,
  exceptGroups: words,
  exceptWords: words,
  single: words,
  forms: z.array(z.enum(['injection', 'oral', 'external', 'inhaled'])).default([]),
  notExternal: z.boolean().default(false),
});
const file = z.strictObject({
  source: z.string(),
  from: z.iso.date(),
  altogether: z.array(item),
  retail: z.array(item),
  forms: z.record(z.enum(['injection', 'oral', 'external', 'inhaled']), z.array(z.string())),
});

type Item = z.output<typeof item>;

export interface BannedList {
  /** The day from which the list is in force. */
  readonly from: string;
  /** Judges a name, generic or of a product; `dosageForm` (`片`, `注射液`) where the name does not hold it. */
  judge(name: string, dosageForm?: string): OnlineBan;
  /** The form that a name or a form's name tells; undefined where it tells none. */
  formOf(name: string): DosageForm | undefined;
}

/** Reads `banned-online.yaml`: the first edition of the list, in full. */
export function loadBannedList(catalogue: DrugCatalogue): BannedList {
  const list = file.parse(parse(readFileSync(dataFile('registry/banned-online.yaml'), 'utf8')));
  const endings = Object.entries(list.forms)
    .flatMap(([form, names]) => names.map((name) => ({ form: form as DosageForm, name })))
    .sort((a, b) => b.name.length - a.name.length);
  const formOf = (name: string): DosageForm | undefined =>
    (endings.find((ending) => name.endsWith(ending.name)) ?? endings.find((ending) => name.includes(ending.name)))
      ?.form;
  return {
    from: list.from,
    formOf,
    judge(name, dosageForm) {
      const form = formOf(dosageForm ?? name);
      const drug = catalogue.find(name) ?? longestNamed(catalogue, name);
      const asked: Asked = { name, drug, form };
      for (const scope of ['altogether', 'retail'] as const) {
        for (const one of list[scope]) {
          const banned = verdict(one, asked);
          if (banned !== false) return { banned, scope, item: one.item, source: list.source };
        }
      }
      const depends = form === undefined && drug !== undefined && drug.group !== 'glucose-lowering' ? 'unknown' : false;
      return { banned: depends, source: list.source };
    },
  };
}

interface Asked {
  readonly name: string;
  readonly drug: Drug | undefined;
  readonly form: DosageForm | undefined;
}

function verdict(one: Item, { name, drug, form }: Asked): boolean | 'unknown' {
  const group = drug?.group ?? '';
  if (one.exceptGroups.includes(group) || one.exceptWords.some((word) => name.includes(word))) return false;
  if (one.words.some((word) => name.toLowerCase().includes(word))) return true;
  if (one.groups.includes(group)) return true;
  if (one.single.length > 0) return singleVerdict(one, { name, drug, form });
  return one.words.length === 0 && one.groups.length === 0 && form !== undefined && one.forms.includes(form);
}

/** A single-ingredient item: compounds are not meant, nor the external forms of antibacterials. */
function singleVerdict(one: Item, { name, drug, form }: Asked): boolean | 'unknown' {
  const named = drug?.name ?? name;
  if (!one.single.includes(named)) return false;
  if (name.startsWith('复方') && !named.startsWith('复方')) return false;
  if (one.forms.length > 0 && form !== undefined) return one.forms.includes(form);
  if (one.notExternal) return form === undefined ? 'unknown' : form !== 'external';
  return true;
}

/** The catalogue's drug whose generic name the product's name holds; the longest, so that a salt or form does not hide it. */
function longestNamed(catalogue: DrugCatalogue, name: string): Drug | undefined {
  let best: Drug | undefined;
  for (const drug of catalogue.drugs) {
    if (name.includes(drug.name) && drug.name.length > (best?.name.length ?? 1)) best = drug;
  }
  return best;
}
