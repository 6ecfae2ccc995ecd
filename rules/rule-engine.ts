/**
 * Documents in, matches out: the matcher says which rules hold, windows count them over time, sequences listen to the matches of other
 * rules, and a schedule holds matches back until its hours. One document or tick at a time, in the order of the calls. The state of the
 * windows is saved before a call answers, so that the caller can keep matches and state in one unit of work; when that unit fails after
 * `accept` has answered, `discard` makes the engine read the store again. A reload is `swap`.
 */
import { createHash } from 'node:crypto';
import type { Rule, WindowOf } from '../contracts/rule';
import type { MatchInput, RuleMatch } from '../contracts/rule-match';
import { buildMatch } from './build-match';
import { formatTime, toEpoch } from './event-time';
import { keyOf } from './field-value';
import { readGrading } from './grade-level';
import type { Grading } from './grade-level';
import type { Matcher } from './matcher';
import { isOpen } from './schedule';
import { WindowMemory } from './window-memory';
import type { WindowOwner } from './window-memory';
import { memoryWindowStore } from './window-store';
import type { WindowStore } from './window-store';
import { windowKind } from './windows';
import { stepIds } from './windows/sequence';
import type { WindowEvent, WindowFired, WindowStep } from './windows/window';

export interface RuleEngineParts {
  readonly matcher: Matcher;
  /** Default: in memory only. */
  readonly state?: WindowStore;
  readonly grading?: Grading;
  /** Most keys that one rule's window remembers; default 20,000. */
  readonly mostKeys?: number;
}

export interface RuleEngine {
  /** Matches that the document completes, and earlier ones whose schedule has opened. `nowMs`: default the document's `collectedAt`. */
  accept(input: MatchInput, nowMs?: number): Promise<RuleMatch[]>;
  /** Moves the clock to `at` (RFC 3339): silences, falls, and schedules that open. */
  tick(at: string): Promise<RuleMatch[]>;
  /** Uses another set of rules from the next call on; windows of unchanged rules go on. */
  swap(matcher: Matcher): void;
  readonly matcher: Matcher;
  /** Forgets what is in memory, for use after a unit of work that was rolled back. */
  discard(): void;
  /** Events and keys that a rule's window gave up to stay within its bounds. */
  dropped(ruleId: string): number;
}

export function createRuleEngine(parts: RuleEngineParts): RuleEngine {
  return new WindowedRuleEngine(parts);
}

/** Matches that wait for their hours, by rule: kept apart from the windows, so that an edited rule does not lose them. */
const waitingRoom: WindowOwner = { ruleId: '#engine', windowVersion: 'waiting' };
const mostWaiting = 10_000;
const keyless = '';

/** A rule with what the engine derives from it once. */
interface Plan {
  readonly rule: Rule;
  readonly owner: WindowOwner;
}

interface Outcome {
  readonly key: Record<string, string | null> | null;
  readonly fired: WindowFired | null;
}

/** The call under way: one document, or a tick. */
interface Turn {
  readonly input: MatchInput | null;
  readonly clock: string;
  readonly clockMs: number;
  readonly matches: RuleMatch[];
  /** Sequences whose own condition the document fulfils; null during a tick, when there is no document to ask. */
  readonly openSequences: ReadonlySet<string> | null;
}

class WindowedRuleEngine implements RuleEngine {
  matcher: Matcher;
  private readonly memory: WindowMemory;
  private readonly grading: Grading;
  private plans = new Map<string, Plan>();
  private listeners = new Map<string, Plan[]>();
  private clockMs = Number.NEGATIVE_INFINITY;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(parts: RuleEngineParts) {
    this.memory = new WindowMemory(parts.state ?? memoryWindowStore(), parts.mostKeys ?? 20_000);
    this.grading = parts.grading ?? readGrading();
    this.matcher = parts.matcher;
    this.swap(parts.matcher);
  }

  swap(matcher: Matcher): void {
    this.matcher = matcher;
    this.plans = new Map(
      matcher.rules.map((rule) => [rule.id, { rule, owner: { ruleId: rule.id, windowVersion: windowVersion(rule) } }]),
    );
    this.listeners = new Map();
    for (const plan of this.plans.values()) {
      if (plan.rule.window?.type !== 'sequence') continue;
      for (const step of new Set(stepIds(plan.rule.id, plan.rule.window)))
        this.listeners.set(step, [...(this.listeners.get(step) ?? []), plan]);
    }
  }

  accept(input: MatchInput, nowMs?: number): Promise<RuleMatch[]> {
    return this.inTurn(async () => {
      const eventMs = toEpoch(input.collectedAt);
      if (eventMs === undefined) throw new RangeError(`collectedAt is no time: ${input.collectedAt}`);
      this.clockMs = Math.max(this.clockMs, nowMs ?? eventMs);
      const hits = this.matcher.match(input, nowMs ?? eventMs);
      const openSequences = new Set(
        hits.filter((hit) => hit.isMatch && hit.rule.window?.type === 'sequence').map((hit) => hit.rule.id),
      );
      const turn: Turn = { input, clock: input.collectedAt, clockMs: this.clockMs, matches: [], openSequences };
      await this.release(turn);
      for (const { rule, isMatch } of hits) {
        const plan = this.plans.get(rule.id);
        if (plan === undefined || rule.window?.type === 'sequence') continue;
        if (rule.window === undefined) await this.emit(plan, { key: null, fired: null }, turn);
        else await this.feed(plan, { at: eventMs, documentId: input.id, value: null, isMatch }, turn);
      }
      return turn.matches;
    });
  }

  tick(at: string): Promise<RuleMatch[]> {
    return this.inTurn(async () => {
      const now = toEpoch(at);
      if (now === undefined) throw new RangeError(`no time: ${at}`);
      this.clockMs = Math.max(this.clockMs, now);
      const turn: Turn = { input: null, clock: at, clockMs: this.clockMs, matches: [], openSequences: null };
      await this.release(turn);
      const released = turn.matches.splice(0);
      for (const plan of this.plans.values()) if (plan.rule.window !== undefined) await this.tickRule(plan, turn);
      return [...released, ...turn.matches.sort((a, b) => (toEpoch(a.at) ?? 0) - (toEpoch(b.at) ?? 0))];
    });
  }

  discard(): void {
    this.memory.discard();
  }

  dropped(ruleId: string): number {
    const plan = this.plans.get(ruleId);
    return plan === undefined ? 0 : this.memory.dropped(plan.owner);
  }

  /** Calls follow one another: state that is being saved must not be read by the next document. */
  private inTurn(work: () => Promise<RuleMatch[]>): Promise<RuleMatch[]> {
    const turn = this.tail.then(async () => {
      try {
        const matches = await work();
        await this.memory.commit();
        return matches;
      } catch (error) {
        this.discard();
        throw error;
      }
    });
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  private async feed(plan: Plan, event: WindowEvent, turn: Turn): Promise<void> {
    const { rule, owner } = plan;
    const { input } = turn;
    if (rule.window === undefined || input === null) return;
    await this.memory.load(owner);
    const kind = windowKind(rule.window.type);
    if (kind.split !== undefined) {
      const fired = kind.split(rule.window, input).map((value) => this.step(plan, `=${value}`, { ...event, value }));
      const first = fired.find((one) => one !== null);
      if (first != null) await this.emit(plan, { key: null, fired: first }, turn);
      return;
    }
    const value = kind.read === undefined ? event.value : kind.read(rule.window, input);
    if (value === undefined) return;
    const key = keyUnder(rule, input);
    const fired = this.step(plan, groupOf(key), { ...event, value });
    if (fired !== null) await this.emit(plan, { key, fired }, turn);
  }

  private step(plan: Plan, group: string, event: WindowEvent): WindowFired | null {
    const { window } = plan.rule;
    if (window === undefined) return null;
    const kind = windowKind(window.type);
    return this.keep(plan, group, kind.accept(window, this.memory.get(plan.owner, group), event));
  }

  private keep(plan: Plan, group: string, step: WindowStep<unknown>): WindowFired | null {
    this.memory.set(plan.owner, group, { state: step.state, touchedAt: this.clockMs });
    this.memory.drop(plan.owner, step.dropped ?? 0, this.clockMs);
    return step.fired;
  }

  private async tickRule(plan: Plan, turn: Turn): Promise<void> {
    const { rule, owner } = plan;
    if (rule.window === undefined) return;
    await this.memory.load(owner);
    const kind = windowKind(rule.window.type);
    // Sorted, so that the order of the answers does not depend on what a restart left in which order.
    const groups = this.memory.groups(owner).sort();
    const isEmptyJudged = rule.window.type === 'flatline' && rule.window.by === undefined && groups.length === 0;
    for (const group of isEmptyJudged ? [keyless] : groups) {
      const state = this.memory.get(owner, group);
      if (state !== undefined && kind.isIdle(rule.window, state, turn.clockMs)) {
        this.memory.set(owner, group, { state: null, touchedAt: turn.clockMs });
        continue;
      }
      if (kind.tick === undefined) continue;
      const fired = this.keep(plan, group, kind.tick(rule.window, state, turn.clockMs));
      if (fired !== null) await this.emit(plan, { key: keyOfGroup(group), fired }, turn);
    }
  }

  /** Gives a match out, or lays it by until the schedule opens; either way sequences hear of it. */
  private async emit(plan: Plan, outcome: Outcome, turn: Turn): Promise<void> {
    const { rule } = plan;
    const match = buildMatch({ rule, ...outcome, input: turn.input, clock: turn.clock, grading: this.grading });
    if (isOpen(rule.schedule, turn.clockMs)) {
      if (rule.isStep !== true) turn.matches.push(match);
    } else this.layBy(match, turn);
    for (const listener of this.listeners.get(rule.id) ?? []) await this.advanceSequence(listener, match, turn);
  }

  private async advanceSequence(plan: Plan, match: RuleMatch, turn: Turn): Promise<void> {
    if (turn.openSequences !== null && !turn.openSequences.has(plan.rule.id)) return;
    await this.memory.load(plan.owner);
    const key =
      turn.input !== null && match.anchorDocumentId === turn.input.id
        ? keyUnder(plan.rule, turn.input)
        : keyFrom(match, plan.rule);
    const fired = this.step(plan, groupOf(key), {
      at: toEpoch(match.at) ?? turn.clockMs,
      documentId: match.anchorDocumentId ?? match.matchId,
      value: match.ruleId.startsWith(`${plan.rule.id}.`) ? match.ruleId.slice(plan.rule.id.length + 1) : match.ruleId,
      isMatch: true,
    });
    if (fired !== null) await this.emit(plan, { key, fired }, turn);
  }

  private layBy(match: RuleMatch, turn: Turn): void {
    const all = [...this.waitingFor(match.ruleId), match];
    this.memory.set(waitingRoom, match.ruleId, { state: all.slice(-mostWaiting), touchedAt: turn.clockMs });
    this.memory.drop(waitingRoom, Math.max(0, all.length - mostWaiting), turn.clockMs);
  }

  private waitingFor(ruleId: string): readonly RuleMatch[] {
    return (this.memory.get(waitingRoom, ruleId) as RuleMatch[] | undefined) ?? [];
  }

  /** Gives out the matches whose schedule has opened since they were laid by, or whose rule is gone. */
  private async release(turn: Turn): Promise<void> {
    await this.memory.load(waitingRoom);
    for (const ruleId of this.memory.groups(waitingRoom)) {
      if (!isOpen(this.plans.get(ruleId)?.rule.schedule, turn.clockMs)) continue;
      turn.matches.push(...this.waitingFor(ruleId));
      this.memory.set(waitingRoom, ruleId, { state: null, touchedAt: turn.clockMs });
    }
  }
}

/** Changes with what decides the window's content, not with names, levels, or titles. */
function windowVersion({ when, scope, window }: Rule): string {
  return createHash('sha256').update(JSON.stringify({ when, scope, window })).digest('hex').slice(0, 12);
}

function keyUnder(rule: Rule, input: MatchInput): Record<string, string | null> | null {
  const by = byOf(rule);
  return by === undefined ? null : keyOf(input, by);
}

/** The sequence's key out of the match of a rule that time completed: what its own key says, the rest missing. */
function keyFrom(match: RuleMatch, rule: Rule): Record<string, string | null> | null {
  const by = byOf(rule);
  return by === undefined ? null : Object.fromEntries(by.map((path) => [path, match.key?.[path] ?? null]));
}

function byOf(rule: Rule): readonly string[] | undefined {
  return rule.window === undefined || rule.window.type === 'new_term'
    ? undefined
    : (rule.window as WindowOf<'frequency'>).by;
}

function groupOf(key: Record<string, string | null> | null): string {
  return key === null ? keyless : JSON.stringify(key);
}

function keyOfGroup(group: string): Record<string, string | null> | null {
  return group === keyless || group.startsWith('=') ? null : (JSON.parse(group) as Record<string, string | null>);
}

/** RFC 3339 form of a moment in Beijing time, for callers that tick by the clock of the machine. */
export function tickTime(nowMs: number): string {
  return formatTime(nowMs);
}
