import { z } from 'zod';
import { anywhere } from '../matching/compiled';
import { compiled } from './condition';
import type { Condition } from './condition';

const least = z.number().int().min(1).optional();
const settings = z
  .strictObject({ minDocuments: least, minPlatforms: least, minProvinces: least })
  .refine((value) => Object.values(value).some((bound) => bound !== undefined), {
    message: 'expected at least one of: minDocuments, minPlatforms, minProvinces',
  });

/** How far the same text has spread: copies, platforms, provinces. */
export const cluster: Condition<z.infer<typeof settings>> = {
  name: 'cluster',
  title: { zh: '传播范围', en: 'cluster' },
  settings,
  needs: () => [],
  compile: (wanted) =>
    compiled(
      anywhere(({ input: { spread } }) => {
        return (
          spread.documents >= (wanted.minDocuments ?? 1) &&
          spread.platforms >= (wanted.minPlatforms ?? 1) &&
          spread.provinces >= (wanted.minProvinces ?? 1)
        );
      }),
    ),
};
