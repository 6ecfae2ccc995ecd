import { noon, sampleAlert, sampleAnalysis, sampleDocument, sampleFinding, sampleLead } from '../samples';
import { type TemporaryArchive, temporaryArchive } from '../temporary-archive';

const now = '2026-03-02T04:30:00Z';
let store: TemporaryArchive;
beforeEach(async () => {
  store = await temporaryArchive();
});
afterEach(() => store.remove());

async function keep(
  change: Parameters<typeof sampleDocument>[0],
  judged: Parameters<typeof sampleAnalysis>[1] = {},
): Promise<void> {
  const document = sampleDocument(change);
  await store.archive.documents.insert(document);
  await store.archive.analyses.put(sampleAnalysis(document, judged));
}

test('the home page of an empty store is all zeros, not an error', async () => {
  const home = await store.archive.statistics.home({ region: '330000', now });
  expect(home.trend).toHaveLength(24);
  expect(home.trend.at(-1)).toEqual({ hour: '2026-03-02T04:00:00.000Z', documents: 0, suspected: 0, alerts: 0 });
  expect(home.levels).toEqual(['red', 'orange', 'yellow', 'blue'].map((level) => ({ level, open: 0 })));
  expect([home.regions, home.codes]).toEqual([[], []]);
  expect(Object.values(home.today).every((figure) => figure === 0)).toBe(true);
});

test('documents count in their hour and region, suspected ones and their codes too', async () => {
  await keep({ id: 'a' });
  await keep({ id: 'b', collectedAt: '2026-03-02T10:10:00+08:00' }, { violations: [] });
  await keep({ id: 'c', region: '110101' });
  await keep({ id: 'yesterday', collectedAt: '2026-03-01T23:59:00+08:00' });
  const home = await store.archive.statistics.home({ region: '330000', now });
  expect(home.today).toMatchObject({ documents: 2, suspected: 1 });
  expect(
    home.trend
      .filter(({ documents }) => documents > 0)
      .map(({ hour, documents, suspected }) => [hour, documents, suspected]),
  ).toEqual([
    ['2026-03-01T15:00:00.000Z', 1, 1],
    ['2026-03-02T02:00:00.000Z', 1, 0],
    ['2026-03-02T04:00:00.000Z', 1, 1],
  ]);
  expect(home.codes).toEqual([{ code: 'PRIVATE_TRADE', name: 'PRIVATE_TRADE', count: 2 }]);
  expect((await store.archive.statistics.home({ region: '000000', now })).today.documents).toBe(3);
});

test('a new version and a new analysis replace what the document counted for before', async () => {
  await keep({ id: 'a' });
  await keep(
    { id: 'a', version: 2, text: '改过', region: '330200' },
    { violations: [sampleFinding({ code: 'FALSE_AD' })] },
  );
  await keep({ id: 'a', version: 1 });
  const home = await store.archive.statistics.home({ region: '330000', now });
  expect(home.today).toMatchObject({ documents: 1, suspected: 1 });
  expect(home.codes).toEqual([{ code: 'FALSE_AD', name: 'FALSE_AD', count: 1 }]);
  await store.archive.analyses.put(
    sampleAnalysis(sampleDocument({ id: 'a', version: 2, text: '改过' }), { violations: [] }),
  );
  expect((await store.archive.statistics.home({ region: '330200', now })).today).toMatchObject({
    documents: 1,
    suspected: 0,
  });
});

test.each([
  [
    '000000',
    [
      ['330000', 3],
      ['110000', 1],
    ],
  ],
  [
    '330000',
    [
      ['330100', 2],
      ['330200', 1],
    ],
  ],
  ['330100', [['330106', 2]]],
] as const)('alerts of %s are counted one level below', async (region, expected) => {
  for (const [place, code] of ['330106', '330106', '330203', '110101'].entries()) {
    await store.archive.alerts.insert(sampleAlert({ id: `a${place}`, region: code }), `m${place}`);
  }
  const home = await store.archive.statistics.home({ region, now });
  expect(home.regions.map((entry) => [entry.region, entry.alerts])).toEqual(expected);
});

test('today tells what was raised, judged and filed, and what is overdue', async () => {
  const { archive } = store;
  await archive.alerts.insert(sampleAlert({ id: 'a', level: 'red' }), 'm1');
  await archive.alerts.insert(sampleAlert({ id: 'b' }), 'm2');
  await archive.alerts.update(sampleAlert({ id: 'b', version: 2, state: 'false-positive' }), 1);
  const line = {
    at: noon,
    actorId: 'u1',
    actorName: '甲',
    action: 'false-positive' as const,
    from: 'new' as const,
    to: 'false-positive' as const,
    note: null,
  };
  await archive.alerts.appendHistory('b', line);
  await archive.alerts.appendHistory('a', { ...line, action: 'acknowledge', at: '2026-03-01T12:00:00+08:00' });
  await archive.leads.insert(sampleLead());
  const overdue = sampleLead();
  await archive.leads.insert(
    sampleLead({
      id: 'l2',
      number: '2',
      createdAt: '2026-01-05T12:00:00+08:00',
      clock: { ...overdue.clock, dueOn: '2026-03-01' },
    }),
  );
  await archive.leads.insert(
    sampleLead({
      id: 'l3',
      number: '3',
      createdAt: '2026-01-05T12:00:00+08:00',
      clock: { ...overdue.clock, dueOn: '2026-03-01', stoppedAt: noon },
    }),
  );
  const home = await archive.statistics.home({ region: '330000', now });
  expect(home.today).toMatchObject({
    alerts: 2,
    newAlerts: 1,
    acknowledged: 0,
    falsePositives: 1,
    confirmed: 0,
    leads: 1,
    overdueLeads: 1,
  });
  expect(home.levels[0]).toEqual({ level: 'red', open: 1 });
});

test('a rule is measured by its matches, alerts and verdicts; closing keeps a verdict, reopening takes it back', async () => {
  const { archive } = store;
  const later = '2026-03-02T12:20:00+08:00';
  await archive.alerts.insert(sampleAlert({ id: 'a' }), 'm1');
  await archive.alerts.update(sampleAlert({ id: 'a', count: 2, updatedAt: later }), 1, 'm2');
  await archive.alerts.update(sampleAlert({ id: 'a', version: 2, state: 'confirmed' }), 1);
  await archive.alerts.update(sampleAlert({ id: 'a', version: 3, state: 'closed' }), 2);
  await archive.alerts.insert(sampleAlert({ id: 'b', raisedAt: '2026-03-01T12:00:00+08:00' }), 'm3');
  await archive.alerts.update(
    sampleAlert({ id: 'b', version: 2, state: 'false-positive', raisedAt: '2026-03-01T12:00:00+08:00' }),
    1,
  );
  const figures = async () => (await archive.statistics.rules('2026-03-02T00:00:00+08:00')).get('rule-1');
  expect(await figures()).toEqual({ matches: 2, alerts: 1, confirmed: 1, falsePositives: 1, lastMatchAt: later });
  await archive.alerts.update(sampleAlert({ id: 'a', version: 4, state: 'acknowledged' }), 3);
  expect(await figures()).toMatchObject({ confirmed: 0 });
});
