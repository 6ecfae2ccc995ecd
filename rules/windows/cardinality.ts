import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { fieldValue, keyPart } from '../field-value';
import { bounded, documentsOf, inserted, isLongPast, younger } from './window';
import type { TimedEntry, WindowFired, WindowKind } from './window';

interface CardinalityState {
  /** Start of the warm-up for `min`; null after it fired, until the next event. */
  readonly first: number | null;
  readonly clock: number;
  readonly events: readonly TimedEntry[];
}

type Cardinality = WindowOf<'cardinality'>;

/**
 * Distinct values of `field` within `within` above `max` (at every event while they are) or below `min`, which is judged only when
 * more than `within` has passed since the key's first event, and starts over after it fired.
 */
export const cardinality: WindowKind<Cardinality, CardinalityState> = {
  type: 'cardinality',
  title: { zh: '去重计数', en: 'cardinality' },
  read: (window, input) => keyPart(fieldValue(input, window.field)) ?? undefined,
  accept(window, state, event) {
    const within = durationMs(window.within);
    const clock = Math.max(state?.clock ?? event.at, event.at);
    const first = state?.first ?? event.at;
    const all = inserted(state?.events ?? [], [event.at, event.documentId, event.value]);
    const { list, dropped } = bounded(younger(all, clock, within));
    const isInside = event.at > clock - within;
    const fired = isInside ? judge(window, { first, clock, events: list }, false) : null;
    return { state: { first: fired === null ? first : null, clock, events: list }, fired, dropped };
  },
  tick(window, state, now) {
    if (state === undefined) return { state: null, fired: null };
    const clock = Math.max(state.clock, now);
    const next = { ...state, clock, events: younger(state.events, clock, durationMs(window.within)) };
    const fired = judge(window, next, true);
    return fired === null
      ? { state: next, fired }
      : { state: { ...next, first: null }, fired: { ...fired, at: clock } };
  },
  isIdle: (window, state, now) => state.events.length === 0 && isLongPast(state.clock, durationMs(window.within), now),
};

function judge(window: Cardinality, state: CardinalityState, isTick: boolean): WindowFired | null {
  const count = new Set(state.events.map(([, , value]) => value)).size;
  const isAbove = !isTick && window.max !== undefined && count > window.max;
  const isWarm = state.first !== null && state.clock - state.first > durationMs(window.within);
  const isBelow = window.min !== undefined && count < window.min && isWarm;
  if (!isAbove && !isBelow) return null;
  return { count, documentIds: documentsOf(state.events), measured: { distinct: count } };
}
