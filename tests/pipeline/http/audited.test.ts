import { lead as leadSchema } from '../../../contracts/lead';
import type { AuditEntry } from '../../../contracts/user';
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

const audit = async (): Promise<AuditEntry[]> => (await service.store.archive.access.audit({ limit: 100 })).items;
const lines = async (): Promise<string[]> =>
  (await audit()).map(({ action, outcome, detail }) => [action, outcome, detail['reason']].filter(Boolean).join(' '));

const acknowledge = { action: 'acknowledge' };
const actions = (id: string): string => `/api/v1/alerts/${id}/actions`;

interface AuditRow {
  readonly sentence: string;
  readonly write: (id: string) => Promise<Answer>;
  readonly status: number;
  readonly line: string;
}
const visitSample = (call: Caller): Promise<Answer> => call('POST', '/api/v1/sources/sample/visit');
const newUser = { username: 'wang', name: '王', role: 'monitor', organisationId: 'org-province' };
const writes: AuditRow[] = [
  {
    sentence: 'a judgement',
    write: (id) => monitor('POST', actions(id), { body: acknowledge, ifMatch: 1 }),
    status: 200,
    line: 'alert.acknowledge done',
  },
  {
    sentence: 'a stale judgement',
    write: (id) => monitor('POST', actions(id), { body: acknowledge, ifMatch: 9 }),
    status: 412,
    line: 'alert.acknowledge refused stale-version',
  },
  {
    sentence: 'a judgement without its version',
    write: (id) => monitor('POST', actions(id), { body: acknowledge }),
    status: 428,
    line: 'alert.acknowledge refused version-required',
  },
  {
    sentence: 'a judgement of an alert that is not there',
    write: () => monitor('POST', actions('gone'), { body: acknowledge, ifMatch: 1 }),
    status: 404,
    line: 'alert.acknowledge refused not-found',
  },
  {
    sentence: 'a judgement that the state forbids',
    write: (id) => monitor('POST', actions(id), { body: { action: 'reopen' }, ifMatch: 1 }),
    status: 409,
    line: 'alert.reopen refused not-allowed-in-state',
  },
  {
    sentence: 'a bulk action',
    write: (id) => monitor('POST', '/api/v1/alerts/actions', { body: { ids: [id], ...acknowledge } }),
    status: 200,
    line: 'alerts.acknowledge done',
  },
  {
    sentence: 'a refused bulk action',
    write: (id) => monitor('POST', '/api/v1/alerts/actions', { body: { ids: [id, 'gone'], ...acknowledge } }),
    status: 404,
    line: 'alerts.acknowledge refused not-found',
  },
  {
    sentence: 'a conversion',
    write: (id) => monitor('POST', `/api/v1/alerts/${id}/lead`),
    status: 200,
    line: 'alert.convert done',
  },
  { sentence: 'a visit', write: () => visitSample(admin), status: 204, line: 'source.visit done' },
  {
    sentence: 'a visit of a source that is not there',
    write: () => admin('POST', '/api/v1/sources/gone/visit'),
    status: 404,
    line: 'source.visit refused not-found',
  },
  {
    sentence: 'a visit without the right',
    write: () => visitSample(monitor),
    status: 403,
    line: 'POST /api/v1/sources/:id/visit refused forbidden',
  },
  {
    sentence: 'a new user',
    write: () => admin('POST', '/api/v1/users', { body: newUser }),
    status: 201,
    line: 'user.create done',
  },
  {
    sentence: 'a new user whose name is taken',
    write: () => admin('POST', '/api/v1/users', { body: { ...newUser, username: 'monitor-province' } }),
    status: 409,
    line: 'user.create refused conflict',
  },
  {
    sentence: 'a new user of an organisation that is not there',
    write: () => admin('POST', '/api/v1/users', { body: { ...newUser, organisationId: 'gone' } }),
    status: 400,
    line: 'user.create refused invalid-input',
  },
  {
    sentence: 'an administrator who changes the own role',
    write: () => admin('PATCH', '/api/v1/users/u-admin-province', { body: { role: 'auditor' }, ifMatch: 1 }),
    status: 403,
    line: 'user.change refused forbidden',
  },
  {
    sentence: 'an export',
    write: () => monitor('GET', '/api/v1/documents/export?format=csv'),
    status: 200,
    line: 'documents.export done',
  },
  {
    sentence: 'a failed sign-in',
    write: () =>
      service.stranger('POST', '/api/v1/session', { body: { username: 'monitor-province', password: 'wrong' } }),
    status: 401,
    line: 'session.create refused sign-in-failed',
  },
  {
    sentence: 'signing out',
    write: () => monitor('DELETE', '/api/v1/session'),
    status: 204,
    line: 'session.delete done',
  },
];

test.each(writes)('$sentence leaves its line in the audit log', async ({ write, status, line }) => {
  const { id } = await service.raise('a');
  expect((await write(id)).status).toBe(status);
  expect(await lines()).toEqual([line]);
  const [entry] = await audit();
  expect(entry).toMatchObject({ address: '127.0.0.1', at: new Date(service.store.time).toISOString() });
  expect(JSON.stringify(entry)).not.toContain('wrong"');
});

test('the steps of a lead are on record with who did them', async () => {
  const alert = await service.raise('a');
  const { call: county } = await service.person('bureau', 'county');
  const lead = leadSchema.parse((await enforcer('POST', `/api/v1/alerts/${alert.id}/lead`)).body);
  const step = async (call: Caller, name: string, body?: unknown): Promise<number> => {
    const { version } = (await service.store.archive.leads.get(lead.id))!;
    return (await call('POST', `/api/v1/leads/${lead.id}/${name}`, { body, ifMatch: version })).status;
  };
  const done = [
    await step(enforcer, 'hand-over', { toOrganisationId: 'org-county' }),
    await step(county, 'return', { note: '不属本局管辖' }),
    await step(enforcer, 'hand-over', { toOrganisationId: 'org-county' }),
    await step(county, 'receive'),
    await step(county, 'extend', { reason: '案情复杂' }),
    await step(county, 'decide', { outcome: 'filed', reason: '有证据' }),
    await step(county, 'decide', { outcome: 'filed', reason: '再来' }),
  ];
  expect(done).toEqual([200, 200, 200, 200, 200, 200, 409]);
  const entries = (await audit()).filter(({ action }) => action.startsWith('lead.')).reverse();
  expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'lead.hand-over done',
    'lead.return done',
    'lead.hand-over done',
    'lead.receive done',
    'lead.extend done',
    'lead.decide done',
    'lead.decide refused',
  ]);
  expect(new Set(entries.map(({ subject }) => subject))).toEqual(new Set([lead.id]));
  expect(entries[1]).toMatchObject({ actorId: 'u-bureau-county', detail: { note: '不属本局管辖' } });
});

test('a write and its line stand together: where the line cannot be written, nothing is', async () => {
  const { id } = await service.raise('a');
  const { access } = service.store.archive;
  const append = access.appendAudit.bind(access);
  access.appendAudit = (entry) => (entry.outcome === 'done' ? Promise.reject(new Error('sample')) : append(entry));
  const answer = await monitor('POST', actions(id), { body: acknowledge, ifMatch: 1 });
  expect([answer.status, await lines()]).toEqual([500, ['alert.acknowledge failed']]);
  expect(await service.store.archive.alerts.get(id)).toMatchObject({ version: 1, state: 'new' });
  expect(JSON.stringify(answer.body)).not.toContain('sample');
});
