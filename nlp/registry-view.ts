import type { AnalysisInput, KnownFacts, NumberFound } from '../contracts/analysis';

/** What the registry is asked about one text. */
export interface RegistryQuestion {
  readonly input: AnalysisInput;
  /** Generic names of the drugs found, each once. */
  readonly drugs: readonly string[];
  readonly numbers: readonly NumberFound[];
}

/** A name a drug goes by (generic, brand, alias, slang) and the generic name it stands for. */
export interface DrugName {
  readonly text: string;
  readonly id: string;
}

/** What nlp asks of the registry; everything is in memory, so every answer comes at once. */
export interface RegistryView {
  drugNames(): readonly DrugName[];
  /** What a public register says of a number (upper case, no blanks); `unknown` where it holds none of that type. */
  number(type: string, value: string): boolean | 'unknown';
  /** Facts about what a text offers, in the words of `context` (formats.md 1); only what is sure. */
  facts(question: RegistryQuestion): KnownFacts;
}

/** A registry that knows nothing; for tests and for use without one. */
export const emptyRegistry: RegistryView = {
  drugNames: () => [],
  number: () => 'unknown',
  facts: () => ({}),
};
