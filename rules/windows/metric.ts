import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { numberOf } from '../field-value';
import { bounded, documentsOf, inserted, isLongPast, younger } from './window';
import type { TimedEntry, WindowFired, WindowKind } from './window';

interface MetricState {
  readonly clock: number;
  readonly events: readonly TimedEntry[];
  readonly wasOutside: boolean;
}

type Metric = WindowOf<'metric'>;

/**
 * `sum`, `avg`, `min`, `max`, or `p95` (nearest rank) of a numeric field within `within` above or below a bound. Judged at every event
 * that has the number; a tick fires only where time alone carried the value across a bound.
 */
export const metric: WindowKind<Metric, MetricState> = {
  type: 'metric',
  title: { zh: '数值指标', en: 'metric' },
  read: (window, input) => numberOf(input, window.field),
  accept(window, state, event) {
    const within = durationMs(window.within);
    const clock = Math.max(state?.clock ?? event.at, event.at);
    const all = inserted(state?.events ?? [], [event.at, event.documentId, event.value]);
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

function judge(window: Metric, events: readonly TimedEntry[]): WindowFired | null {
  if (events.length === 0) return null;
  const value = measure(
    window.op,
    events.map(([, , number]) => Number(number)),
  );
  const isAbove = window.above !== undefined && value > window.above;
  const isBelow = window.below !== undefined && value < window.below;
  if (!isAbove && !isBelow) return null;
  return { count: events.length, documentIds: documentsOf(events), measured: { [window.op]: value } };
}

/** The figure of a list that is not empty. `p95` is the smallest value that at least 95 % do not exceed. */
export function measure(op: Metric['op'], values: readonly number[]): number {
  switch (op) {
    case 'sum':
      return total(values);
    case 'avg':
      return total(values) / values.length;
    case 'min':
      return values.reduce((least, value) => Math.min(least, value));
    case 'max':
      return values.reduce((most, value) => Math.max(most, value));
    case 'p95':
      return [...values].sort((a, b) => a - b)[Math.ceil((values.length * 95) / 100) - 1] ?? Number.NaN;
  }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
