import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { valuesOf } from '../field-value';
import type { WindowKind } from './window';

/** A value of `field` that was not seen in the `history` before. Every value is a key of its own; lists are looked at one by one. */
export const newTerm: WindowKind<WindowOf<'new_term'>, { readonly last: number }> = {
  type: 'new_term',
  title: { zh: '新词', en: 'new term' },
  split: (window, input) => valuesOf(input, window.field),
  accept(window, state, event) {
    const isNew = state === undefined || event.at - state.last >= durationMs(window.history);
    return {
      state: { last: Math.max(state?.last ?? event.at, event.at) },
      fired: isNew ? { documentIds: [event.documentId], measured: { [window.field]: event.value ?? '' } } : null,
    };
  },
  isIdle: (window, state, now) => now - state.last >= 2 * durationMs(window.history),
};
