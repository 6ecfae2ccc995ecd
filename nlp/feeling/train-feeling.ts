import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { fitFeeling } from './fit-feeling';
import type { FeelingSettings, FittedFeeling, LabelledReview } from './fit-feeling';
import { FeelingScorer } from './score-feeling';

export const defaultFeelingSettings: FeelingSettings = {
  longest: 3,
  keep: 200_000,
  minDocuments: 2,
  cost: 8,
  iterations: 100,
};

export interface FeelingTraining {
  readonly reviewsFile: string;
  readonly seed: number;
  readonly settings?: FeelingSettings;
  readonly onProgress?: (message: string) => void;
}

export interface TrainedFeeling {
  /** Trained on all reviews. */
  readonly model: FittedFeeling;
  readonly reviews: number;
  readonly heldBack: number;
  /** Share right, 0 to 1, on the held-back fifth, of a model trained on the other four fifths with the same settings. */
  readonly accuracy: number;
  /** SHA-256 of the reviews file. */
  readonly dataSha256: string;
  readonly settings: FeelingSettings;
}

const review = z.object({ text: z.string(), label: z.enum(['neg', 'pos']) });

/**
 * Trains the consumer-feeling model from JSON Lines `{text, label: "neg"|"pos"}` (plain or gzip). The lines are shuffled with
 * `seed`; a fifth is held back for the reported accuracy; the returned model is trained on all. Throws on a line that does not parse.
 */
export function trainFeeling(training: FeelingTraining): TrainedFeeling {
  const bytes = readFileSync(training.reviewsFile);
  const reviews = shuffle(parseReviews(bytes, training.reviewsFile), training.seed);
  const settings = training.settings ?? defaultFeelingSettings;
  const heldBack = reviews.slice(0, Math.floor(reviews.length / 5));
  training.onProgress?.(`fit on four fifths of ${reviews.length} reviews`);
  const measured = fitFeeling(reviews.slice(heldBack.length), settings, training.onProgress);
  const accuracy = feelingAccuracy(measured, heldBack);
  training.onProgress?.(`held-back fifth: ${(accuracy * 100).toFixed(2)} %; fit on all`);
  return {
    model: fitFeeling(reviews, settings, training.onProgress),
    reviews: reviews.length,
    heldBack: heldBack.length,
    accuracy,
    dataSha256: createHash('sha256').update(bytes).digest('hex'),
    settings,
  };
}

/** Share of reviews (0 to 1) whose label the sign of the model's score gives. */
export function feelingAccuracy(model: FittedFeeling, reviews: readonly LabelledReview[]): number {
  const scorer = new FeelingScorer(model);
  const right = reviews.filter(({ text, label }) => scorer.score(text, 0).logit >= 0 === (label === 'pos'));
  return reviews.length === 0 ? 0 : right.length / reviews.length;
}

function parseReviews(bytes: Buffer, file: string): LabelledReview[] {
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  const reviews: LabelledReview[] = [];
  text.split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    try {
      reviews.push(review.parse(JSON.parse(line)));
    } catch (error) {
      throw new Error(`${file}:${at + 1}: expected {"text": "…", "label": "neg"|"pos"}`, { cause: error });
    }
  });
  if (new Set(reviews.map(({ label }) => label)).size < 2) throw new Error(`${file}: both labels are needed`);
  return reviews;
}

/** Fisher–Yates over mulberry32, so that a seed gives the same order everywhere. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
  const result = [...items];
  let state = seed | 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const swapped = result[at] as T;
    result[at] = result[other] as T;
    result[other] = swapped;
  }
  return result;
}
