import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebhookChannel, signWebhook } from '../../../alerts/channels/webhook';
import { summaryOf } from '../../../alerts/raise-alert';
import { raiseAlert } from '../../../alerts/raise-alert';
import type { AlertSummary } from '../../../contracts/alert';
import { sampleCandidate } from '../../sample-nouns';
import { temporaryArchive } from '../../temporary-archive';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;
const received: Received[] = [];
let alert: AlertSummary;
const now = new Date('2026-05-11T01:00:00Z');

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const store = await temporaryArchive();
  const parts = { alerts: store.archive.alerts, events: store.archive.liveEvents };
  alert = summaryOf(
    (await store.archive.unitOfWork(() => raiseAlert(parts, sampleCandidate('m1'), now.toISOString()))).alert,
  );
  await store.close();
});
beforeEach(() => {
  received.length = 0;
  answer = (response) => response.writeHead(204).end();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const channel = (over: Partial<Parameters<typeof createWebhookChannel>[0]> = {}) =>
  createWebhookChannel({ url, secret: 'sample-secret', minLevel: 'blue', timeoutMs: 2000, ...over }, () => now);

test('the receiver gets the alert with a signature it can check', async () => {
  expect(await channel().send({ id: 'webhook:a_1', alert, attempt: 1 })).toEqual({ delivered: true });
  const [got] = received;
  expect(JSON.parse(got?.body ?? '{}')).toMatchObject({
    id: 'webhook:a_1',
    type: 'alert.raised',
    alert: { title: '样例预警' },
  });
  expect(got?.headers['x-yaoshao-signature']).toBe(signWebhook('sample-secret', now.toISOString(), got?.body ?? ''));
});

const answers: [status: number, outcome: object][] = [
  [200, { delivered: true }],
  [400, { delivered: false, final: true, reason: 'http-400' }],
  [404, { delivered: false, final: true, reason: 'http-404' }],
  [429, { delivered: false, final: false, reason: 'http-429' }],
  [500, { delivered: false, final: false, reason: 'http-500' }],
];

test.each(answers)('an answer of %i', async (status, outcome) => {
  answer = (response) => response.writeHead(status).end();
  expect(await channel().send({ id: 'x', alert, attempt: 1 })).toMatchObject(outcome);
});

test('a receiver that is slow is a timeout, one that is not there cannot be connected; both are tried again', async () => {
  answer = () => undefined;
  expect(await channel({ timeoutMs: 100 }).send({ id: 'x', alert, attempt: 1 })).toMatchObject({
    delivered: false,
    final: false,
    reason: 'timeout',
  });
  expect(await channel({ url: 'http://127.0.0.1:1/' }).send({ id: 'x', alert, attempt: 1 })).toMatchObject({
    delivered: false,
    final: false,
    reason: 'connect',
  });
});

test.each([
  ['no address', { url: '' }, false],
  ['a lower level than wanted', { minLevel: 'orange' }, false],
  ['the level itself', { minLevel: 'yellow' }, true],
] as const)('%s: wanted %j', (_what, over, wanted) => {
  expect(channel(over).wants(alert)).toBe(wanted);
});
