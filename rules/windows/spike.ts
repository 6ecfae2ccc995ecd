import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { bounded, documentsOf, inserted, isLongPast, younger } from './window';
import type { TimedEntry, WindowKind, WindowStep } from './window';

interface SpikeState {
  /** When the key was first seen since it began, or began again. */
  readonly first: number;
  readonly clock: number;
  /** Events of the current and the reference window. */
  readonly events: readonly TimedEntry[];
}

type Spike = WindowOf<'spike'>;

/**
 * Compares the newest `within` with the `within` before it, once a key has been known for both; after firing both start again.
 * Time alone can complete a fall, so ticks are judged too.
 */
export const spike: WindowKind<Spike, SpikeState> = {
  type: 'spike',
  title: { zh: '突增突降', en: 'spike' },
  accept(window, state, event) {
    const within = durationMs(window.within);
    const clock = Math.max(state?.clock ?? event.at, event.at);
    const { list, dropped } = bounded(
      younger(inserted(state?.events ?? [], [event.at, event.documentId, null]), clock, 2 * within),
    );
    const next = { first: state?.first ?? event.at, clock, events: list };
    return { ...judge(window, next), ...(dropped > 0 ? { dropped } : {}) };
  },
  tick(window, state, now) {
    if (state === undefined) return { state: null, fired: null };
    const clock = Math.max(state.clock, now);
    const events = younger(state.events, clock, 2 * durationMs(window.within));
    if (events.length === 0) return { state: null, fired: null };
    const step = judge(window, { ...state, clock, events });
    return step.fired === null ? step : { ...step, fired: { ...step.fired, at: clock } };
  },
  isIdle: (window, state, now) => isLongPast(state.clock, durationMs(window.within), now),
};

function judge(window: Spike, state: SpikeState): WindowStep<SpikeState> {
  const within = durationMs(window.within);
  const current = younger(state.events, state.clock, within);
  const reference = state.events.length - current.length;
  const isKnownLongEnough = state.clock - state.first >= 2 * within;
  if (!isKnownLongEnough || !hasSpiked(window, current.length, reference)) return { state, fired: null };
  const shown = current.length > 0 ? current : state.events;
  return {
    state: null,
    fired: { count: current.length, documentIds: documentsOf(shown), measured: { current: current.length, reference } },
  };
}

function hasSpiked(
  { factor, direction, minCurrent, minReference }: Spike,
  current: number,
  reference: number,
): boolean {
  if (current < minCurrent || reference < minReference) return false;
  const isUp = current >= factor * reference;
  const isDown = current * factor <= reference;
  return (isUp && direction !== 'down') || (isDown && direction !== 'up');
}
