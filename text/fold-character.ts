import { readFileSync } from 'node:fs';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';
import type { UndoneTechnique } from './normalise-buffer';

/** What one code point becomes, alone: NFKC, without marks and invisible characters, lower case, simplified, one form of punctuation. */
export interface FoldedCharacter {
  readonly text: string;
  readonly technique?: UndoneTechnique;
}

const tables = z.object({
  radicals: z.record(z.string(), z.string()),
  punctuation: z.array(z.object({ to: z.string(), from: z.string() })),
  dropped: z.string(),
  enclosedDigits: z.array(z.tuple([z.number(), z.number(), z.number()])),
  enclosedLetters: z.array(z.number()),
});
const variantTables = z.object({
  variants: z.string(),
  rewritten: z.string(),
  nonStandard: z.string(),
  shinjitai: z.string(),
});

interface Tables {
  readonly traditional: ReadonlyMap<string, string>;
  readonly variants: ReadonlyMap<string, string>;
  readonly punctuation: ReadonlyMap<string, string>;
  readonly enclosed: ReadonlyMap<string, string>;
  readonly radicals: ReadonlyMap<string, string>;
}

let loaded: Tables | undefined;

/** Folds a code point (a lone surrogate is left as it is). The result is a fixed point: folding it again changes nothing. */
export function foldCharacter(codePoint: number): FoldedCharacter {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return { text: String.fromCharCode(codePoint) };
  loaded ??= loadTables();
  const original = String.fromCodePoint(codePoint);
  let text = original;
  for (let previous = ''; text !== previous;) {
    previous = text;
    text = foldOnce(text, loaded);
  }
  const technique = techniqueOf(original, text, loaded);
  return technique === undefined ? { text } : { text, technique };
}

function foldOnce(text: string, { traditional, variants, punctuation, enclosed, radicals }: Tables): string {
  let folded = '';
  for (const character of text) {
    folded +=
      punctuation.get(character) ??
      enclosed.get(character) ??
      radicals.get(character) ??
      variants.get(character) ??
      traditional.get(character) ??
      normaliseForm(character);
  }
  return folded;
}

const invisible = /[\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}\p{Cf}\p{Co}]/u;
const blanks = /[\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}\p{Mn}\p{Me}\p{Cf}\p{Co}]/gu;
const latinWithMark = /^(\p{Script=Latin})\p{Mn}+$/u;

function normaliseForm(character: string): string {
  if (character === '…' || character === '\n') return character;
  if (/[\r\u2028\u2029]/u.test(character)) return '\n';
  if (/[\p{Cc}\p{Zs}]/u.test(character)) return /[\t\v\f\u0085\p{Zs}]/u.test(character) ? ' ' : '';
  const compatible = character.normalize('NFKC').replace(blanks, '');
  const base = latinWithMark.exec(compatible.normalize('NFD'))?.[1];
  return (base ?? compatible).toLowerCase();
}

const enclosedBlocks = /[\u2460-\u24ff\u3200-\u3247\u3280-\u32b0\u{1f100}-\u{1f2ff}]/u;

function techniqueOf(original: string, folded: string, tables: Tables): UndoneTechnique | undefined {
  if (folded === '') return invisible.test(original) ? 'invisible' : undefined;
  if (folded === original) return undefined;
  if (tables.variants.has(original) || /[\u{f900}-\u{faff}\u{2f800}-\u{2fa1f}]/u.test(original)) return 'variant';
  if (tables.traditional.has(original)) return 'traditional';
  if (tables.radicals.has(original) || /[\u{2f00}-\u{2fdf}\u{1d400}-\u{1d7ff}]/u.test(original)) return 'lookalike';
  return enclosedBlocks.test(original) && /\p{L}/u.test(folded) ? 'enclosed' : undefined;
}

function loadTables(): Tables {
  const alike = tables.parse(parse(readFileSync(dataFile('text/lookalikes.yaml'), 'utf8')));
  const variants = variantTables.parse(parse(readFileSync(dataFile('text/variants.yaml'), 'utf8')));
  const punctuation = new Map(
    alike.punctuation.flatMap(({ to, from }) => Array.from(from, (one) => [one, to] as const)),
  );
  for (const mark of alike.dropped) punctuation.set(mark, '');
  return {
    traditional: readOpencc(traditionalToSimplified),
    variants: new Map(
      Object.values(variants)
        .join(' ')
        .trim()
        .split(/\s+/u)
        .map((pair) => Array.from(pair) as [string, string]),
    ),
    punctuation,
    enclosed: enclosedForms(alike),
    radicals: new Map(Object.entries(alike.radicals)),
  };
}

/** opencc-js holds `<traditional> <simplified> <other>…` joined by `|`; the first choice is taken, and where that is the character itself, none. */
function readOpencc(dictionary: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const entry of dictionary.split('|')) {
    const [traditional, simplified] = entry.split(' ');
    if (traditional && simplified && traditional !== simplified) map.set(traditional, simplified);
  }
  return map;
}

function enclosedForms(alike: z.infer<typeof tables>): Map<string, string> {
  const map = new Map<string, string>();
  for (const [first, count, value] of alike.enclosedDigits) {
    for (let step = 0; step < count; step++) map.set(String.fromCodePoint(first + step), String(value + step));
  }
  for (const first of alike.enclosedLetters) {
    for (let step = 0; step < 26; step++) map.set(String.fromCodePoint(first + step), String.fromCharCode(97 + step));
  }
  return map;
}
