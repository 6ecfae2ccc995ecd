import type { FittedFeeling } from './fit-feeling';
import { forEachGram, GramTable, packGram, prepareFeelingText } from './text-grams';

export interface FeelingScore {
  /** Log-odds of "pos"; its sign is the answer. */
  readonly logit: number;
  /** The n-grams (as in the prepared text) that pushed furthest towards the answer, strongest first. */
  readonly deciders: readonly string[];
}

/** A model laid out for scoring: two typed arrays and a hash table, no string per n-gram. */
export class FeelingScorer {
  private readonly table: GramTable;
  private readonly weights: Int8Array;
  private readonly step: number;
  private readonly bias: number;
  private readonly longest: number;
  private readonly seen: Uint32Array;
  private turn = 0;

  constructor(model: FittedFeeling) {
    this.table = new GramTable(model.grams.length);
    for (const gram of model.grams) this.table.add(...packGram(gram));
    this.weights = model.weights;
    this.step = model.step;
    this.bias = model.bias;
    this.longest = model.longest;
    this.seen = new Uint32Array(model.weights.length);
  }

  /** Scores a text of any length in linear time; `deciders` holds at most `most` n-grams. */
  score(text: string, most: number): FeelingScore {
    const prepared = prepareFeelingText(text);
    this.turn = this.turn === 0xffffffff ? this.restart() : this.turn + 1;
    let known = 0;
    let sum = 0;
    const strong: { weight: number; start: number; length: number }[] = [];
    forEachGram(prepared, this.longest, (high, low, start, length) => {
      const index = this.table.find(high, low);
      if (index < 0 || this.seen[index] === this.turn) return;
      this.seen[index] = this.turn;
      const weight = this.weights[index] ?? 0;
      known += 1;
      sum += weight;
      if (most > 0 && length > 1) keepStrongest(strong, { weight, start, length });
    });
    const logit = (sum * this.step) / Math.sqrt(Math.max(1, known)) + this.bias;
    return { logit, deciders: decidingWords(prepared, strong, { towards: logit >= 0 ? 1 : -1, most }) };
  }

  private restart(): number {
    this.seen.fill(0);
    return 1;
  }
}

const candidates = 24;
const wordOnly = /^[\p{L}\p{N}]+$/u;

interface WeightedSpan {
  weight: number;
  start: number;
  length: number;
}

function keepStrongest(strong: WeightedSpan[], span: WeightedSpan): void {
  const weakest = strong.at(-1);
  if (strong.length >= candidates && weakest && Math.abs(weakest.weight) >= Math.abs(span.weight)) return;
  let at = strong.length;
  while (at > 0 && Math.abs(strong[at - 1]?.weight ?? 0) < Math.abs(span.weight)) at -= 1;
  strong.splice(at, 0, span);
  if (strong.length > candidates) strong.pop();
}

/** Overlapping n-grams that pull the same way are joined into one word, so that an officer reads words and not shreds. */
function decidingWords(
  prepared: string,
  strong: readonly WeightedSpan[],
  wanted: { towards: number; most: number },
): string[] {
  const isWord = (span: WeightedSpan): boolean => wordOnly.test(prepared.slice(span.start, span.start + span.length));
  const spans = strong.filter((span) => span.weight * wanted.towards > 0 && isWord(span)).map((span) => ({ ...span }));
  const joined: WeightedSpan[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start < last.start + last.length && span.start + span.length - last.start <= 6) {
      last.length = Math.max(last.length, span.start + span.length - last.start);
      last.weight = Math.abs(last.weight) > Math.abs(span.weight) ? last.weight : span.weight;
    } else joined.push(span);
  }
  joined.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const words = joined.map((span) => prepared.slice(span.start, span.start + span.length));
  return [...new Set(words)].filter((word) => word !== '').slice(0, wanted.most);
}
