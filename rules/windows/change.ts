import type { WindowOf } from '../../contracts/rule';
import { durationMs } from '../../contracts/source';
import { fieldValue, keyPart } from '../field-value';
import { inserted, isLongPast } from './window';
import type { TimedEntry, WindowKind } from './window';

// Values remembered per key so that late documents are compared with what stood at their own time.
const mostValues = 64;

/** `field` differs from the key's last value and, with `within`, that one is at most so old. Missing values are ignored. */
export const change: WindowKind<WindowOf<'change'>, readonly TimedEntry[]> = {
  type: 'change',
  title: { zh: '变更', en: 'change' },
  read: (window, input) => keyPart(fieldValue(input, window.field)) ?? undefined,
  accept(window, state = [], event) {
    const before = state.findLast(([at]) => at <= event.at);
    const values = inserted(state, [event.at, event.documentId, event.value]).slice(-mostValues);
    const isRecent =
      before !== undefined && (window.within === undefined || event.at - before[0] <= durationMs(window.within));
    const hasChanged = isRecent && before[2] !== event.value;
    return {
      state: values,
      fired: hasChanged
        ? { documentIds: [event.documentId], measured: { from: before[2] ?? '', to: event.value ?? '' } }
        : null,
    };
  },
  isIdle: (window, state, now) =>
    window.within !== undefined && isLongPast(state.at(-1)?.[0] ?? 0, durationMs(window.within), now),
};
