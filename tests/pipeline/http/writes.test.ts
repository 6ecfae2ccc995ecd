import { alertSummary } from '../../../contracts/alert';
import { bulkActionAnswer, problem } from '../../../contracts/http';
import { lead as leadSchema, type Lead } from '../../../contracts/lead';
import { startTestService, type Answer, type Caller, type TestService } from '../test-service';

let service: TestService;
let monitor: Caller;
let enforcer: Caller;
let admin: Caller;
beforeEach(async () => {
  service = await startTestService();
  monitor = (await service.person('monitor')).call;
  enforcer = (await service.person('enforcer')).call;
  admin = (await service.person('admin')).call;
});
afterEach(() => service.close());

const typeOf = (answer: Answer): string => problem.parse(answer.body).type.split('/').at(-1) ?? '';
const acknowledge = { action: 'acknowledge' };
const actions = (id: string): string => `/api/v1/alerts/${id}/actions`;

describe('If-Match', () => {
  test('the version that was seen is taken, and the next one is answered', async () => {
    const { id } = await service.raise('a');
    const answer = await monitor('POST', actions(id), { body: acknowledge, ifMatch: 1 });
    expect(alertSummary.parse(answer.body)).toMatchObject({ id, version: 2, state: 'acknowledged' });
  });

  const headers: [sentence: string, header: Record<string, string>, status: number, type: string][] = [
    ['none', {}, 428, 'version-required'],
    ['an empty one', { 'if-match': '' }, 428, 'version-required'],
    ['a star', { 'if-match': '*' }, 428, 'version-required'],
    ['words', { 'if-match': '"new"' }, 428, 'version-required'],
    ['a negative one', { 'if-match': '"-1"' }, 428, 'version-required'],
    ['a number beyond all numbers', { 'if-match': '"99999999999999999999"' }, 428, 'version-required'],
    ['a stale one', { 'if-match': '"7"' }, 412, 'stale-version'],
    ['a weak one that is right', { 'if-match': 'W/"1"' }, 200, ''],
    ['a bare one that is right', { 'if-match': '1' }, 200, ''],
  ];
  test.each(headers)('%s', async (_sentence, header, status, type) => {
    const { id } = await service.raise('a');
    const answer = await monitor('POST', actions(id), { body: acknowledge, headers: header });
    expect(answer.status).toBe(status);
    if (type !== '') expect(typeOf(answer)).toBe(type);
    expect(await service.store.archive.alerts.get(id)).toMatchObject({ version: status === 200 ? 2 : 1 });
  });

  test('who comes second is shown the newer value', async () => {
    const { id } = await service.raise('a');
    await monitor('POST', actions(id), { body: acknowledge, ifMatch: 1 });
    const answer = await enforcer('POST', actions(id), { body: { action: 'confirm' }, ifMatch: 1 });
    expect([answer.status, alertSummary.parse(problem.parse(answer.body).current).version]).toEqual([412, 2]);
  });

  test('of two at the same moment one wins', async () => {
    const { id } = await service.raise('a');
    const both = await Promise.all(
      [monitor, enforcer].map((call) => call('POST', actions(id), { body: acknowledge, ifMatch: 1 })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('leads and users are guarded alike', async () => {
    const alert = await service.raise('a');
    const lead = leadSchema.parse((await enforcer('POST', `/api/v1/alerts/${alert.id}/lead`)).body);
    const note = { body: { note: '备注' } };
    const ofLead = `/api/v1/leads/${lead.id}/comments`;
    expect((await enforcer('POST', ofLead, note)).status).toBe(428);
    expect((await enforcer('POST', ofLead, { ...note, ifMatch: 1 })).status).toBe(200);
    const stale = await enforcer('POST', ofLead, { ...note, ifMatch: 1 });
    expect([stale.status, leadSchema.parse(problem.parse(stale.body).current).version]).toEqual([412, 2]);
    const { userId } = await service.person('head');
    const ofUser = `/api/v1/users/${userId}`;
    expect((await admin('PATCH', ofUser, { body: { name: '新名' } })).status).toBe(428);
    expect((await admin('PATCH', ofUser, { body: { name: '新名' }, ifMatch: 1 })).status).toBe(200);
    const staleUser = await admin('PATCH', ofUser, { body: { name: '新名' }, ifMatch: 1 });
    expect([staleUser.status, problem.parse(staleUser.body).current]).toEqual([
      412,
      expect.objectContaining({ version: 2 }),
    ]);
    expect(JSON.stringify(staleUser.body)).not.toContain('argon2');
  });
});

describe('bulk actions', () => {
  const bulk = (ids: string[], action = 'acknowledge') =>
    monitor('POST', '/api/v1/alerts/actions', { body: { ids, action } });

  test('all of them, each once', async () => {
    const ids = [(await service.raise('a')).id, (await service.raise('b')).id];
    const answer = bulkActionAnswer.parse((await bulk([...ids, ids[0]!])).body);
    expect(answer.items.map(({ id, state }) => [id, state])).toEqual(ids.map((id) => [id, 'acknowledged']));
  });

  test('or none, with the list of what stood in the way', async () => {
    const [a, b] = [await service.raise('a'), await service.raise('b')];
    await monitor('POST', actions(b.id), { body: acknowledge, ifMatch: 1 });
    const answer = await bulk([a.id, b.id]);
    expect([answer.status, problem.parse(answer.body).blocked]).toEqual([
      409,
      [{ id: b.id, reason: 'not-allowed-in-state' }],
    ]);
    expect(await service.store.archive.alerts.get(a.id)).toMatchObject({ state: 'new', version: 1 });
    expect((await service.store.archive.alerts.history(a.id)).map(({ action }) => action)).toEqual(['raised']);
  });

  test('one that is not there: none', async () => {
    const a = await service.raise('a');
    expect((await bulk([a.id, 'gone'])).status).toBe(404);
    expect(await service.store.archive.alerts.get(a.id)).toMatchObject({ state: 'new' });
  });
});

test('an alert becomes one lead, however often and by however many it is asked', async () => {
  const { id } = await service.raise('a');
  const answers = await Promise.all(
    [monitor, enforcer, monitor, enforcer].map((call) => call('POST', `/api/v1/alerts/${id}/lead`)),
  );
  const leads = answers.map(({ body }): Lead => leadSchema.parse(body));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(leads.map((lead) => `${lead.id} ${lead.number}`)).size).toBe(1);
  expect(leads[0]).toMatchObject({
    alertId: id,
    state: 'registered',
    codes: ['EFFICACY_GUARANTEE'],
    statutes: ['广告法 第十六条第一款第（一）项'],
  });
  expect(await service.store.archive.alerts.get(id)).toMatchObject({ state: 'converted', leadId: leads[0]?.id });
});

test('an alert judged false becomes no lead', async () => {
  const { id } = await service.raise('a');
  await monitor('POST', actions(id), { body: { action: 'false-positive' }, ifMatch: 1 });
  const answer = await monitor('POST', `/api/v1/alerts/${id}/lead`);
  expect([answer.status, typeOf(answer)]).toEqual([409, 'not-allowed-in-state']);
});
