/**
 * Terms of the word index. A Han character stands in the index together with the Han character behind it, so that a Han word
 * is found anywhere as a phrase of overlapping pairs; a Latin word and a number stand whole. Where something else lies
 * beside a Latin word or a number a gap term is written, so that neighbours in the index are neighbours in the text.
 * The classes are those of the query language (formats.md 2), so that a phrase says what the rule matcher says.
 */
export const gapTerm = '·';

const OTHER = 0;
const LATIN = 1;
const DIGIT = 2;
const HAN = 3;

const ranges: readonly (readonly [from: number, to: number, unit: number])[] = [
  [0x30, 0x39, DIGIT],
  [0x41, 0x5a, LATIN],
  [0x61, 0x7a, LATIN],
  [0xc0, 0xd6, LATIN],
  [0xd8, 0xf6, LATIN],
  [0xf8, 0x24f, LATIN],
  [0x370, 0x3ff, LATIN],
  [0x400, 0x52f, LATIN],
  [0x1e00, 0x1eff, LATIN],
  [0x3005, 0x3007, HAN],
  [0x3040, 0x30ff, HAN],
  [0x3100, 0x312f, HAN],
  [0x3400, 0x9fff, HAN],
  [0xac00, 0xd7af, HAN],
  [0xf900, 0xfaff, HAN],
];
const classes = new Uint8Array(65_536);
for (const [from, to, unit] of ranges) classes.fill(unit, from, to + 1);

interface Unit {
  readonly text: string;
  readonly kind: number;
}

/** Terms of a normalised text, in order. */
export function indexTerms(text: string): string[] {
  const units = unitsOf(text);
  const terms = units.map((unit, at) => {
    const next = units[at + 1];
    return unit.kind === HAN && next?.kind === HAN ? unit.text + next.text : unit.text;
  });
  return terms.filter((term) => term !== '');
}

/** How a word is asked of the index. */
export interface TermPhrase {
  readonly terms: readonly string[];
  /** The last term is one Han character, which is the beginning of whatever pair it stands in. */
  readonly isOpen: boolean;
  /** The phrase holds exactly where the word does; otherwise it holds there and perhaps elsewhere. */
  readonly isExact: boolean;
}

/** The phrase that finds a normalised word; undefined where the word has nothing that the index knows. */
export function phraseOf(word: string): TermPhrase | undefined {
  const units = unitsOf(word);
  if (units.length === 0 || units.every(({ kind }) => kind === OTHER)) return undefined;
  const terms = indexTerms(word);
  const last = units.at(-1);
  const isPaired = last?.kind === HAN && units.at(-2)?.kind === HAN;
  // The last pair already holds the last character.
  const kept = isPaired ? terms.slice(0, -1) : terms;
  return { terms: kept, isOpen: last?.kind === HAN && !isPaired, isExact: !hasOther(word) };
}

/** Runs of Han characters in a text, for words that are only known in part. */
export function hanRuns(text: string): string[] {
  const runs: string[] = [];
  let run = '';
  for (const character of text) {
    if (kindOf(character) === HAN) run += character;
    else if (run !== '') {
      runs.push(run);
      run = '';
    }
  }
  return run === '' ? runs : [...runs, run];
}

function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  let before = OTHER;
  let last: { text: string; kind: number } | undefined;
  let isApart = false;
  for (const character of text) {
    const kind = kindOf(character);
    if (kind === OTHER) {
      isApart = true;
    } else if (last && !isApart && kind !== HAN && kind === before) {
      last.text += character;
    } else {
      if (last && isApart && (kind !== HAN || last.kind !== HAN)) units.push({ text: gapTerm, kind: OTHER });
      // Han characters with something between them must not become a pair.
      else if (last && isApart) units.push({ text: '', kind: OTHER });
      last = { text: character, kind };
      units.push(last);
      isApart = false;
    }
    before = kind;
  }
  return units;
}

function hasOther(text: string): boolean {
  for (const character of text) if (kindOf(character) === OTHER) return true;
  return false;
}

function kindOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point > 0xffff) return point >= 0x20000 && point <= 0x337ff ? HAN : OTHER;
  return classes[point] ?? OTHER;
}
