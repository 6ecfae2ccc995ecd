/**
 * Many rules, one document at a time. All literals of all rules are found in one pass over the normalised text; each rule is filed
 * under its rarest required tokens and asked only where one of them occurs; the few without any are asked always. A rule that cannot
 * be compiled, or that throws, is disabled by itself with the reason shown. Building a matcher changes nothing outside it, so a
 * reload is: build, then assign.
 */
import type { Rule } from '../contracts/rule';
import type { MatchInput } from '../contracts/rule-match';
import { compileRule } from './compile-rule';
import type { CompiledRule } from './compile-rule';
import { DocumentScan } from './matching/document-scan';
import { tokenCost } from './matching/token-cost';
import type { FrequencyOf } from './matching/token-cost';
import { TokenTable } from './matching/token-table';

export interface MatcherOptions {
  /** Counted shares of documents per literal, for instance `matcher.frequencies()` of the matcher before. */
  readonly frequencyOf?: FrequencyOf;
}

/** Why a rule takes no part. */
export interface DisabledRule {
  readonly ruleId: string;
  readonly reason: { readonly zh: string; readonly en: string };
}

/** `isMatch` is false only for rules whose window also counts what does not match. */
export interface RuleHit {
  readonly rule: Rule;
  readonly isMatch: boolean;
}

export interface Matcher {
  readonly rules: readonly Rule[];
  /** Rules out of order, at load or since. */
  readonly disabled: ReadonlyMap<string, DisabledRule>;
  /** Rules that come true for a document, in the order of the rules. `nowMs` is what `now` in a query means. */
  match(input: MatchInput, nowMs: number): RuleHit[];
  /** Compiled form of a rule, undefined where it is unknown or disabled. */
  compiled(ruleId: string): CompiledRule | undefined;
  /** Share of documents seen so far per literal, once 1,000 documents were seen. */
  frequencies(): FrequencyOf;
}

/** Compiles rules into a matcher. Of rules with the same id the first stays, the others are disabled. */
export function compileRules(rules: readonly Rule[], options: MatcherOptions = {}): Matcher {
  const table = new TokenTable();
  const compiled: CompiledRule[] = [];
  const disabled = new Map<string, DisabledRule>();
  const known = new Set<string>();
  for (const rule of rules.flatMap(withSteps)) {
    const result = known.has(rule.id) ? undefined : compileRule(rule, table);
    if (result?.ok === true) compiled.push(result.compiled);
    else if (result !== undefined) disabled.set(rule.id, { ruleId: rule.id, reason: firstReason(result.faults) });
    else disabled.set(rule.id, duplicate(rule.id));
    known.add(rule.id);
  }
  return new IndexedMatcher({ rules: compiled, table, disabled, cost: tokenCost(table, options.frequencyOf) });
}

/** The rule after the steps that are written into it, which are matched like rules. */
function withSteps(rule: Rule): Rule[] {
  if (rule.window?.type !== 'sequence') return [rule];
  const steps = rule.window.rules.flatMap((step) => (typeof step === 'string' ? [] : [step]));
  const { scope, version } = rule;
  const shared = { level: 'blue', version, isStep: true, ...(scope === undefined ? {} : { scope }) } as const;
  return [
    ...steps.map(({ id, when }): Rule => ({ ...shared, id: `${rule.id}.${id}`, name: `${rule.name} ${id}`, when })),
    rule,
  ];
}

function firstReason(faults: readonly { message: DisabledRule['reason'] }[]): DisabledRule['reason'] {
  return faults[0]?.message ?? { zh: '无法编译', en: 'cannot be compiled' };
}

function duplicate(ruleId: string): DisabledRule {
  return {
    ruleId,
    reason: { zh: `编号 ${ruleId} 重复，只用第一条`, en: `the id ${ruleId} occurs twice; only the first is used` },
  };
}

interface MatcherParts {
  readonly rules: readonly CompiledRule[];
  readonly table: TokenTable;
  readonly disabled: Map<string, DisabledRule>;
  readonly cost: ReturnType<typeof tokenCost>;
}

class IndexedMatcher implements Matcher {
  readonly rules: readonly Rule[];
  readonly disabled: ReadonlyMap<string, DisabledRule>;
  private readonly scan: DocumentScan;
  private readonly byId: ReadonlyMap<string, CompiledRule>;
  /** Rules to ask for every document. */
  private readonly always: readonly number[];
  /** Rules filed under token `t` are `filed[from[t] .. from[t + 1])`. */
  private readonly from: Int32Array;
  private readonly filed: Int32Array;
  /** Of the tokens `guards[guardFrom[r] .. guardFrom[r + 1])` one must occur for rule `r`; none listed, none needed. */
  private readonly guardFrom: Int32Array;
  private readonly guards: Int32Array;
  private readonly asked: Uint32Array;
  private readonly tokenDocuments: Uint32Array;
  private documents = 0;

  constructor(private readonly parts: MatcherParts) {
    this.rules = parts.rules.map(({ rule }) => rule);
    this.disabled = parts.disabled;
    this.byId = new Map(parts.rules.map((compiled) => [compiled.rule.id, compiled]));
    this.scan = new DocumentScan(parts.table);
    this.asked = new Uint32Array(parts.rules.length);
    this.tokenDocuments = new Uint32Array(parts.table.size);
    const filing = fileRules(parts);
    this.always = filing.always;
    this.from = filing.from;
    this.filed = filing.filed;
    this.guardFrom = filing.guardFrom;
    this.guards = filing.guards;
  }

  match(input: MatchInput, nowMs: number): RuleHit[] {
    const { scan, from, filed } = this;
    this.documents++;
    scan.begin(input, nowMs);
    const holding: number[] = [];
    for (let place = 0; place < scan.presentCount; place++) {
      const token = scan.presentTokens[place] as number;
      this.tokenDocuments[token] = (this.tokenDocuments[token] as number) + 1;
      const end = from[token + 1] as number;
      for (let at = from[token] as number; at < end; at++) {
        const index = filed[at] as number;
        if (this.isGuardMet(index)) this.ask(index, holding);
      }
    }
    for (const index of this.always) this.ask(index, holding);
    return holding.sort((a, b) => Math.abs(a) - Math.abs(b)).map((signed) => this.hit(signed));
  }

  compiled(ruleId: string): CompiledRule | undefined {
    return this.disabled.has(ruleId) ? undefined : this.byId.get(ruleId);
  }

  frequencies(): FrequencyOf {
    if (this.documents < 1000) return () => undefined;
    const shares = new Map<string, number>();
    this.tokenDocuments.forEach((count, token) =>
      shares.set(this.parts.table.token(token).text, count / this.documents),
    );
    return (literal) => shares.get(literal);
  }

  private isGuardMet(index: number): boolean {
    const first = this.guardFrom[index] as number;
    const end = this.guardFrom[index + 1] as number;
    if (first === end) return true;
    for (let at = first; at < end; at++) if (this.scan.has(this.guards[at] as number)) return true;
    return false;
  }

  /** Notes the rule's number plus one, negative where it is in scope without matching and its window counts that. */
  private ask(index: number, holding: number[]): void {
    if ((this.asked[index] as number) >= this.documents) return;
    this.asked[index] = this.documents;
    const compiled = this.parts.rules[index] as CompiledRule;
    try {
      if (!compiled.inScope(this.scan.input)) return;
      if (compiled.test.holds(this.scan)) holding.push(index + 1);
      else if (compiled.seesEverything) holding.push(-index - 1);
    } catch (error) {
      this.disable(compiled.rule.id, error);
    }
  }

  private hit(signed: number): RuleHit {
    return { rule: (this.parts.rules[Math.abs(signed) - 1] as CompiledRule).rule, isMatch: signed > 0 };
  }

  private disable(ruleId: string, error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    this.parts.disabled.set(ruleId, {
      ruleId,
      reason: { zh: `运行出错，已停用：${detail}`, en: `failed and was disabled: ${detail}` },
    });
    const index = this.parts.rules.findIndex(({ rule }) => rule.id === ruleId);
    // A mark from the future keeps the rule from being asked again.
    this.asked[index] = 0xffff_ffff;
  }
}

interface Filing {
  readonly always: readonly number[];
  readonly from: Int32Array;
  readonly filed: Int32Array;
  readonly guardFrom: Int32Array;
  readonly guards: Int32Array;
}

function fileRules({ rules, table, cost }: MatcherParts): Filing {
  const always: number[] = [];
  const lists: number[][] = Array.from({ length: table.size }, () => []);
  const guards: (readonly number[])[] = rules.map(() => []);
  rules.forEach((compiled, index) => {
    const cover = compiled.seesEverything ? undefined : compiled.test.cover(cost);
    if (cover === undefined) always.push(index);
    else for (const token of cover.tokens) lists[token]?.push(index);
    if (cover?.guard !== undefined) guards[index] = cover.guard;
  });
  const [from, filed] = flattened(lists);
  const [guardFrom, guardTokens] = flattened(guards);
  return { always, from, filed, guardFrom, guards: guardTokens };
}

/** Lists laid end to end, and where each begins. */
function flattened(lists: readonly (readonly number[])[]): [from: Int32Array, items: Int32Array] {
  const from = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => (from[index + 1] = (from[index] as number) + list.length));
  const items = new Int32Array(from[lists.length] as number);
  lists.forEach((list, index) => {
    items.set(list, from[index]);
  });
  return [from, items];
}
