import { canonicalKey, raiseAlert, type AlertCandidate, type Raised } from '../../alerts/raise-alert';
import { actOnAlert } from '../../alerts/act-on-alert';
import { sampleAnalysis, sampleCandidate, sampleDocument } from '../sample-nouns';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
beforeEach(async () => (store = await temporaryArchive()));
afterEach(() => store.close());

const now = '2026-05-11T09:00:00+08:00';
const parts = () => ({ alerts: store.archive.alerts, events: store.archive.liveEvents });
const raise = (candidate: AlertCandidate): Promise<Raised> =>
  store.archive.unitOfWork(() => raiseAlert(parts(), candidate, now));
const events = async (): Promise<string[]> =>
  (await store.archive.liveEvents.after(0, 100)).map((event) => event.body.type);

test('a first match raises an alert with everything an officer needs', async () => {
  const { outcome, alert } = await raise(sampleCandidate('m1'));
  expect(outcome).toBe('raised');
  expect(alert).toMatchObject({
    state: 'new',
    level: 'yellow',
    count: 1,
    spread: 1,
    severity: 'S2',
    codes: ['EFFICACY_GUARANTEE'],
    region: '330106',
    version: 1,
  });
  expect(alert.excerpt).toContain('三天根治');
  expect(alert.trace).toMatchObject({ respondedAt: '2026-05-11T08:59:58+08:00', raisedAt: now });
  expect(await store.archive.alerts.history(alert.id)).toMatchObject([{ action: 'raised', to: 'new' }]);
  expect(await events()).toEqual(['alert.raised']);
});

test('the same match again changes nothing', async () => {
  const first = await raise(sampleCandidate('m1'));
  const again = await raise(sampleCandidate('m1'));
  expect(again.outcome).toBe('duplicate');
  expect(again.alert).toEqual(first.alert);
  expect(await events()).toEqual(['alert.raised']);
});

test('the same copy at another address is merged: count and spread grow, the level never falls, the version stays', async () => {
  await raise(sampleCandidate('m1'));
  const elsewhere = sampleDocument({ url: 'http://sample.invalid/b', collectedAt: '2026-05-11T08:00:00+08:00' });
  const orange = await raise(sampleCandidate('m2', elsewhere, { level: 'orange' }));
  const blue = await raise(sampleCandidate('m3', sampleDocument(), { level: 'blue' }));
  expect(orange.outcome).toBe('merged');
  expect(blue.alert).toMatchObject({
    count: 3,
    spread: 2,
    level: 'orange',
    version: 1,
    firstSeenAt: '2026-05-11T08:00:00+08:00',
  });
  expect(blue.alert.places.map((place) => place.url)).toEqual(['http://sample.invalid/a', 'http://sample.invalid/b']);
  expect(await events()).toEqual(['alert.raised', 'alert.merged', 'alert.merged']);
});

const apart: [what: string, over: (document: ReturnType<typeof sampleDocument>) => Partial<AlertCandidate>][] = [
  ['another rule', () => ({ ruleId: 'other-rule' })],
  ['another key', () => ({ key: { seller: '另一家' } })],
  ['another cluster', (document) => ({ analysis: sampleAnalysis(document, { cluster: 'k_2' }) })],
];

test.each(apart)('%s raises an alert of its own', async (_what, over) => {
  await raise(sampleCandidate('m1', sampleDocument(), { key: { seller: '甲' } }));
  const document = sampleDocument();
  const other = await raise(sampleCandidate('m2', document, { key: { seller: '甲' }, ...over(document) }));
  expect(other.outcome).toBe('raised');
});

test.each([
  ['false-positive', 'merged'],
  ['closed', 'raised'],
] as const)('a copy of an alert that is %s is %s', async (state, outcome) => {
  const { alert } = await raise(sampleCandidate('m1'));
  const context = { actor: { userId: 'u', name: '甲' }, now };
  await store.archive.unitOfWork(async () => {
    if (state === 'closed') await actOnAlert(parts(), { id: alert.id, command: { action: 'confirm' } }, context);
    await actOnAlert(
      parts(),
      { id: alert.id, command: { action: state === 'closed' ? 'close' : 'false-positive' } },
      context,
    );
  });
  expect((await raise(sampleCandidate('m2'))).outcome).toBe(outcome);
});

test('a unit of work that fails leaves neither alert nor event', async () => {
  const failing = store.archive.unitOfWork(async () => {
    await raiseAlert(parts(), sampleCandidate('m1'), now);
    throw new Error('power cut');
  });
  await expect(failing).rejects.toThrow('power cut');
  expect((await store.archive.alerts.list({}, { limit: 10 })).total).toBe(0);
  expect(await events()).toEqual([]);
});

test('a key is the same string in whatever order its names come', () => {
  expect(canonicalKey({ b: '1', a: null })).toBe(canonicalKey({ a: null, b: '1' }));
  expect(canonicalKey({ a: null })).not.toBe(canonicalKey(null));
});
