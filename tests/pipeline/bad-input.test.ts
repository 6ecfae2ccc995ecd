import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { problem } from '../../contracts/http';
import type { Alert } from '../../contracts/alert';
import { openLive } from './live-client';
import { startTestService, type Caller, type TestService } from './test-service';
import { until } from './until';

let service: TestService;
let monitor: Caller;
let accepted: Alert;
beforeAll(async () => {
  service = await startTestService();
  monitor = (await service.person('monitor')).call;
  accepted = await service.raise('accepted', { title: '<script>alert("标题")</script>' });
});
afterAll(() => service.close());

// Whatever came in: the service lives, and what was accepted before is still there, unchanged.
afterEach(async () => {
  expect((await service.stranger('GET', '/healthz')).status).toBe(200);
  expect(await service.store.archive.alerts.get(accepted.id)).toMatchObject({ version: 1, state: 'new' });
  expect((await monitor('GET', '/api/v1/documents')).body).toMatchObject({ items: [{ id: accepted.documentId }] });
  expect((await monitor('GET', '/api/v1/rules')).body).toMatchObject({ items: [{ id: 'sample-rule', state: 'live' }] });
});

const long = (length: number): string => 'a'.repeat(length);

interface Row {
  readonly what: string;
  readonly get?: string;
  readonly post?: string;
  readonly put?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly type: string;
  readonly says?: string;
}
const table = readFileSync(join(__dirname, 'bad-requests.yaml'), 'utf8');
const written = (parse(table) as Row[]).map((row) => ({ ...row, place: row.get ?? row.post ?? row.put ?? '' }));

/** The row with `{a*9}` written out, and with the id of an alert that is there. */
function spelledOut<T>(value: T): T {
  const text = JSON.stringify(value).replaceAll(/\{(.)\*(\d+)\}/g, (_, piece: string, times: string) =>
    piece.repeat(Number(times)),
  );
  return JSON.parse(text.replaceAll('ID/', `${accepted.id}/`)) as T;
}

test.each(written)('$what: $status $type', async (row) => {
  const { get, place, body, text, headers, status, type, says } = spelledOut(row);
  const method = get === undefined ? (row.put === undefined ? 'POST' : 'PUT') : 'GET';
  const path = place.startsWith('/')
    ? place
    : `/api/v1/${get === undefined && row.put === undefined ? 'alerts/' : ''}${place}`;
  const content = text === undefined ? body : text;
  const answer = await monitor(method, path, {
    body: content,
    headers: { 'if-match': '1', ...typed(text), ...headers },
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    status,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  const told = problem.parse(answer.body);
  expect(told.type.split('/').at(-1)).toBe(type);
  expect(told.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.stringify(told)).toContain(says ?? '');
  expect(JSON.stringify(told)).not.toMatch(/node_modules|\.ts:|SELECT /);
});

const typed = (text: string | undefined): Record<string, string> =>
  text === undefined ? {} : { 'content-type': 'application/json' };

test('a script in a title comes back as the text that it is, in JSON', async () => {
  const answer = await monitor('GET', `/api/v1/alerts/${accepted.id}`);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.body).toMatchObject({ document: { title: '<script>alert("标题")</script>' } });
});

test('a script in an id that is not there comes back in JSON too', async () => {
  const answer = await monitor('GET', `/api/v1/alerts/${encodeURIComponent('<script>alert(1)</script>')}`);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
});

/** Writes bytes as they are and gives what came back. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(service.service.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data) => (text += data.toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

const head = 'Host: x\r\nConnection: close\r\n';
const broken: [what: string, bytes: string, says: RegExp][] = [
  [
    'an address of 1 MB',
    `GET /api/v1/documents?q=${long(1_048_576)} HTTP/1.1\r\n${head}\r\n`,
    /^HTTP\/1\.1 431 [\s\S]*problems\/too-large/,
  ],
  [
    'a header of 1 MB',
    `GET /healthz HTTP/1.1\r\n${head}X-Long: ${long(1_048_576)}\r\n\r\n`,
    /^HTTP\/1\.1 431 [\s\S]*problems\/too-large/,
  ],
  ['what is no HTTP', '\x16\x03\x01 hello\r\n\r\n', /^HTTP\/1\.1 400 [\s\S]*problems\/invalid-input/],
  ['a method that is none', `BREW /pot HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 400 [\s\S]*problems\/invalid-input/],
  [
    'a header with a line break in its name',
    `GET /healthz HTTP/1.1\r\n${head}X-A\r\nB: 1\r\n\r\n`,
    /^HTTP\/1\.1 400 [\s\S]*problems\/invalid-input/,
  ],
  [
    'two lengths that differ',
    `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    /^HTTP\/1\.1 400 [\s\S]*problems\/invalid-input/,
  ],
  [
    'a length and chunks at once',
    `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    /^HTTP\/1\.1 400 [\s\S]*problems\/invalid-input/,
  ],
];

test.each(broken)('%s is refused in the words of a problem document', async (_what, bytes, says) => {
  expect(await raw(bytes)).toMatch(says);
});

test('a line break in a value never becomes a header of the answer', async () => {
  const answer = await monitor('GET', '/api/v1/documents/export?format=csv%0d%0aX-Injected:1');
  expect([answer.status, answer.headers.get('x-injected')]).toEqual([400, null]);
});

const sockets: [what: string, who: { path?: string; since?: string }, send: string | undefined, code: number][] = [
  ['a cursor that is garbage', { since: "1' OR 1=1" }, undefined, 0],
  ['a cursor of 4,000 characters', { since: long(4000) }, undefined, 0],
  ['a message larger than a message may be', {}, long(5000), 1009],
];

test.each(sockets)('socket: %s', async (_what, who, send, code) => {
  const { secret } = await service.person('monitor');
  const client = await openLive(service.service.url, { secret, ...who });
  if (send === undefined) expect(client.frames[0]?.type).toBe('reset');
  else {
    client.socket.send(send);
    await until('it is closed', () => client.closed() !== undefined);
    expect(client.closed()).toBe(code);
  }
  client.socket.terminate();
});

test('socket: another path is no socket', async () => {
  const { secret } = await service.person('monitor');
  const client = await openLive(service.service.url, { secret, path: '/live/../other' });
  expect(client.refusedWith()).toBe(404);
});
