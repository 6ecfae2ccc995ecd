/**
 * What a rule would have caught: runs it over past documents, oldest first, and tells matches per day, samples, overlap with other
 * rules, alerts and notifications to expect after grouping, and precision by the verdicts that officers have already given.
 */
import type { Rule } from '../contracts/rule';
import type { MatchInput, RuleMatch } from '../contracts/rule-match';
import { durationMs } from '../contracts/source';
import { formatTime, toEpoch } from './event-time';
import { compileRules } from './matcher';
import { createRuleEngine } from './rule-engine';
import { wilsonInterval } from './wilson-interval';
import type { ShareEstimate } from './wilson-interval';

export type Verdict = 'confirmed' | 'false-positive';

export interface BacktestQuestion {
  readonly rule: Rule;
  /** Rules already live, for the overlap. */
  readonly others?: readonly Rule[];
  /** Past documents by rising `collectedAt`. */
  readonly documents: AsyncIterable<MatchInput> | Iterable<MatchInput>;
  /** What an officer has said of a document, if anything. */
  readonly verdictOf?: (documentId: string) => Verdict | undefined;
  readonly mostSamples?: number;
}

export interface BacktestDay {
  /** Beijing date. */
  readonly day: string;
  readonly documents: number;
  readonly matches: number;
}

export interface BacktestReport {
  readonly ruleId: string;
  readonly ruleVersion: string;
  readonly documents: number;
  readonly matches: number;
  /** Every day from the first to the last document, quiet ones too. */
  readonly days: readonly BacktestDay[];
  readonly samples: readonly RuleMatch[];
  /** Rules that matched some of the same documents; `share` is of this rule's documents. */
  readonly overlap: readonly { readonly ruleId: string; readonly documents: number; readonly share: number }[];
  /** One alert per key and near-duplicate cluster. */
  readonly alerts: number;
  readonly alertsPerDay: number;
  /** Messages after `group.wait` and `group.interval`. */
  readonly notifications: number;
  readonly notificationsPerDay: number;
  readonly precision: ShareEstimate | null;
}

export type BacktestResult =
  | { readonly ok: true; readonly report: BacktestReport }
  | { readonly ok: false; readonly reason: { readonly zh: string; readonly en: string } };

/** Runs the backtest in memory; a rule that cannot be compiled is answered with the reason. */
export async function backtest(question: BacktestQuestion): Promise<BacktestResult> {
  const { rule } = question;
  const matcher = compileRules([rule, ...(question.others ?? []).filter((other) => other.id !== rule.id)]);
  const refused = matcher.disabled.get(rule.id);
  if (refused !== undefined) return { ok: false, reason: refused.reason };
  const engine = createRuleEngine({ matcher });
  const tally = new Tally(question);
  for await (const input of question.documents) {
    tally.sawDocument(input);
    for (const match of await engine.accept(input)) tally.sawMatch(match, input);
  }
  return { ok: true, report: tally.report() };
}

class Tally {
  private documents = 0;
  private readonly days = new Map<string, { documents: number; matches: number }>();
  private readonly matches: RuleMatch[] = [];
  private readonly alerts = new Set<string>();
  private readonly alertTimes = new Map<string, number[]>();
  private readonly matchedBy = new Map<string, Set<string>>();

  constructor(private readonly question: BacktestQuestion) {}

  sawDocument(input: MatchInput): void {
    this.documents++;
    this.dayOf(input.collectedAt).documents++;
  }

  sawMatch(match: RuleMatch, input: MatchInput): void {
    const documents = this.matchedBy.get(match.ruleId) ?? new Set();
    for (const id of match.documentIds) documents.add(id);
    this.matchedBy.set(match.ruleId, documents);
    if (match.ruleId !== this.question.rule.id) return;
    this.matches.push(match);
    this.dayOf(match.at).matches++;
    const group = JSON.stringify(match.groupKey ?? match.key);
    const alert = `${group}\u0000${match.anchorDocumentId === input.id ? (input.cluster ?? input.id) : (match.anchorDocumentId ?? '')}`;
    if (this.alerts.has(alert)) return;
    this.alerts.add(alert);
    this.alertTimes.set(group, [...(this.alertTimes.get(group) ?? []), toEpoch(match.at) ?? 0]);
  }

  report(): BacktestReport {
    const days = this.filledDays();
    const span = Math.max(1, days.length);
    const notifications = this.notifications();
    return {
      ruleId: this.question.rule.id,
      ruleVersion: this.question.rule.version,
      documents: this.documents,
      matches: this.matches.length,
      days,
      samples: this.matches.slice(-(this.question.mostSamples ?? 20)).reverse(),
      overlap: this.overlap(),
      alerts: this.alerts.size,
      alertsPerDay: this.alerts.size / span,
      notifications,
      notificationsPerDay: notifications / span,
      precision: this.precision(),
    };
  }

  private dayOf(time: string): { documents: number; matches: number } {
    const day = formatTime(toEpoch(time) ?? 0).slice(0, 10);
    let known = this.days.get(day);
    if (known === undefined) this.days.set(day, (known = { documents: 0, matches: 0 }));
    return known;
  }

  private filledDays(): BacktestDay[] {
    const known = [...this.days.keys()].sort();
    const [first] = known;
    const last = known.at(-1);
    if (first === undefined || last === undefined) return [];
    const days: BacktestDay[] = [];
    for (let ms = Date.parse(first); ms <= Date.parse(last); ms += 86_400_000) {
      const day = new Date(ms).toISOString().slice(0, 10);
      days.push({ day, ...(this.days.get(day) ?? { documents: 0, matches: 0 }) });
    }
    return days;
  }

  private overlap(): BacktestReport['overlap'] {
    const own = this.matchedBy.get(this.question.rule.id) ?? new Set<string>();
    return [...this.matchedBy]
      .filter(([ruleId]) => ruleId !== this.question.rule.id)
      .map(([ruleId, documents]) => ({ ruleId, documents: [...documents].filter((id) => own.has(id)).length }))
      .filter(({ documents }) => documents > 0)
      .map(({ ruleId, documents }) => ({ ruleId, documents, share: documents / own.size }))
      .sort((a, b) => b.documents - a.documents || (a.ruleId < b.ruleId ? -1 : 1));
  }

  /** A group's first message waits `wait`, further ones come at most every `interval`; each carries all that came since. */
  private notifications(): number {
    const { group } = this.question.rule;
    const waitMs = durationMs(group?.wait ?? '0s');
    const intervalMs = durationMs(group?.interval ?? '0s');
    let count = 0;
    for (const times of this.alertTimes.values()) {
      let next = Number.NEGATIVE_INFINITY;
      for (const time of [...times].sort((a, b) => a - b)) {
        // Whatever comes before the next message goes out with it.
        if (time <= next) continue;
        next = Math.max(time + waitMs, next + intervalMs);
        count++;
      }
    }
    return count;
  }

  /** By document: a document that several matches name is judged once. */
  private precision(): ShareEstimate | null {
    const { verdictOf } = this.question;
    if (verdictOf === undefined) return null;
    const verdicts = [...(this.matchedBy.get(this.question.rule.id) ?? [])]
      .map(verdictOf)
      .filter((verdict) => verdict !== undefined);
    return wilsonInterval(verdicts.filter((verdict) => verdict === 'confirmed').length, verdicts.length) ?? null;
  }
}
