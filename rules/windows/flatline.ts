import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { documentsOf, inserted, younger } from './window';
import type { TimedEntry, WindowKind, WindowStep } from './window';

interface FlatlineState {
  readonly first: number;
  readonly clock: number;
  /** The newest `count` events, however old: enough to say how many lie in any window that ends now. */
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
    const recent = inserted(state?.recent ?? [], [event.at, event.documentId, null]).slice(-window.count);
    const clock = Math.max(state?.clock ?? event.at, event.at);
    return judge(window, { first: state?.first ?? event.at, clock, recent });
  },
  tick(window, state, now) {
    if (state === undefined) return { state: { first: now, clock: now, recent: [] }, fired: null };
    return judge(window, { ...state, clock: Math.max(state.clock, now) });
  },
  // A silent key is what this window is about; it is given up only by the cap on keys.
  isIdle: () => false,
};

function judge(window: Flatline, state: FlatlineState): WindowStep<FlatlineState> {
  const within = durationMs(window.within);
  const decisive = state.recent.length < window.count ? undefined : state.recent[0];
  const silentSince = Math.max(state.first, decisive?.[0] ?? state.first) + within;
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
