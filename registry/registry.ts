/**
 * What public registers say: drugs and their status, the list of drugs that may not be sold online, registry numbers, statutes with their
 * days of force. Everything is in memory and answers at once. What is seeded is public knowledge with source and date in the YAML files
 * beside this one; imported registers of numbers are passed in. The registry says `unknown` rather than guess.
 */
import type { KnownFacts } from '../contracts/analysis';
import { loadBannedList, type OnlineBan } from './banned-online';
import { loadDrugCatalogue, type Drug, type DrugCatalogue } from './drug-catalogue';
import { textFacts, type RegistryQuestion } from './text-facts';

/** A register of numbers of one type. A complete one can say that a number does not exist; an excerpt only that it does. */
export interface NumberRegister {
  readonly type: string;
  /** Upper case, no blanks; false where it is revoked or expired. */
  readonly numbers: ReadonlyMap<string, boolean>;
  readonly isComplete: boolean;
}

export interface Registry {
  /** By generic name, brand, alias or slang. */
  drug(name: string): Drug | undefined;
  /** By the list in force; `dosageForm` where the name does not hold it. */
  isBannedOnline(name: string, dosageForm?: string): OnlineBan;
  number(type: string, value: string): boolean | 'unknown';
  /** Facts about what a text offers, in the words of `context` (formats.md 1); only what is sure. */
  facts(question: RegistryQuestion): KnownFacts;
  /** Every name a drug goes by, with its generic name. */
  drugNames(): readonly { readonly text: string; readonly id: string }[];
}

/** Opens the registry with its seed and the given registers of numbers. */
export function createRegistry(registers: readonly NumberRegister[] = []): Registry {
  const catalogue = loadDrugCatalogue();
  const banned = loadBannedList(catalogue);
  const byType = new Map(registers.map((register) => [register.type, register]));
  const names = drugNames(catalogue);
  return {
    drug: (name) => catalogue.find(name),
    isBannedOnline: (name, dosageForm) => banned.judge(name, dosageForm),
    number(type, value) {
      const register = byType.get(type);
      return register?.numbers.get(value) ?? (register?.isComplete === true ? false : 'unknown');
    },
    facts: (question) => textFacts(question, catalogue),
    drugNames: () => names,
  };
}

function drugNames({ drugs }: DrugCatalogue): { text: string; id: string }[] {
  return drugs.flatMap(({ name, brands, aliases }) =>
    [name, ...brands, ...aliases].map((text) => ({ text, id: name })),
  );
}
