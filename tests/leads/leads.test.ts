import { raiseAlert } from '../../alerts/raise-alert';
import { createLead } from '../../leads/create-lead';
import { actOnLead, maySeeLead, organisationsOf, type LeadCommand, type LeadOutcome } from '../../leads/act-on-lead';
import type { Lead } from '../../contracts/lead';
import { sampleAnalysis, sampleCandidate, sampleDocument, sampleFinding } from '../sample-nouns';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
const now = '2026-05-18T10:00:00+08:00';
const province = { userId: 'u-p', name: '甲', organisationId: 'org-province' };
const city = { userId: 'u-c', name: '乙', organisationId: 'org-city' };

beforeEach(async () => {
  store = await temporaryArchive(now);
  await store.archive.access.putOrganisation({
    id: 'org-province',
    name: '样例省局',
    level: 'province',
    region: '330000',
    parentId: null,
  });
  await store.archive.access.putOrganisation({
    id: 'org-city',
    name: '样例市局',
    level: 'city',
    region: '330100',
    parentId: 'org-province',
  });
});
afterEach(() => store.close());

const parts = () => ({
  leads: store.archive.leads,
  evidence: store.archive.evidence,
  organisations: store.archive.organisations,
});

async function leadOf(
  name = 'a',
  over: Parameters<typeof sampleAnalysis>[1] = {},
): Promise<{ lead: Lead; isNew: boolean }> {
  const { archive } = store;
  const document = sampleDocument({ url: `http://sample.invalid/${name}`, captureId: `c_${name}` });
  return archive.unitOfWork(async () => {
    await archive.documents.insert(document);
    const file = { role: 'screenshot' as const, sha256: 'b'.repeat(64), bytes: 10, mediaType: 'image/png' };
    await archive.captures.append({
      schemaVersion: 1,
      id: `c_${name}`,
      url: document.url,
      finalUrl: document.url,
      status: 200,
      capturedAt: now,
      capturedBy: { kind: 'system', name: 'test', versions: {} },
      files: [file],
      documentId: document.id,
      screenshotOf: null,
    });
    const analysis = sampleAnalysis(document, { cluster: name, ...over });
    const { alert } = await raiseAlert(
      { alerts: archive.alerts, events: archive.liveEvents },
      sampleCandidate(name, document, { analysis }),
      now,
    );
    return createLead(parts(), { alert, document, by: province }, now);
  });
}

const act = (id: string, command: LeadCommand, by: { actor: typeof province; version: number }): Promise<LeadOutcome> =>
  store.archive.unitOfWork(() =>
    actOnLead(parts(), { id, command, expectedVersion: by.version }, { actor: by.actor, now }),
  );

async function done(id: string, command: LeadCommand, by: { actor: typeof province; version: number }): Promise<Lead> {
  const outcome = await act(id, command, by);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome.done;
}

const handOver: LeadCommand = {
  action: 'hand-over',
  toOrganisationId: 'org-city',
  note: '请核查',
  receiveWithinWorkingDays: 3,
};

test('a new lead has everything filled in', async () => {
  const { lead } = await leadOf();
  expect(lead).toMatchObject({
    number: '样例省局线索〔2026〕1号',
    state: 'registered',
    subject: { name: '样例康健堂', platform: '样例平台' },
    region: '330106',
    regionName: expect.stringContaining('浙江省') as string,
    codes: ['EFFICACY_GUARANTEE'],
    statutes: sampleFinding.articles,
    criminalHint: false,
    clock: { dueOn: '2026-06-08' },
  });
  expect(lead.missingFacts).toEqual(['广告主名称', '经营主体的许可或备案信息']);
  expect(lead.evidence).toMatchObject([{ captureId: 'c_a', chainIndex: 0, files: [{ role: 'screenshot' }] }]);
});

test('asked twice, one lead is made; numbers run without gap', async () => {
  const first = await leadOf('a');
  const again = await leadOf('a');
  const second = await leadOf('b');
  expect([first.isNew, again.isNew]).toEqual([true, false]);
  expect(again.lead.id).toBe(first.lead.id);
  expect(second.lead.number).toBe('样例省局线索〔2026〕2号');
});

test('fifty leads made side by side are numbered without gap or double', async () => {
  const leads = await Promise.all(Array.from({ length: 50 }, (_, index) => leadOf(`n${index}`)));
  const serials = leads.map(({ lead }) => Number(/〕(\d+)号/.exec(lead.number)?.[1])).sort((a, b) => a - b);
  expect(serials).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test('a code that points to a crime sets the hint', async () => {
  const { lead } = await leadOf('x', { violations: [{ ...sampleFinding, code: 'CONTROLLED_SLANG', severity: 'S4' }] });
  expect(lead.criminalHint).toBe(true);
});

test('handed over, received, and decided, each with its receipt', async () => {
  const { lead } = await leadOf();
  const sent = await done(lead.id, handOver, { actor: province, version: 1 });
  expect(sent).toMatchObject({
    state: 'handed-over',
    organisationId: 'org-province',
    handOvers: [{ toName: '样例市局', state: 'sent', receiveBy: '2026-05-21T23:59:59+08:00' }],
  });
  const received = await done(lead.id, { action: 'receive', note: '已收' }, { actor: city, version: 2 });
  expect(received).toMatchObject({
    state: 'verifying',
    organisationId: 'org-city',
    handOvers: [{ state: 'received', answeredBy: '乙' }],
  });
  const filed = await done(
    lead.id,
    { action: 'decide', outcome: 'filed', reason: '证据初步证明违法' },
    { actor: city, version: 3 },
  );
  expect(filed).toMatchObject({
    state: 'filed',
    outcome: { reason: '证据初步证明违法', byName: '乙' },
    clock: { stoppedAt: now },
  });
  expect((await store.archive.leads.history(lead.id)).map((line) => line.action)).toEqual([
    'create',
    'hand-over',
    'receive',
    'file',
  ]);
});

test('returned with a reason, it is back with the sender and can be sent again', async () => {
  const { lead } = await leadOf();
  await done(lead.id, handOver, { actor: province, version: 1 });
  const returned = await done(lead.id, { action: 'return', note: '不属本局管辖' }, { actor: city, version: 2 });
  expect(returned).toMatchObject({
    state: 'registered',
    organisationId: 'org-province',
    handOvers: [{ state: 'returned', answerNote: '不属本局管辖' }],
  });
  expect((await done(lead.id, handOver, { actor: province, version: 3 })).handOvers).toHaveLength(2);
});

const refusals: [sentence: string, command: LeadCommand, actor: typeof province, version: number, reason: string][] = [
  ['a stale view', handOver, province, 9, 'stale-version'],
  ['who does not hold it cannot hand it over', handOver, city, 1, 'not-holder'],
  ['to itself', { ...handOver, toOrganisationId: 'org-province' }, province, 1, 'same-organisation'],
  ['to an organisation that is not there', { ...handOver, toOrganisationId: 'org-x' }, province, 1, 'no-organisation'],
  ['receiving what was not sent', { action: 'receive', note: '' }, city, 1, 'not-allowed-in-state'],
  [
    'deciding before verifying',
    { action: 'decide', outcome: 'filed', reason: 'x' },
    province,
    1,
    'not-allowed-in-state',
  ],
];

test.each(refusals)('refused: %s', async (_sentence, command, actor, version, reason) => {
  const { lead } = await leadOf();
  expect(await act(lead.id, command, { actor, version })).toMatchObject({ refused: reason });
  expect(await store.archive.leads.get(lead.id)).toEqual(lead);
});

test('it is seen by whose region covers it and by whom it was handed to, and by nobody else', async () => {
  const { lead } = await leadOf();
  const sent = await done(lead.id, { ...handOver }, { actor: province, version: 1 });
  const elsewhere: Lead = { ...sent, region: '320000' };
  expect(maySeeLead(lead, { region: '330000', organisationId: 'x' })).toBe(true);
  expect(maySeeLead(lead, { region: '330108', organisationId: 'x' })).toBe(false);
  expect(maySeeLead(elsewhere, { region: '330100', organisationId: 'org-city' })).toBe(true);
  expect(organisationsOf(sent)).toEqual(['org-province', 'org-city']);
});
