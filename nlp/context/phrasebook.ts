import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { genre } from '../../contracts/primitives';
import { buildAutomaton, type Automaton } from '../../text/automaton';
import { measures } from './measures';
import { parsePattern } from './phrase-pattern';

const words = z.string().transform((line) => line.split(/\s+/u).filter((word) => word !== ''));
const concept = z.union([
  words.transform((list) => ({ words: list, except: [] as string[], include: [] as string[] })),
  z.strictObject({ words: words.default([]), except: words.default([]), include: z.array(z.string()).default([]) }),
]);
const entry = z.strictObject({
  id: z.string(),
  say: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  unless: words.default([]),
  weight: z.number().default(1),
  gives: z.partialRecord(genre, z.number()).default({}),
  asserts: z.number().default(0),
  trade: z.number().default(0),
  once: z.boolean().default(true),
  classes: z.array(z.string()).default([]),
  tag: z.string().default(''),
  why: z.string().default(''),
});
const phraseFile = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  concepts: z.record(z.string(), concept).default({}),
  phrases: z.record(z.string(), z.array(entry)).default({}),
});

export type PhraseEntry = Omit<z.output<typeof entry>, 'say' | 'unless'> & { readonly group: string };

export interface CompiledStep {
  readonly concepts: readonly number[];
  readonly maxGap: number;
  readonly crossesSentence: boolean;
}

export interface CompiledPattern {
  readonly entry: PhraseEntry;
  readonly steps: readonly CompiledStep[];
  /** Concept of words that void a match they touch; -1 for none. */
  readonly unless: number;
}

/** Every phrase the room knows, compiled: one automaton for all words, patterns as sequences of concept numbers. */
export interface Phrasebook {
  readonly automaton: Automaton;
  /** For each automaton pattern: its length and the concepts it is a word of. */
  readonly wordLengths: readonly number[];
  readonly wordConcepts: readonly (readonly number[])[];
  readonly latinWord: readonly boolean[];
  readonly conceptsOfWord: ReadonlyMap<string, ReadonlySet<number>>;
  readonly conceptNumbers: ReadonlyMap<string, number>;
  readonly conceptCount: number;
  /** `[concept, concept of its exceptions]` */
  readonly exceptions: readonly (readonly [number, number])[];
  readonly patterns: readonly CompiledPattern[];
}

/** Compiles the phrase files of the given folders; throws with the file's name where one is malformed. */
export function loadPhrasebook(folders: readonly string[]): Phrasebook {
  const compiler = new PhrasebookCompiler();
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => ({ name, content: phraseFile.safeParse(parse(readFileSync(join(folder, name), 'utf8'))) })),
  );
  for (const { name, content } of files) {
    if (!content.success) throw new Error(`phrase file ${name}: ${z.prettifyError(content.error)}`);
    for (const [key, value] of Object.entries(content.data.concepts)) compiler.addConcept(key, value);
  }
  for (const { name, content } of files) {
    for (const [group, entries] of Object.entries(content.data?.phrases ?? {})) {
      for (const one of entries) compiler.addEntry(group, one, name);
    }
  }
  return compiler.finish();
}

type Concept = z.output<typeof concept>;

class PhrasebookCompiler {
  private readonly numbers = new Map<string, number>();
  private readonly conceptsOfWord = new Map<string, Set<number>>();
  private readonly concepts = new Map<string, Concept>();
  private readonly exceptions: [number, number][] = [];
  private readonly patterns: CompiledPattern[] = [];

  constructor() {
    for (const { name } of measures) this.number(name);
  }

  addConcept(name: string, value: Concept): void {
    const before = this.concepts.get(name);
    this.number(name);
    this.concepts.set(name, {
      words: [...(before?.words ?? []), ...value.words],
      except: [...(before?.except ?? []), ...value.except],
      include: [...(before?.include ?? []), ...value.include],
    });
  }

  addEntry(group: string, value: z.output<typeof entry>, file: string): void {
    const { say, unless, ...rest } = value;
    const about: PhraseEntry = { ...rest, group };
    for (const line of say) {
      const steps = parsePattern(line).map((step): CompiledStep => {
        for (const name of step.concepts) {
          if (!this.numbers.has(name)) throw new Error(`phrase file ${file}: unknown concept <${name}> in "${line}"`);
        }
        const named = step.concepts.map((name) => this.number(name));
        const literal = step.words.length > 0 ? [this.anonymous(step.words)] : [];
        return { concepts: [...named, ...literal], maxGap: step.maxGap, crossesSentence: step.crossesSentence };
      });
      this.patterns.push({ entry: about, steps, unless: unless.length > 0 ? this.anonymous(unless) : -1 });
    }
  }

  finish(): Phrasebook {
    for (const [name, { except }] of this.concepts) {
      for (const word of this.wordsOf(name, new Set())) this.addWord(word, this.number(name));
      if (except.length > 0) this.exceptions.push([this.number(name), this.anonymous(except)]);
    }
    const list = [...this.conceptsOfWord.keys()];
    return {
      automaton: buildAutomaton(list),
      wordLengths: list.map((word) => word.length),
      wordConcepts: list.map((word) => [...(this.conceptsOfWord.get(word) ?? [])]),
      latinWord: list.map((word) => /^[a-z0-9]|[a-z0-9]$/u.test(word)),
      conceptsOfWord: this.conceptsOfWord,
      conceptNumbers: this.numbers,
      conceptCount: this.numbers.size,
      exceptions: this.exceptions,
      patterns: this.patterns,
    };
  }

  private wordsOf(name: string, seen: Set<string>): string[] {
    if (seen.has(name)) return [];
    seen.add(name);
    const value = this.concepts.get(name);
    if (!value) throw new Error(`unknown concept ${name}`);
    return [...value.words, ...value.include.flatMap((other) => this.wordsOf(other, seen))];
  }

  private anonymous(list: readonly string[]): number {
    const key = `=${[...list].sort().join('|')}`;
    const known = this.numbers.has(key);
    const number = this.number(key);
    if (!known) for (const word of list) this.addWord(word, number);
    return number;
  }

  private addWord(word: string, number: number): void {
    const key = word.toLowerCase();
    const set = this.conceptsOfWord.get(key) ?? new Set<number>();
    set.add(number);
    this.conceptsOfWord.set(key, set);
  }

  private number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.numbers.size);
    return this.numbers.size - 1;
  }
}
