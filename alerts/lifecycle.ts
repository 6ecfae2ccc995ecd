import type { AlertAction, AlertState } from '../contracts/alert';

type StateAction = Exclude<AlertAction, 'comment' | 'assign'> | 'convert';

/** Which action leads from which state to which; what is not here is refused. */
const transitions: Record<StateAction, Partial<Record<AlertState, AlertState>>> = {
  acknowledge: { new: 'acknowledged' },
  confirm: { new: 'confirmed', acknowledged: 'confirmed', 'false-positive': 'confirmed' },
  'false-positive': { new: 'false-positive', acknowledged: 'false-positive', confirmed: 'false-positive' },
  convert: { new: 'converted', acknowledged: 'converted', confirmed: 'converted' },
  close: { confirmed: 'closed', 'false-positive': 'closed', converted: 'closed' },
  reopen: { 'false-positive': 'acknowledged', closed: 'acknowledged' },
};

export type Transition = { readonly to: AlertState } | { readonly refused: 'not-allowed-in-state' };

/** State after `action`, or the reason why it is refused. Comments and assignments leave the state as it is. */
export function decideTransition(state: AlertState, action: AlertAction | 'convert'): Transition {
  if (action === 'comment' || action === 'assign') return { to: state };
  const to = transitions[action][state];
  return to === undefined ? { refused: 'not-allowed-in-state' } : { to };
}

/** True while an officer still has something to do with the alert. */
export function isOpen(state: AlertState): boolean {
  return state === 'new' || state === 'acknowledged' || state === 'confirmed';
}
