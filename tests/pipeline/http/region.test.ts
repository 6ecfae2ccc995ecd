import { alertDetail, alertPage, documentDetail, leadPage } from '../../../contracts/http';
import { documentPage } from '../../../contracts/search';
import type { Alert } from '../../../contracts/alert';
import { lead as leadSchema, type Lead } from '../../../contracts/lead';
import { startTestService, type Caller, type TestService } from '../test-service';

let service: TestService;
let own: Alert;
let foreign: Alert;
let unknown: Alert;
let county: Caller;
let province: Caller;
let foreignFile: string;
let unknownFile: string;

/** Stores a file and hangs it on a capture of this alert's document. */
async function withFile(alert: Alert, text: string): Promise<string> {
  const { archive } = service.store;
  const { sha256 } = await archive.evidenceFiles.put(Buffer.from(text));
  await archive.captures.append({
    schemaVersion: 1,
    id: `c_file_${text}`,
    url: alert.url,
    finalUrl: alert.url,
    status: 200,
    capturedAt: service.store.time,
    capturedBy: { kind: 'system', name: 'sample', versions: {} },
    files: [{ role: 'body', sha256, bytes: text.length, mediaType: 'text/html' }],
    documentId: alert.documentId,
    screenshotOf: null,
  });
  return sha256;
}

async function leadOf(call: Caller, alert: Alert): Promise<Lead> {
  return leadSchema.parse((await call('POST', `/api/v1/alerts/${alert.id}/lead`)).body);
}

beforeAll(async () => {
  service = await startTestService();
  own = await service.raise('own', { region: '330106' }, { cluster: 'copy' });
  foreign = await service.raise('foreign', { region: '330108', seller: '邻县药店' }, { cluster: 'copy-2' });
  unknown = await service.raise('unknown', { region: '330000' }, { cluster: 'copy-3' });
  foreignFile = await withFile(foreign, 'foreign');
  unknownFile = await withFile(unknown, 'unknown');
  county = (await service.person('bureau', 'county')).call;
  province = (await service.person('enforcer')).call;
});
afterAll(() => service.close());

test('a list shows what lies in the own region, and counts nothing else', async () => {
  const mine = alertPage.parse((await county('GET', '/api/v1/alerts')).body);
  expect([mine.items.map(({ id }) => id), mine.total]).toEqual([[own.id], 1]);
  const all = alertPage.parse((await province('GET', '/api/v1/alerts')).body);
  expect(all.total).toBe(3);
});

test.each([
  ['a neighbour', '330108', 0],
  ['the province above', '330000', 1],
  ['the whole country', '000000', 1],
  ['itself', '330106', 1],
])('asking for %s widens nothing', async (_what, region, count) => {
  const alerts = alertPage.parse((await county('GET', `/api/v1/alerts?region=${region}`)).body);
  const documents = documentPage.parse((await county('GET', `/api/v1/documents?region=${region}`)).body);
  expect([alerts.total, documents.total]).toEqual([count, count]);
});

test('facets count only what the viewer may see', async () => {
  const page = documentPage.parse((await county('GET', '/api/v1/documents?facets=true')).body);
  expect(page.facets?.regions.map(({ value }) => value)).toEqual(['330106']);
});

test.each([
  ['the alert', () => `/api/v1/alerts/${foreign.id}`],
  ['the document', () => `/api/v1/documents/${foreign.documentId}`],
  ['the capture', () => '/api/v1/captures/c_foreign'],
  ['the evidence', () => `/api/v1/evidence/${foreignFile}`],
])('a neighbour is told that %s is not there', async (_what, path) => {
  const answer = await county('GET', path());
  expect([answer.status, answer.body]).toEqual([
    404,
    expect.objectContaining({ type: expect.stringMatching(/\/not-found$/) as string }),
  ]);
  expect((await province('GET', path())).status).toBe(200);
});

test.each([
  ['acts on it', 'actions', { action: 'acknowledge' }],
  ['makes it a lead', 'lead', undefined],
])('a neighbour who %s is told that it is not there, and nothing happens', async (_what, path, body) => {
  const answer = await county('POST', `/api/v1/alerts/${foreign.id}/${path}`, { body, ifMatch: 1 });
  expect(answer.status).toBe(404);
  expect(await service.store.archive.alerts.get(foreign.id)).toMatchObject({ version: 1, state: 'new', leadId: null });
});

test('a bulk action with one alert of a neighbour changes none', async () => {
  const body = { ids: [own.id, foreign.id], action: 'acknowledge' };
  expect((await county('POST', '/api/v1/alerts/actions', { body })).status).toBe(404);
  expect(await service.store.archive.alerts.get(own.id)).toMatchObject({ version: 1, state: 'new' });
});

test('the alerts of the same copy, and its places, show nothing of a neighbour', async () => {
  await service.raise('same-copy', { region: '330108', seller: '邻县药店' }, { cluster: 'copy' });
  const twin = await service.raise('other-rule', { region: '330106' }, { cluster: 'copy-2' });
  const merged = alertDetail.parse((await county('GET', `/api/v1/alerts/${own.id}`)).body);
  expect([merged.alert.count, merged.alert.places.map(({ region }) => region)]).toEqual([2, ['330106']]);
  expect(twin.id).toBe(foreign.id);
  const { archive } = service.store;
  const hidden = { ...foreign, id: 'a_hidden', ruleId: 'other', cluster: 'copy', raisedAt: own.raisedAt };
  await archive.alerts.insert(hidden, 'm-hidden');
  const detail = alertDetail.parse((await county('GET', `/api/v1/alerts/${own.id}`)).body);
  expect(detail.similar).toEqual([]);
  const wide = alertDetail.parse((await province('GET', `/api/v1/alerts/${own.id}`)).body);
  expect(wide.similar.map(({ id }) => id)).toEqual(['a_hidden']);
  expect(wide.alert.places).toHaveLength(2);
});

test('a document shows only those of its alerts that the viewer may see', async () => {
  const { archive } = service.store;
  await archive.alerts.insert({ ...foreign, id: 'a_on_own', ruleId: 'third', documentId: own.documentId }, 'm-on-own');
  const detail = documentDetail.parse((await county('GET', `/api/v1/documents/${own.documentId}`)).body);
  expect(detail.alerts.map(({ id }) => id)).toEqual([own.id]);
});

describe('a lead that is handed over', () => {
  let lead: Lead;
  beforeAll(async () => {
    lead = await leadOf(province, unknown);
  });

  test('is not there for a bureau before, neither in the list nor by its address', async () => {
    expect((await county('GET', `/api/v1/leads/${lead.id}`)).status).toBe(404);
    expect(leadPage.parse((await county('GET', '/api/v1/leads')).body).items).toEqual([]);
    expect(
      (await county('POST', `/api/v1/leads/${lead.id}/comments`, { body: { note: 'x' }, ifMatch: 1 })).status,
    ).toBe(404);
  });

  test('is there afterwards, with the alert, the document, and the evidence that it rests on', async () => {
    const body = { toOrganisationId: 'org-county' };
    const handed = await province('POST', `/api/v1/leads/${lead.id}/hand-over`, { body, ifMatch: lead.version });
    expect(handed.status).toBe(200);
    const paths = [
      `/api/v1/leads/${lead.id}`,
      `/api/v1/alerts/${unknown.id}`,
      `/api/v1/documents/${unknown.documentId}`,
      '/api/v1/captures/c_unknown',
      `/api/v1/evidence/${unknownFile}`,
    ];
    const answers = await Promise.all(paths.map((path) => county('GET', path)));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  });

  test('stands in the list of who is to receive it', async () => {
    const page = leadPage.parse((await county('GET', '/api/v1/leads')).body);
    expect(page.items.map(({ id }) => id)).toEqual([lead.id]);
    const neighbour = (await service.person('bureau', 'neighbour')).call;
    expect(leadPage.parse((await neighbour('GET', '/api/v1/leads')).body).items).toEqual([]);
  });

  test('gives no right to judge the alert it came from', async () => {
    const answer = await county('POST', `/api/v1/alerts/${unknown.id}/actions`, {
      body: { action: 'comment', note: 'x' },
      ifMatch: 2,
    });
    expect(answer.status).toBe(404);
  });

  test('is received by whom it was sent to, and by nobody else', async () => {
    const neighbour = (await service.person('bureau', 'neighbour')).call;
    expect((await neighbour('POST', `/api/v1/leads/${lead.id}/receive`, { body: {}, ifMatch: 2 })).status).toBe(404);
    expect((await province('POST', `/api/v1/leads/${lead.id}/receive`, { body: {}, ifMatch: 2 })).status).toBe(403);
    expect((await county('POST', `/api/v1/leads/${lead.id}/receive`, { body: {}, ifMatch: 2 })).status).toBe(200);
  });
});

test('a bureau does not extend the time of a lead that the province holds', async () => {
  const held = await leadOf(province, own);
  const answer = await county('POST', `/api/v1/leads/${held.id}/extend`, {
    body: { reason: 'x' },
    ifMatch: held.version,
  });
  expect(answer.status).toBe(403);
  expect(
    (await province('POST', `/api/v1/leads/${held.id}/extend`, { body: { reason: 'x' }, ifMatch: 1 })).status,
  ).toBe(200);
});
