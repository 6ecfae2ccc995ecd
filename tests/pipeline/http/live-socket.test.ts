import { connect, type Socket } from 'node:net';
import { createHash } from 'node:crypto';
import { openLive, type LiveClient } from '../live-client';
import { password, startTestService, type TestService } from '../test-service';
import { until } from '../until';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ settings: { live: { flushMs: 5, pingMs: 300, maxBufferedBytes: 65_536 } } });
});
afterAll(() => service.close());

const open = async (who: Parameters<typeof openLive>[1]): Promise<LiveClient> => openLive(service.service.url, who);
let number = 0;
const raise = (region = '330106') => service.raise(`live-${(number += 1)}`, { region });

async function signedIn(username: string): Promise<string> {
  const answer = await service.stranger('POST', '/api/v1/session', { body: { username, password } });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

test('an alert is on the socket as one JSON text, and resumes exactly once and in order after a cut', async () => {
  const { secret } = await service.person('monitor');
  const first = await open({ secret });
  const raised = [await raise(), await raise()];
  await until('both are there', () => first.types().length === 2);
  await first.close();
  raised.push(await raise());
  const second = await open({ secret, since: first.cursor()! });
  raised.push(await raise());
  await until('the others are there', () => second.types().length === 2);
  const ids = [...first.frames, ...second.frames].flatMap((frame) =>
    frame.type === 'alert.raised' ? [frame.data.id] : [],
  );
  expect(ids).toEqual(raised.map(({ id }) => id));
  const seqs = [...first.frames, ...second.frames].filter(({ type }) => type !== 'ping').map(({ seq }) => Number(seq));
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  await second.close();
});

test('a county gets nothing of its neighbour, and its cursor moves all the same', async () => {
  const { secret } = await service.person('bureau', 'county');
  const client = await open({ secret });
  const before = Number(client.cursor());
  await raise('330108');
  await until('a ping has passed the hidden event', () => Number(client.cursor()) > before);
  expect(client.types()).toEqual([]);
  await client.close();
});

const refusals: [sentence: string, who: () => Promise<Parameters<typeof openLive>[1]>, code: number][] = [
  ['nobody', () => Promise.resolve({}), 4401],
  ['an unknown token', () => Promise.resolve({ secret: 'x'.repeat(43) }), 4401],
  ['a cookie that is garbage', () => Promise.resolve({ cookie: 'yaoshao_session=%%%;;;=' }), 4401],
  [
    'another site with the cookie of somebody signed in',
    async () => {
      await service.person('head');
      return { cookie: await signedIn('head-province'), origin: 'http://evil.invalid' };
    },
    4403,
  ],
];

test.each(refusals)('%s is refused', async (_sentence, who, code) => {
  const client = await open(await who());
  await until('it is closed', () => client.closed() !== undefined);
  expect([client.closed(), client.frames]).toEqual([code, []]);
});

test('the own page with the cookie is let in', async () => {
  await service.person('head');
  const client = await open({ cookie: await signedIn('head-province'), origin: service.service.url });
  expect(client.frames[0]?.type).toBe('ping');
  await client.close();
});

test('who must change the password first gets no socket', async () => {
  const { secret, username } = await service.person('monitor', 'city');
  const user = await service.store.archive.access.userByName(username);
  await service.store.archive.access.updateUser({ ...user!, version: 2, mustChangePassword: true }, 1);
  const client = await open({ secret });
  await until('it is closed', () => client.closed() !== undefined);
  expect(client.closed()).toBe(4403);
});

const endings: [sentence: string, end: (secret: string, userId: string) => Promise<unknown>][] = [
  ['signing out', (secret) => service.callWith(secret)('DELETE', '/api/v1/session')],
  [
    'being disabled',
    async (_secret, userId) => {
      const { call } = await service.person('admin');
      return call('PATCH', `/api/v1/users/${userId}`, { body: { disabled: true }, ifMatch: 1 });
    },
  ],
  [
    'a session that ended elsewhere, as on the command line',
    (secret) => service.store.archive.access.deleteSession(createHash('sha256').update(secret).digest('hex')),
  ],
];

test.each(endings.map(([sentence, end], index) => ({ sentence, end, index })))(
  '$sentence cuts the socket with 4401',
  async ({ end, index }) => {
    const role = (['enforcer', 'reviewer', 'bureau'] as const)[index]!;
    const { secret, userId } = await service.person(role, 'city');
    const client = await open({ secret });
    await end(secret, userId);
    await until('it is closed', () => client.closed() !== undefined);
    expect(client.closed()).toBe(4401);
  },
);

test('a cursor that is garbage or beyond the log is answered with reset', async () => {
  const { secret } = await service.person('monitor');
  for (const since of ['abc', '-1', '1e3', '99999999999999999999', '999999999', '1;drop', '']) {
    const client = await open({ secret, since });
    expect([since, client.frames[0]?.type]).toEqual([since, 'reset']);
    await client.close();
  }
});

test('an oversized message ends that connection with 1009, and no other', async () => {
  const { secret } = await service.person('monitor');
  const [loud, quiet] = [await open({ secret }), await open({ secret })];
  loud.socket.send('x'.repeat(100_000));
  await until('it is closed', () => loud.closed() !== undefined);
  expect(loud.closed()).toBe(1009);
  await raise();
  await until('the other one goes on', () => quiet.types().length === 1);
  await quiet.close();
});

function rawSocket(): Promise<{ socket: Socket; text: () => string; isClosed: () => boolean }> {
  return new Promise((resolve) => {
    const socket = connect(service.service.port, '127.0.0.1', () => {
      let text = '';
      let isClosed = false;
      socket.on('data', (data) => (text += data.toString('latin1')));
      socket.on('close', () => (isClosed = true));
      socket.on('error', () => undefined);
      resolve({ socket, text: () => text, isClosed: () => isClosed });
    });
  });
}

const upgrade = (path: string, key = 'dGhlIHNhbXBsZSBub25jZQ=='): string =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`;

test.each([
  ['another path', upgrade('/other'), /^HTTP\/1\.1 404 /],
  ['a path that is no address', upgrade('//'), /^HTTP\/1\.1 404 /],
  ['an address with a broken host', upgrade('http://[::1/live'), /^HTTP\/1\.1 40[04] /],
  ['a key that is no key', upgrade('/live', 'short'), /^HTTP\/1\.1 400 /],
])('an upgrade to %s is refused in words', async (_what, request, says) => {
  const { socket, text, isClosed } = await rawSocket();
  socket.write(request);
  await until('it is closed', isClosed);
  expect(text()).toMatch(says);
  expect((await service.stranger('GET', '/healthz')).status).toBe(200);
});

test('a frame that breaks the protocol, sent before anybody was asked who they are, harms nobody', async () => {
  const { socket, isClosed } = await rawSocket();
  socket.write(Buffer.concat([Buffer.from(upgrade('/live')), Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff])]));
  await until('it is closed', isClosed);
  expect((await service.stranger('GET', '/healthz')).status).toBe(200);
});

test('a connection that is reset in the middle of an upgrade harms nobody', async () => {
  for (const path of ['/live', '/other']) {
    const { socket, isClosed } = await rawSocket();
    socket.write(upgrade(path));
    socket.resetAndDestroy();
    await until('it is closed', isClosed);
  }
  expect((await service.stranger('GET', '/healthz')).status).toBe(200);
});

test('a client that was long away gets everything in order although it is more than may be buffered', async () => {
  const { secret } = await service.person('monitor');
  const first = await open({ secret });
  const from = first.cursor()!;
  await first.close();
  const many = 1200;
  const text = '长'.repeat(300);
  await service.store.archive.unitOfWork(async () => {
    for (let index = 0; index < many; index += 1) {
      await service.store.archive.liveEvents.append({
        at: service.store.time,
        body: { type: 'notice', data: { text: `${index} ${text}` } },
        scope: { region: '330000', right: 'any' },
      });
    }
  });
  const second = await open({ secret, since: from });
  await until('all are there', () => second.types().length === many || second.closed() !== undefined, 15_000);
  expect(second.closed()).toBeUndefined();
  const places = second.frames.flatMap((frame) =>
    frame.type === 'notice' ? [Number(frame.data.text.split(' ')[0])] : [],
  );
  expect(places).toEqual(Array.from({ length: many }, (_, index) => index));
  await second.close();
});

test('a client that never reads is cut, and the service holds only so much for it', async () => {
  const { secret } = await service.person('monitor');
  const slow = await open({ secret });
  const { _socket: raw } = slow.socket as unknown as { _socket: Socket };
  raw.pause();
  const text = '慢'.repeat(20_000);
  const clients = (): Promise<string> => service.house.metrics.registry.getSingleMetricAsString('yaoshao_live_clients');
  const before = await clients();
  for (let index = 0; index < 400 && (await clients()) === before; index += 1) {
    await service.store.archive.liveEvents.append({
      at: service.store.time,
      body: { type: 'notice', data: { text } },
      scope: { region: '330000', right: 'any' },
    });
    await service.house.hub.flush();
  }
  await until('it is cut', async () => (await clients()) !== before, 25_000);
  raw.resume();
  await until('the client notices', () => slow.closed() !== undefined);
  expect([4008, 1006]).toContain(slow.closed());
}, 40_000);
