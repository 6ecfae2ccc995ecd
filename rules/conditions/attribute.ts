import { z } from 'zod';
import { attributeCodes } from '../../contracts/violation';
import { coverOf } from '../matching/compiled';
import { attributeFact } from '../matching/facts';
import { compiled } from './condition';
import type { Condition } from './condition';

const settings = z.strictObject({ codes: z.array(z.enum(['EVASION', 'PRIVATE_TRADE'])).min(1) });

/** Aggravating attributes of the text: evasive spelling, luring into private trade. */
export const attribute: Condition<z.infer<typeof settings>> = {
  name: 'attribute',
  title: { zh: '加重情节', en: 'attribute' },
  settings,
  needs: () => ['attributes'],
  compile(wanted, table) {
    const tokens = wanted.codes
      .filter((code) => attributeCodes.includes(code))
      .map((code) => table.fact(attributeFact(code)));
    return compiled({
      holds: (scan) => tokens.some((token) => scan.has(token)),
      cover: (cost) => coverOf(tokens, cost),
    });
  },
};
