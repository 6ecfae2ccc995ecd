import { z } from 'zod';
import { regionCovers } from '../../config/regions';
import { regionCode } from '../../contracts/primitives';
import { anywhere } from '../matching/compiled';
import { compiled } from './condition';
import type { Condition } from './condition';

const settings = z.strictObject({ in: z.array(regionCode).min(1) });

/** Region of the document; a province or city covers what lies in it. */
export const region: Condition<z.infer<typeof settings>> = {
  name: 'region',
  title: { zh: '地区', en: 'region' },
  settings,
  needs: () => [],
  compile: (wanted) => compiled(anywhere(({ input }) => wanted.in.some((code) => regionCovers(code, input.region)))),
};
