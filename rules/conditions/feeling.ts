import { z } from 'zod';
import { sentimentLabel } from '../../contracts/analysis';
import { anywhere } from '../matching/compiled';
import { compiled } from './condition';
import type { Condition } from './condition';

const settings = z.strictObject({ in: z.array(sentimentLabel).min(1) });

/** What a consumer's review, comment, or post feels; never holds where no consumer speaks. */
export const feeling: Condition<z.infer<typeof settings>> = {
  name: 'feeling',
  title: { zh: '消费者感受', en: 'feeling' },
  settings,
  needs: () => ['feeling'],
  compile: (wanted) => compiled(anywhere(({ input }) => input.feeling !== null && wanted.in.includes(input.feeling))),
};
