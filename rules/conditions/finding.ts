import { z } from 'zod';
import { severity } from '../../contracts/primitives';
import { violationCode } from '../../contracts/violation';
import type { MatchFinding } from '../../contracts/rule-match';
import { coverOf } from '../matching/compiled';
import { anyFinding, codeFact } from '../matching/facts';
import { compiled } from './condition';
import type { Condition } from './condition';

const settings = z.strictObject({
  codes: z.array(violationCode).min(1).optional(),
  exclude: z.array(violationCode).min(1).optional(),
  minSeverity: severity.optional(),
  minConfidence: z.number().min(0).max(1).optional(),
  minCount: z.number().int().min(1).max(100).default(1),
});
type FindingSettings = z.infer<typeof settings>;

/** At least `minCount` findings of the given codes (any code where none is given) with the severity and confidence asked for. */
export const finding: Condition<FindingSettings> = {
  name: 'finding',
  title: { zh: '违规发现', en: 'finding' },
  settings,
  needs: () => ['violations'],
  compile(wanted, table) {
    const tokens =
      wanted.codes === undefined ? [table.fact(anyFinding)] : wanted.codes.map((code) => table.fact(codeFact(code)));
    return compiled({
      holds: (scan) => countFitting(scan.input.violations, wanted) >= wanted.minCount,
      cover: (cost) => coverOf(tokens, cost),
    });
  },
};

function countFitting(findings: readonly MatchFinding[], wanted: FindingSettings): number {
  return findings.filter(
    (found) =>
      (wanted.codes === undefined || (wanted.codes as readonly string[]).includes(found.code)) &&
      !(wanted.exclude as readonly string[] | undefined)?.includes(found.code) &&
      (wanted.minSeverity === undefined || found.severity >= wanted.minSeverity) &&
      (wanted.minConfidence === undefined || found.confidence >= wanted.minConfidence),
  ).length;
}
