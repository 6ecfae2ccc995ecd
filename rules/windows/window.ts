import type { RuleWindow } from '../../contracts/rule';
import type { MatchInput } from '../../contracts/rule-match';

/** What a window is fed: one event of one key. Times are epoch milliseconds of `collectedAt`. */
export interface WindowEvent {
  readonly at: number;
  readonly documentId: string;
  /** What the window's `read` took from the document. */
  readonly value: string | number | null;
  /** False only for windows that also count what does not match. */
  readonly isMatch: boolean;
}

/** A window came true. `at` is absent where the completing event's own time counts. */
export interface WindowFired {
  readonly at?: number;
  readonly count?: number;
  readonly documentIds: readonly string[];
  /** The document to show where `documentIds` is empty. */
  readonly lastDocumentId?: string;
  readonly measured?: Readonly<Record<string, string | number>>;
}

/** Outcome of a step. `state: null` forgets the key. `dropped` counts events given up to stay within bounds. */
export interface WindowStep<State> {
  readonly state: State | null;
  readonly fired: WindowFired | null;
  readonly dropped?: number;
}

/**
 * A window describes itself as a pure reducer over the state of one key: plain JSON in, plain JSON out, so that the state can be
 * stored together with the match it led to.
 */
export interface WindowKind<Window extends RuleWindow, State> {
  readonly type: Window['type'];
  readonly title: { readonly zh: string; readonly en: string };
  /** Takes what the window measures; undefined leaves the event out. Absent: nothing is read. */
  read?(window: Window, input: MatchInput): string | number | null | undefined;
  /** Where each value is a key of its own (`new_term`), the values; the key shown is null then. */
  split?(window: Window, input: MatchInput): readonly string[];
  accept(window: Window, state: State | undefined, event: WindowEvent): WindowStep<State>;
  /** What the passing of time alone does. `state` is undefined only for a window without `by` that has seen nothing yet. */
  tick?(window: Window, state: State | undefined, now: number): WindowStep<State>;
  /** Whether the key can be forgotten without changing any later answer to documents that are not absurdly late. */
  isIdle(window: Window, state: State, now: number): boolean;
}

/** Events of a key by rising time; those of one time in order of arrival. */
export type TimedEntry = readonly [at: number, documentId: string, value: string | number | null];

/** Most events that one key keeps: enough to count, small enough to be stored with every match. */
export const mostEvents = 5000;

/** A new list with the entry at its own time, after those of the same time. */
export function inserted(list: readonly TimedEntry[], entry: TimedEntry): TimedEntry[] {
  let at = list.length;
  while (at > 0 && (list[at - 1] as TimedEntry)[0] > entry[0]) at--;
  return [...list.slice(0, at), entry, ...list.slice(at)];
}

/** The entries younger than `within` at `now`: exactly `within` old is out. */
export function younger(list: readonly TimedEntry[], now: number, within: number): readonly TimedEntry[] {
  const first = list.findIndex(([at]) => at > now - within);
  return first === 0 ? list : first < 0 ? [] : list.slice(first);
}

/** At most `mostEvents` entries, the oldest given up first, and how many were. */
export function bounded(list: readonly TimedEntry[]): { list: readonly TimedEntry[]; dropped: number } {
  const dropped = Math.max(0, list.length - mostEvents);
  return { list: dropped > 0 ? list.slice(dropped) : list, dropped };
}

/** Documents of entries, each once, oldest first. */
export function documentsOf(list: readonly TimedEntry[]): string[] {
  return [...new Set(list.map(([, documentId]) => documentId))];
}

/** Long past: twice the window and a day, so that late documents still meet what they belong to. */
export function isLongPast(newest: number, within: number, now: number): boolean {
  return now - newest > 2 * within + 86_400_000;
}
