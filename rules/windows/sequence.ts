import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { documentsOf, inserted, isLongPast, younger } from './window';
import type { TimedEntry, WindowKind } from './window';

type Sequence = WindowOf<'sequence'>;

/** Ids of the rules that a sequence of this id waits for; steps written into it are named after it. */
export function stepIds(sequenceId: string, window: Sequence): string[] {
  return window.rules.map((step) => (typeof step === 'string' ? step : `${sequenceId}.${step.id}`));
}

/**
 * Matches of several rules for one key within `within`, in this order or in any; then that key starts from zero. The event's value is
 * the id of the rule that matched. In an ordered sequence one document stands for one step only.
 */
export const sequence: WindowKind<Sequence, readonly TimedEntry[]> = {
  type: 'sequence',
  title: { zh: '先后序列', en: 'sequence' },
  accept(window, state = [], event) {
    const all = inserted(state, [event.at, event.documentId, event.value]);
    const events = younger(all, all.at(-1)?.[0] ?? event.at, durationMs(window.within));
    const ids = window.rules.map((step) => (typeof step === 'string' ? step : step.id));
    const steps = window.ordered ? chain(ids, events) : gathered(ids, events);
    if (steps === null)
      return { state: events.slice(-mostSteps), fired: null, dropped: Math.max(0, events.length - mostSteps) };
    return { state: null, fired: { count: steps.length, documentIds: documentsOf(steps) } };
  },
  isIdle: (window, state, now) => isLongPast(state.at(-1)?.[0] ?? 0, durationMs(window.within), now),
};

const mostSteps = 2000;

/** Taking the earliest next step each time finds a chain wherever there is one. */
function chain(rules: readonly string[], events: readonly TimedEntry[]): TimedEntry[] | null {
  const steps: TimedEntry[] = [];
  let from = 0;
  for (const rule of rules) {
    const previous = steps.at(-1);
    const at = events.findIndex(
      ([, documentId, value], index) => index >= from && value === rule && documentId !== previous?.[1],
    );
    if (at < 0) return null;
    steps.push(events[at] as TimedEntry);
    from = at + 1;
  }
  return steps;
}

/** One event per rule named, a rule named twice needs two. */
function gathered(rules: readonly string[], events: readonly TimedEntry[]): TimedEntry[] | null {
  const used = new Set<TimedEntry>();
  for (const rule of rules) {
    const found = events.find((entry) => entry[2] === rule && !used.has(entry));
    if (found === undefined) return null;
    used.add(found);
  }
  return events.filter((entry) => used.has(entry));
}
