import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import {
  backOffMs,
  createLiveClient,
  readFrame,
  type LiveClient,
  type LiveHandlers,
  type LiveState,
} from '../../../console/src/lib/live';

const at = '2026-03-02T09:00:00+08:00';
const notice = (seq: number): string =>
  JSON.stringify({ seq: String(seq), at, type: 'notice', data: { text: `第 ${seq} 条` } });

/** A server with a durable log that cuts each connection after so many frames, sometimes repeating the last one. */
class CuttingServer {
  private readonly sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  private plan: { frames: number; code: number }[] = [];
  readonly asked: (string | null)[] = [];

  constructor(
    private readonly log: readonly number[],
    plan: readonly { frames: number; code: number }[],
  ) {
    this.plan = [...plan];
    this.sockets.on('connection', (socket, request) => {
      const since = new URL(request.url ?? '/', 'http://localhost').searchParams.get('since');
      this.asked.push(since);
      this.serve(socket, since === null ? 0 : Number(since));
    });
  }

  private serve(socket: WebSocket, since: number): void {
    const cut = this.plan.shift();
    const due = this.log.filter((seq) => seq > since);
    const sent = cut ? due.slice(0, cut.frames) : due;
    if (since > 0) socket.send(notice(since)); // a repeated frame must not count twice
    for (const seq of sent) socket.send(notice(seq));
    if (cut) socket.close(cut.code);
  }

  /** Resolves when it takes connections. */
  listening(): Promise<void> {
    return new Promise((resolve) => this.sockets.once('listening', resolve));
  }

  open = (path: string, handlers: LiveHandlers): { close: () => void } => {
    const { port } = this.sockets.address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    socket.on('open', handlers.opened);
    socket.on('message', (data: Buffer) => handlers.text(data.toString('utf8')));
    socket.on('close', handlers.closed);
    socket.on('error', () => undefined);
    return { close: () => socket.terminate() };
  };

  close(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    return new Promise((resolve) => this.sockets.close(() => resolve()));
  }
}

interface Run {
  readonly seen: string[];
  readonly states: LiveState[];
  readonly client: LiveClient;
}

let server: CuttingServer | undefined;

function running(): CuttingServer {
  if (!server) throw new Error('no server');
  return server;
}

async function serve(log: readonly number[], plan: readonly { frames: number; code: number }[]): Promise<void> {
  server = new CuttingServer(log, plan);
  await server.listening();
}
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Runs a client until `isDone`. */
function follow(isDone: (run: Run) => boolean): Promise<Run> {
  return new Promise((resolve) => {
    const seen: string[] = [];
    const states: LiveState[] = [];
    const check = (): void => {
      const run = { seen, states, client };
      if (isDone(run)) resolve(run);
    };
    const client = createLiveClient({
      open: running().open,
      onEvent: (event) => {
        seen.push(event.seq);
        check();
      },
      onReset: () => undefined,
      onState: (state) => {
        states.push(state);
        queueMicrotask(check);
      },
      random: () => 0,
    });
    client.start();
  });
}

test('every event comes exactly once and in order across cuts, slow-client closes and repeated frames', async () => {
  const log = Array.from({ length: 500 }, (_, index) => 3 * index + 1);
  const plan = [
    { frames: 7, code: 4008 },
    { frames: 1, code: 4008 },
    { frames: 120, code: 1001 },
    { frames: 30, code: 4008 },
    { frames: 200, code: 1011 },
  ];
  await serve(log, plan);
  const run = await follow(({ seen }) => seen.at(-1) === String(log.at(-1)));
  run.client.stop();
  expect(run.seen).toEqual(log.map(String));
  expect(running().asked[0]).toBeNull();
  expect(running().asked.slice(1)).toEqual(['19', '22', '382', '472', '1072']);
});

test.each([
  { code: 4401, state: 'signed-out' as const },
  { code: 4403, state: 'forbidden' as const },
])('close code $code ends for good as $state', async ({ code, state }) => {
  await serve([1], [{ frames: 0, code }]);
  const run = await follow(({ states }) => states.includes(state));
  expect(run.states).toEqual(['connecting', 'open', state]);
  expect(running().asked).toHaveLength(1);
});

test.each([
  ['a ping', '{"type":"ping","seq":"9"}', 'frame'],
  ['a reset', '{"type":"reset","seq":"9"}', 'frame'],
  ['a notice', notice(4), 'frame'],
  ['a type of a later version, with its cursor', '{"seq":"12","at":"x","type":"moon.phase","data":{}}', '12'],
  ['no JSON', '{', null],
  ['no object', '7', null],
])('%s', (_name, text, expected) => {
  const read = readFrame(text);
  expect('frame' in read ? 'frame' : read.unknownAt).toBe(expected);
});

test.each([
  [1, 0, 375],
  [1, 1, 625],
  [2, 0.5, 1000],
  [5, 0.5, 8000],
  [6, 0.5, 15_000],
  [60, 0.5, 15_000],
])('attempt %i waits with jitter %d for %i ms', (attempt, random, expected) => {
  expect(backOffMs(attempt, random)).toBe(expected);
});
