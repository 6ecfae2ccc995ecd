import { fitLogisticRegression } from './logistic-regression';
import type { SparseRows } from './logistic-regression';
import { forEachGram, GramTable, prepareFeelingText, unpackGram } from './text-grams';

export interface LabelledReview {
  readonly text: string;
  readonly label: 'neg' | 'pos';
}

export interface FeelingSettings {
  /** Longest n-gram in UTF-16 units, at most 3. */
  readonly longest: number;
  readonly keep: number;
  readonly minDocuments: number;
  readonly cost: number;
  readonly iterations: number;
}

/** A fitted model: a weight for each n-gram as int8 times `step`; score = sum of weights / sqrt(number of known distinct n-grams) + bias. */
export interface FittedFeeling {
  readonly longest: number;
  readonly grams: readonly string[];
  readonly weights: Int8Array;
  readonly step: number;
  readonly bias: number;
}

interface Corpus {
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly labels: Int8Array;
}

/**
 * Fits the naive-Bayes-weighted logistic regression (Wang & Manning 2012) over distinct character n-grams: log-count
 * ratios, a first fit over all n-grams that occur often enough, the `keep` strongest, a second fit over those, int8.
 */
export function fitFeeling(
  reviews: readonly LabelledReview[],
  settings: FeelingSettings,
  onProgress: (message: string) => void = () => undefined,
): FittedFeeling {
  const table = new GramTable(1 << 20);
  const all = indexReviews(reviews, settings.longest, table);
  onProgress(`${reviews.length} reviews, ${table.size} different n-grams`);
  const counts = countDocuments(all, table.size);
  const frequent = chooseColumns(
    table.size,
    (c) => (counts.positive[c] ?? 0) + (counts.negative[c] ?? 0) >= settings.minDocuments,
  );
  const first = fitColumns(all, frequent, counts, settings);
  onProgress(`first fit over ${frequent.length} n-grams done`);
  const order = Array.from(frequent.keys()).sort((a, b) => strength(first, b) - strength(first, a));
  const kept = Uint32Array.from(order.slice(0, settings.keep), (at) => frequent[at] ?? 0);
  const second = fitColumns(all, kept, counts, settings);
  onProgress(`second fit over ${kept.length} n-grams done`);
  const names = gramNames(table, kept);
  return quantise(names, second, settings.longest);
}

interface ColumnFit {
  readonly weights: Float64Array;
  readonly documents: Float64Array;
  readonly bias: number;
}

function strength(fit: ColumnFit, at: number): number {
  return Math.abs(fit.weights[at] ?? 0) * Math.sqrt(fit.documents[at] ?? 0);
}

function indexReviews(reviews: readonly LabelledReview[], longest: number, table: GramTable): Corpus {
  const starts = new Uint32Array(reviews.length + 1);
  const labels = Int8Array.from(reviews, (review) => (review.label === 'pos' ? 1 : -1));
  let columns = new Uint32Array(1 << 22);
  let used = 0;
  reviews.forEach((review, row) => {
    const seen = new Set<number>();
    forEachGram(prepareFeelingText(review.text), longest, (high, low) => seen.add(table.add(high, low)));
    if (used + seen.size > columns.length) {
      const larger = new Uint32Array(Math.max(columns.length * 2, used + seen.size));
      larger.set(columns);
      columns = larger;
    }
    for (const column of seen) columns[used++] = column;
    starts[row + 1] = used;
  });
  return { starts, columns: columns.subarray(0, used), labels };
}

interface DocumentCounts {
  readonly positive: Uint32Array;
  readonly negative: Uint32Array;
}

function countDocuments(corpus: Corpus, size: number): DocumentCounts {
  const positive = new Uint32Array(size);
  const negative = new Uint32Array(size);
  for (let row = 0; row < corpus.labels.length; row++) {
    const counts = corpus.labels[row] === 1 ? positive : negative;
    for (let at = corpus.starts[row] ?? 0; at < (corpus.starts[row + 1] ?? 0); at++) {
      const column = corpus.columns[at] ?? 0;
      counts[column] = (counts[column] ?? 0) + 1;
    }
  }
  return { positive, negative };
}

function chooseColumns(size: number, wanted: (column: number) => boolean): Uint32Array {
  return Uint32Array.from(Array.from({ length: size }, (_, column) => column).filter(wanted));
}

function fitColumns(corpus: Corpus, chosen: Uint32Array, counts: DocumentCounts, settings: FeelingSettings): ColumnFit {
  const rows = restrictRows(corpus, chosen, counts.positive.length);
  const ratios = logCountRatios(chosen, counts);
  const { cost, iterations } = settings;
  const parameters = fitLogisticRegression({ rows, labels: corpus.labels, columnScale: ratios, cost, iterations });
  return {
    weights: ratios.map((ratio, at) => ratio * (parameters[at] ?? 0)),
    documents: Float64Array.from(chosen, (c) => (counts.positive[c] ?? 0) + (counts.negative[c] ?? 0)),
    bias: parameters[chosen.length] ?? 0,
  };
}

function restrictRows(corpus: Corpus, chosen: Uint32Array, size: number): SparseRows {
  const place = new Int32Array(size).fill(-1);
  chosen.forEach((column, at) => (place[column] = at));
  const columns = new Uint32Array(corpus.columns.length);
  const starts = new Uint32Array(corpus.starts.length);
  const rowScale = new Float64Array(corpus.labels.length);
  let used = 0;
  for (let row = 0; row < corpus.labels.length; row++) {
    for (let at = corpus.starts[row] ?? 0; at < (corpus.starts[row + 1] ?? 0); at++) {
      const column = place[corpus.columns[at] ?? 0] ?? -1;
      if (column >= 0) columns[used++] = column;
    }
    starts[row + 1] = used;
    rowScale[row] = 1 / Math.sqrt(Math.max(1, used - (starts[row] ?? 0)));
  }
  return { starts, columns: columns.slice(0, used), rowScale };
}

function logCountRatios(chosen: Uint32Array, counts: DocumentCounts): Float64Array {
  let positives = 0;
  let negatives = 0;
  for (const column of chosen) {
    positives += (counts.positive[column] ?? 0) + 1;
    negatives += (counts.negative[column] ?? 0) + 1;
  }
  return Float64Array.from(chosen, (column) =>
    Math.log(((counts.positive[column] ?? 0) + 1) / positives / (((counts.negative[column] ?? 0) + 1) / negatives)),
  );
}

function gramNames(table: GramTable, kept: Uint32Array): string[] {
  const place = new Map<number, number>();
  kept.forEach((column, at) => place.set(column, at));
  const names: string[] = new Array<string>(kept.length).fill('');
  table.forEach((high, low, index) => {
    const at = place.get(index);
    if (at !== undefined) names[at] = unpackGram(high, low);
  });
  return names;
}

function quantise(grams: readonly string[], fit: ColumnFit, longest: number): FittedFeeling {
  const order = grams.map((gram, at) => ({ gram, at })).sort((a, b) => (a.gram < b.gram ? -1 : 1));
  const largest = fit.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
  const step = largest / 127;
  return {
    longest,
    grams: order.map(({ gram }) => gram),
    weights: Int8Array.from(order, ({ at }) => Math.round((fit.weights[at] ?? 0) / step)),
    step,
    bias: fit.bias,
  };
}
