import { actOnAlert, actOnAlerts, attachScreenshot, type AlertCommand } from '../../alerts/act-on-alert';
import { raiseAlert } from '../../alerts/raise-alert';
import type { Alert } from '../../contracts/alert';
import { sampleAnalysis, sampleCandidate, sampleDocument } from '../sample-nouns';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
beforeEach(async () => (store = await temporaryArchive()));
afterEach(() => store.close());

const context = { actor: { userId: 'u1', name: '甲监测' }, now: '2026-05-11T09:05:00+08:00' };
const parts = () => ({ alerts: store.archive.alerts, events: store.archive.liveEvents });

async function raised(name: string): Promise<Alert> {
  const document = sampleDocument({ url: `http://sample.invalid/${name}` });
  const candidate = sampleCandidate(name, document, { analysis: sampleAnalysis(document, { cluster: name }) });
  return (await store.archive.unitOfWork(() => raiseAlert(parts(), candidate, '2026-05-11T09:00:00+08:00'))).alert;
}

const act = (id: string, command: AlertCommand, expectedVersion?: number) =>
  store.archive.unitOfWork(() => actOnAlert(parts(), { id, command, expectedVersion }, context));

test('acknowledging takes ownership, stamps the trace, and is announced', async () => {
  const alert = await raised('a');
  const outcome = await act(alert.id, { action: 'acknowledge' }, 1);
  expect(outcome).toMatchObject({
    done: { state: 'acknowledged', ownerName: '甲监测', version: 2, trace: { acknowledgedAt: context.now } },
  });
  const last = (await store.archive.liveEvents.after(0, 10)).at(-1);
  expect(last?.body).toMatchObject({ type: 'alert.updated', data: { id: alert.id, state: 'acknowledged' } });
});

const refusals: [what: string, command: AlertCommand, version: number | undefined, reason: string][] = [
  ['a stale version', { action: 'acknowledge' }, 7, 'stale-version'],
  ['an action the state does not allow', { action: 'close' }, 1, 'not-allowed-in-state'],
  ['a comment without words', { action: 'comment', note: '  ' }, 1, 'note-required'],
  ['an assignment to nobody', { action: 'assign' }, 1, 'owner-required'],
];

test.each(refusals)('%s is refused and nothing changes', async (_what, command, version, reason) => {
  const alert = await raised('a');
  expect(await act(alert.id, command, version)).toMatchObject({ refused: reason });
  expect(await store.archive.alerts.get(alert.id)).toEqual(alert);
});

test('an alert that is not there is refused by name', async () => {
  expect(await act('a_none', { action: 'acknowledge' })).toEqual({ refused: 'not-found', id: 'a_none' });
});

test('history tells who did what, from which state to which', async () => {
  const alert = await raised('a');
  await act(alert.id, { action: 'confirm', note: '属实' });
  await act(alert.id, { action: 'comment', note: '已电话核对' });
  expect(
    (await store.archive.alerts.history(alert.id)).map(({ action, from, to, note }) => [action, from, to, note]),
  ).toEqual([
    ['raised', null, 'new', null],
    ['confirm', 'new', 'confirmed', '属实'],
    ['comment', 'confirmed', 'confirmed', '已电话核对'],
  ]);
});

test('many at once: all, or none with the list of what stood in the way', async () => {
  const alerts = [await raised('a'), await raised('b'), await raised('c')];
  const ids = alerts.map((alert) => alert.id);
  await act(ids[1] ?? '', { action: 'confirm' });
  const bulk = (command: AlertCommand, of: string[]) =>
    store.archive.unitOfWork(() => actOnAlerts(parts(), { ids: of, command }, context));
  expect(await bulk({ action: 'acknowledge' }, [...ids, 'a_none'])).toEqual({
    blocked: [
      { id: ids[1], reason: 'not-allowed-in-state' },
      { id: 'a_none', reason: 'not-found' },
    ],
  });
  expect((await store.archive.alerts.list({ states: ['new'] }, { limit: 10 })).total).toBe(2);
  expect(await bulk({ action: 'false-positive' }, [...ids, ids[0] ?? ''])).toMatchObject({
    done: [{ state: 'false-positive' }, {}, {}],
  });
});

test('a screenshot is attached once and does not make the officer’s view stale', async () => {
  const alert = await raised('a');
  const sha256 = 'a'.repeat(64);
  const attach = () => store.archive.unitOfWork(() => attachScreenshot(parts(), { id: alert.id, sha256 }, context.now));
  await attach();
  await attach();
  expect(await store.archive.alerts.get(alert.id)).toMatchObject({ screenshot: sha256, version: 1 });
  expect((await store.archive.liveEvents.after(0, 10)).map((event) => event.body.type)).toEqual([
    'alert.raised',
    'alert.updated',
  ]);
});
