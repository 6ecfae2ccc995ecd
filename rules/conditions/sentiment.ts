import { z } from 'zod';
import { sentimentLabel } from '../../contracts/analysis';
import { coverOf } from '../matching/compiled';
import { sentimentFact } from '../matching/facts';
import { compiled } from './condition';
import type { Condition } from './condition';

const settings = z.strictObject({
  in: z.array(sentimentLabel).min(1),
  minConfidence: z.number().min(0).max(1).optional(),
});
type SentimentSettings = z.infer<typeof settings>;

/** Stance of the document towards the regulated object. */
export const sentiment: Condition<SentimentSettings> = {
  name: 'sentiment',
  title: { zh: '倾向', en: 'sentiment' },
  settings,
  needs: () => ['sentiment'],
  compile(wanted, table) {
    const tokens = wanted.in.map((label) => table.fact(sentimentFact(label)));
    return compiled({
      holds({ input }) {
        return (
          input.sentiment !== null &&
          wanted.in.includes(input.sentiment.label) &&
          input.sentiment.confidence >= (wanted.minConfidence ?? 0)
        );
      },
      cover: (cost) => coverOf(tokens, cost),
    });
  },
};
