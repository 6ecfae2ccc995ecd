import { z } from 'zod';
import { readDemoYaml } from './demo-file';
import type { SeededRandom } from './seeded-random';

const replacements = z.record(z.string(), z.array(z.string()).min(1));
const tableSchema = z.strictObject({
  homophones: replacements,
  components: replacements,
  emoji: replacements,
  noise: z.array(z.string()).min(1),
  invisible: z.array(z.string()).min(1),
});
type SpellingTable = z.infer<typeof tableSchema>;
type Trick = (text: string, random: SeededRandom) => string;

function replaceWords(table: Readonly<Record<string, readonly string[]>>): Trick {
  return (text, random) => {
    const words = Object.keys(table).filter((word) => text.includes(word));
    if (words.length === 0) return text;
    const word = random.pick(words);
    return text.replace(word, random.pick(table[word] ?? [word]));
  };
}

function insertBetween(signs: readonly string[]): Trick {
  return (text, random) => Array.from(text).join(random.pick(signs));
}

const doubleOne: Trick = (text, random) => {
  const letters = Array.from(text);
  const index = random.integer(0, letters.length - 1);
  return letters.map((letter, position) => (position === index ? letter + letter : letter)).join('');
};

/** Spells words the way sellers do who hide from word lists: split characters, homophones, emoji, noise, invisible characters. */
export class EvasiveSpelling {
  private readonly tricks: readonly Trick[];

  constructor(table: SpellingTable) {
    this.tricks = [
      replaceWords(table.homophones),
      replaceWords(table.components),
      replaceWords(table.emoji),
      insertBetween(table.noise),
      insertBetween(table.invisible.map((code) => String.fromCodePoint(Number.parseInt(code, 16)))),
      doubleOne,
    ];
  }

  /** The word respelt by the first of the shuffled tricks that changes it. */
  respell(text: string, random: SeededRandom): string {
    for (const trick of random.shuffle(this.tricks)) {
      const spelt = trick(text, random);
      if (spelt !== text) return spelt;
    }
    return text;
  }
}

export function readEvasiveSpelling(): EvasiveSpelling {
  return new EvasiveSpelling(tableSchema.parse(readDemoYaml('patterns/evasion.yaml')));
}
