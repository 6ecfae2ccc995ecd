import { decideTransition, isOpen } from '../../alerts/lifecycle';
import { alertAction, alertStates, type AlertState } from '../../contracts/alert';

type Row = [from: AlertState, action: Parameters<typeof decideTransition>[1], to: AlertState | 'refused'];

const rows: Row[] = [
  ['new', 'acknowledge', 'acknowledged'],
  ['acknowledged', 'acknowledge', 'refused'],
  ['new', 'confirm', 'confirmed'],
  ['acknowledged', 'confirm', 'confirmed'],
  ['confirmed', 'confirm', 'refused'],
  ['false-positive', 'confirm', 'confirmed'],
  ['new', 'false-positive', 'false-positive'],
  ['confirmed', 'false-positive', 'false-positive'],
  ['converted', 'false-positive', 'refused'],
  ['new', 'convert', 'converted'],
  ['confirmed', 'convert', 'converted'],
  ['converted', 'convert', 'refused'],
  ['false-positive', 'convert', 'refused'],
  ['closed', 'convert', 'refused'],
  ['new', 'close', 'refused'],
  ['confirmed', 'close', 'closed'],
  ['converted', 'close', 'closed'],
  ['closed', 'reopen', 'acknowledged'],
  ['false-positive', 'reopen', 'acknowledged'],
  ['new', 'reopen', 'refused'],
];

test.each(rows)('%s, asked to %s, becomes %s', (from, action, to) => {
  expect(decideTransition(from, action)).toEqual(to === 'refused' ? { refused: 'not-allowed-in-state' } : { to });
});

test.each(alertStates)('a comment or an assignment leaves %s as it is', (state) => {
  expect(decideTransition(state, 'comment')).toEqual({ to: state });
  expect(decideTransition(state, 'assign')).toEqual({ to: state });
});

test('from every state some action leads on, so that no alert is stuck', () => {
  const actions = [...alertAction.options, 'convert' as const].filter(
    (action) => action !== 'comment' && action !== 'assign',
  );
  for (const state of alertStates) expect(actions.some((action) => 'to' in decideTransition(state, action))).toBe(true);
});

test('new, acknowledged, and confirmed alerts are open work', () => {
  expect(alertStates.filter(isOpen)).toEqual(['new', 'acknowledged', 'confirmed']);
});
