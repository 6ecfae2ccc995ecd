import type { Rule } from '../contracts/rule';
import type { MatchInput } from '../contracts/rule-match';
import { toEpoch } from './event-time';
import { compileRules } from './matcher';

export interface RuleLimits {
  /** Largest share of a sample that a rule may match before it is called too broad. */
  readonly mostShare: number;
  /** Longest time per document, in milliseconds, before it is called too slow. */
  readonly mostMs: number;
}

export interface RuleProbe {
  readonly documents: number;
  readonly matched: number;
  readonly share: number;
  readonly msPerDocument: number;
  /** What speaks against letting the rule go live; empty where nothing does. */
  readonly warnings: readonly {
    readonly reason: 'too-broad' | 'too-slow' | 'disabled';
    readonly zh: string;
    readonly en: string;
  }[];
}

const defaults: RuleLimits = { mostShare: 0.2, mostMs: 2 };

/** Tries a rule on a sample of documents before it goes live. `clock` answers milliseconds and only measures. */
export function probeRule(
  rule: Rule,
  sample: readonly MatchInput[],
  limits: RuleLimits = defaults,
  clock: () => number = () => performance.now(),
): RuleProbe {
  const matcher = compileRules([rule]);
  const before = clock();
  const matched = sample.filter((input) =>
    matcher.match(input, toEpoch(input.collectedAt) ?? 0).some((hit) => hit.isMatch),
  ).length;
  const msPerDocument = sample.length === 0 ? 0 : (clock() - before) / sample.length;
  const share = sample.length === 0 ? 0 : matched / sample.length;
  const warnings: RuleProbe['warnings'][number][] = [];
  const disabled = matcher.disabled.get(rule.id);
  if (disabled !== undefined) warnings.push({ reason: 'disabled', ...disabled.reason });
  if (share > limits.mostShare) {
    const percent = (share * 100).toFixed(0);
    warnings.push({
      reason: 'too-broad',
      zh: `过宽：样本中 ${percent}% 的文档命中`,
      en: `too broad: matches ${percent} % of the sample`,
    });
  }
  if (msPerDocument > limits.mostMs) {
    const ms = msPerDocument.toFixed(1);
    warnings.push({ reason: 'too-slow', zh: `过慢：每篇文档 ${ms} 毫秒`, en: `too slow: ${ms} ms a document` });
  }
  return { documents: sample.length, matched, share, msPerDocument, warnings };
}
