import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { bounded, documentsOf, inserted, isLongPast, younger } from './window';
import type { TimedEntry, WindowFired, WindowKind } from './window';

interface PercentageState {
  readonly clock: number;
  /** Value 1 for events that match, 0 for those only in scope. */
  readonly events: readonly TimedEntry[];
  readonly wasOutside: boolean;
}

type Percentage = WindowOf<'percentage'>;

/**
 * Share of matching events among all in scope within `within` above `max` or below `min`, with at least `minEvents`. Judged at every
 * event in scope; a tick fires only where time alone carried the share across a bound.
 */
export const percentage: WindowKind<Percentage, PercentageState> = {
  type: 'percentage',
  title: { zh: '占比', en: 'percentage' },
  accept(window, state, event) {
    const within = durationMs(window.within);
    const clock = Math.max(state?.clock ?? event.at, event.at);
    const all = inserted(state?.events ?? [], [event.at, event.documentId, event.isMatch ? 1 : 0]);
    const { list, dropped } = bounded(younger(all, clock, within));
    const outside = judge(window, list);
    const fired = event.at > clock - within ? outside : null;
    return { state: { clock, events: list, wasOutside: outside !== null }, fired, dropped };
  },
  tick(window, state, now) {
    if (state === undefined) return { state: null, fired: null };
    const clock = Math.max(state.clock, now);
    const events = younger(state.events, clock, durationMs(window.within));
    const outside = judge(window, events);
    const fired = outside !== null && !state.wasOutside ? { ...outside, at: clock } : null;
    return { state: { clock, events, wasOutside: outside !== null }, fired };
  },
  isIdle: (window, state, now) => isLongPast(state.clock, durationMs(window.within), now),
};

function judge(window: Percentage, events: readonly TimedEntry[]): WindowFired | null {
  if (events.length === 0 || events.length < window.minEvents) return null;
  const matching = events.filter(([, , value]) => value === 1);
  const share = (matching.length * 100) / events.length;
  const isAbove = window.max !== undefined && share > percent(window.max);
  const isBelow = window.min !== undefined && share < percent(window.min);
  if (!isAbove && !isBelow) return null;
  return { count: matching.length, documentIds: documentsOf(matching), measured: { share, events: events.length } };
}

/** A bound below 1 is a share, otherwise per cent. */
function percent(bound: number): number {
  return bound < 1 ? bound * 100 : bound;
}
