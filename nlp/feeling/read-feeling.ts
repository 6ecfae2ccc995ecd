import { dataFile } from '../../config/project-root';
import type { Feeling } from '../../contracts/analysis';
import { readFeelingModel } from './feeling-model';
import { FeelingScorer } from './score-feeling';

export interface FeelingReader {
  /** What a consumer's review, comment or post feels. The sign of `score` is the answer; `neu` only marks that it is close. */
  read(text: string): Feeling;
}

/** Log-odds closer to zero than this are shown as neutral; the sign of the score stays. */
const neutralBand = 0.35;
const wordsShown = 5;

/** Loads the shipped model (or another file) once; throws with the reason where the file is missing or not a model. */
export function createFeelingReader(modelFile: string = dataFile('nlp/models/feeling.bin')): FeelingReader {
  const scorer = new FeelingScorer(readFeelingModel(modelFile));
  return { read: (text) => toFeeling(text, scorer) };
}

function toFeeling(text: string, scorer: FeelingScorer): Feeling {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return { label: 'neu', score: 0, words: [] };
  const { logit, deciders } = scorer.score(text, wordsShown);
  const score = Math.tanh(logit / 2);
  const label = Math.abs(logit) < neutralBand ? 'neu' : logit > 0 ? 'pos' : 'neg';
  return { label, score, words: [...deciders] };
}
