import type { RuleSummary } from '@contracts/http';

/** Share of verdicts that confirmed the rule's alerts, or null before the first verdict. */
export function precisionOf(rule: RuleSummary): number | null {
  const judged = rule.confirmed + rule.falsePositives;
  return judged === 0 ? null : rule.confirmed / judged;
}
