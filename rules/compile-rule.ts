import { regionCovers } from '../config/regions';
import type { Rule, RuleScope } from '../contracts/rule';
import type { MatchInput } from '../contracts/rule-match';
import { compileWhen } from './compile-when';
import type { WhenFault } from './compile-when';
import type { AnalysisPart } from './conditions/condition';
import { anywhere } from './matching/compiled';
import type { Compiled } from './matching/compiled';
import type { TokenTable } from './matching/token-table';
import { windowFaults } from './windows';

/** A rule that can be asked of a scanned document. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly test: Compiled;
  readonly needs: ReadonlySet<AnalysisPart>;
  /** Windows that also look at documents in scope that do not match have to see every one. */
  readonly seesEverything: boolean;
  inScope(input: MatchInput): boolean;
}

export type RuleCompilation =
  | { readonly ok: true; readonly compiled: CompiledRule }
  | { readonly ok: false; readonly faults: readonly WhenFault[] };

/** Compiles one rule; its literals go into `table`. Faults carry paths from the rule's root. */
export function compileRule(rule: Rule, table: TokenTable): RuleCompilation {
  const when = rule.when === undefined ? undefined : compileWhen(rule.when, table);
  const faults = [
    ...(when?.ok === false ? when.faults.map((fault) => ({ ...fault, path: ['when', ...fault.path] })) : []),
    ...windowFaults(rule),
    ...stepFaults(rule, table),
  ];
  if (faults.length > 0 || when?.ok === false) return { ok: false, faults };
  return {
    ok: true,
    compiled: {
      rule,
      test: when?.test ?? anywhere(() => true),
      needs: when?.needs ?? new Set(),
      seesEverything: rule.window?.type === 'percentage' || rule.window?.type === 'sequence',
      inScope: scopeTest(rule.scope),
    },
  };
}

function stepFaults(rule: Rule, table: TokenTable): WhenFault[] {
  if (rule.window?.type !== 'sequence') return [];
  return rule.window.rules.flatMap((step, index) => {
    if (typeof step === 'string') return [];
    const result = compileWhen(step.when, table);
    return result.ok
      ? []
      : result.faults.map((fault) => ({ ...fault, path: ['window', 'rules', index, 'when', ...fault.path] }));
  });
}

/** Empty lists do not restrict; a region covers what lies in it; a platform or source must be named exactly. */
export function scopeTest(scope: RuleScope | undefined): (input: MatchInput) => boolean {
  const among = (list: readonly string[] | undefined, value: string | null): boolean =>
    list === undefined || list.length === 0 || (value !== null && list.includes(value));
  if (scope === undefined) return () => true;
  const regions = scope.regions ?? [];
  return (input) =>
    among(scope.kinds, input.kind) &&
    among(scope.platforms, input.platform) &&
    among(scope.sources, input.source) &&
    (regions.length === 0 || regions.some((code) => regionCovers(code, input.region)));
}
