import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { documentsOf, inserted, younger } from './window';
import type { TimedEntry, WindowKind, WindowStep } from './window';

interface FlatlineState {
  readonly first: number;
  readonly clock: number;
  /** End of the last stretch of time in which there were enough events; null while there never were. */
  readonly enoughUntil: number | null;
  /** The newest events, more than `count` of them, so that late ones still find their neighbours. */
  readonly recent: readonly TimedEntry[];
}

type Flatline = WindowOf<'flatline'>;

/**
 * Fewer than `count` events for `within`, first judged `within` after the first event; fires at each check (an event of the key, or a
 * tick) until it recovers, dated at the moment the silence became too long. Without `by` the first tick stands for a first event, so
 * that a source which never sends is noticed.
 */
export const flatline: WindowKind<Flatline, FlatlineState> = {
  type: 'flatline',
  title: { zh: '静默', en: 'flatline' },
  accept(window, state, event) {
    const recent = inserted(state?.recent ?? [], [event.at, event.documentId, null]).slice(
      -Math.max(64, 2 * window.count),
    );
    const clock = Math.max(state?.clock ?? event.at, event.at);
    const enoughUntil = latest(state?.enoughUntil ?? null, fullUntil(window, recent));
    return judge(window, { first: state?.first ?? event.at, clock, enoughUntil, recent });
  },
  tick(window, state, now) {
    if (state === undefined) return { state: { first: now, clock: now, enoughUntil: null, recent: [] }, fired: null };
    return judge(window, { ...state, clock: Math.max(state.clock, now) });
  },
  // A silent key is what this window is about; it is given up only by the cap on keys.
  isIdle: () => false,
};

/** Where the last run of `count` events closer together than `within` stops being enough; null without such a run. */
function fullUntil(window: Flatline, recent: readonly TimedEntry[]): number | null {
  const within = durationMs(window.within);
  for (let last = recent.length - 1, first = last - window.count + 1; first >= 0; last--, first--) {
    const begin = (recent[first] as TimedEntry)[0];
    if ((recent[last] as TimedEntry)[0] - begin < within) return begin + within;
  }
  return null;
}

function latest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function judge(window: Flatline, state: FlatlineState): WindowStep<FlatlineState> {
  const within = durationMs(window.within);
  const silentSince = latest(state.first + within, state.enoughUntil) ?? state.first;
  if (state.clock < silentSince) return { state, fired: null };
  const left = younger(state.recent, state.clock, within);
  const last = state.recent.at(-1)?.[1];
  return {
    state,
    fired: {
      at: silentSince,
      count: left.length,
      documentIds: documentsOf(left),
      ...(last === undefined ? {} : { lastDocumentId: last }),
    },
  };
}
