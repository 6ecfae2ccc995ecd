import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { documentsOf, inserted, isLongPast, younger } from './window';
import type { TimedEntry, WindowKind } from './window';

/** Fires at the `count`-th event of a key within `within`; then that key starts from zero. A late event inside the window counts. */
export const frequency: WindowKind<WindowOf<'frequency'>, readonly TimedEntry[]> = {
  type: 'frequency',
  title: { zh: '频次', en: 'frequency' },
  accept(window, state = [], event) {
    const all = inserted(state, [event.at, event.documentId, null]);
    const events = younger(all, newestOf(all), durationMs(window.within));
    if (events.length < window.count) return { state: events, fired: null };
    return { state: null, fired: { count: events.length, documentIds: documentsOf(events) } };
  },
  isIdle: (window, state, now) => isLongPast(newestOf(state), durationMs(window.within), now),
};

function newestOf(events: readonly TimedEntry[]): number {
  return events.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
}
