import { z } from 'zod';
import { readDemoYaml } from './demo-file';
import type { EvasiveSpelling } from './evasive-spelling';
import type { SeededRandom } from './seeded-random';

const word = z.strictObject({ word: z.string(), also: z.record(z.string(), z.string()) });
type Word = z.infer<typeof word>;
const plainWord = z.string().transform((text): Word => ({ word: text, also: {} }));
const vocabularySchema = z.record(z.string(), z.array(z.union([plainWord, word])).min(1));

/**
 * The invented words by the slot they may stand in; words may hold slots themselves, and `also` settles other slots with
 * a word. `owners` says which slot settles another.
 */
export interface Vocabulary {
  readonly words: ReadonlyMap<string, readonly Word[]>;
  readonly owners: ReadonlyMap<string, string>;
}

export function readVocabulary(): Vocabulary {
  const table = Object.entries(vocabularySchema.parse(readDemoYaml('patterns/words.yaml')));
  const owned = table.flatMap(([name, words]) =>
    words.flatMap(({ also }) => Object.keys(also).map((other) => ({ other, name }))),
  );
  return { words: new Map(table), owners: new Map(owned.map(({ other, name }) => [other, name])) };
}

/** `{word}`, `{3-9}` (a number drawn anew), `{size:30-90}` (a number kept for the page). */
const slot = /\{([a-zA-Z]+\d?)\}|\{(?:([a-z]+):)?(\d+)-(\d+)\}/gu;
const spot = /\[\[(.+?)\]\]/gu;

/** The names of the word slots in a pattern, without their trailing digit. */
export function slotNames(pattern: string): string[] {
  return [...pattern.matchAll(slot)].flatMap(([, name]) => (name === undefined ? [] : [name.replace(/\d$/u, '')]));
}

/** Fills the sentence patterns of one page: a slot keeps its word for the whole page, `{name2}` is another word than `{name}`. */
export class SentenceFiller {
  /** True once a spot was spelt evasively. */
  evaded = false;
  private readonly words: Map<string, string>;

  constructor(
    private readonly random: SeededRandom,
    private readonly vocabulary: Vocabulary,
    private readonly options: { given: Readonly<Record<string, string>>; spelling?: EvasiveSpelling },
  ) {
    this.words = new Map(Object.entries(options.given));
  }

  /** The sentence with `{slots}` filled and `[[spots]]` spelt plainly or, now and then, evasively. */
  fill(pattern: string): string {
    return this.fillSlots(pattern).replace(spot, (_, text: string) => this.spell(text));
  }

  private fillSlots(pattern: string): string {
    return pattern.replace(slot, (_, name: string | undefined, kept?: string, low?: string, high?: string) =>
      name === undefined ? this.number(kept, [Number(low), Number(high)]) : this.word(name),
    );
  }

  private number(kept: string | undefined, [low, high]: readonly [number, number]): string {
    const known = kept === undefined ? undefined : this.words.get(kept);
    const text = known ?? String(this.random.integer(low, high));
    if (kept !== undefined) this.words.set(kept, text);
    return text;
  }

  private word(name: string): string {
    const known = this.words.get(name);
    if (known !== undefined) return known;
    const owner = this.vocabulary.owners.get(name);
    if (owner !== undefined) this.choose(owner);
    else this.choose(name);
    return this.words.get(name) ?? '';
  }

  private choose(name: string): void {
    const list = this.vocabulary.words.get(name.replace(/\d$/u, ''));
    if (list === undefined) throw new Error(`no words for the slot {${name}}`);
    const taken = new Set(this.words.values());
    const free = list.filter((one) => !taken.has(one.word));
    const chosen = this.random.pick(free.length > 0 ? free : list);
    this.words.set(name, this.fillSlots(chosen.word));
    for (const [other, text] of Object.entries(chosen.also)) this.words.set(other, text);
  }

  private spell(text: string): string {
    const { spelling } = this.options;
    if (spelling === undefined || !this.random.chance(0.5)) return text;
    const spelt = spelling.respell(text, this.random);
    if (spelt !== text) this.evaded = true;
    return spelt;
  }
}
