import { z } from 'zod';
import type { MatchNumber } from '../../contracts/rule-match';
import { coverOf } from '../matching/compiled';
import { anyNumber } from '../matching/facts';
import { compiled } from './condition';
import type { Condition } from './condition';

const settings = z.strictObject({
  types: z.array(z.string().min(1)).min(1).optional(),
  valid: z.boolean().optional(),
  verified: z.union([z.boolean(), z.literal('unknown')]).optional(),
});
type NumberSettings = z.infer<typeof settings>;

/** A registry number in the text, by type, validity of its form, and what the register says. */
export const number: Condition<NumberSettings> = {
  name: 'number',
  title: { zh: '证照号', en: 'registry number' },
  settings,
  needs: () => ['numbers'],
  compile(wanted, table) {
    const token = table.fact(anyNumber);
    return compiled({
      holds: ({ input }) => input.numbers.some((found) => fits(found, wanted)),
      cover: (cost) => coverOf([token], cost),
    });
  },
};

function fits(found: MatchNumber, wanted: NumberSettings): boolean {
  return (
    (wanted.types === undefined || wanted.types.includes(found.type)) &&
    (wanted.valid === undefined || found.valid === wanted.valid) &&
    (wanted.verified === undefined || found.verified === wanted.verified)
  );
}
