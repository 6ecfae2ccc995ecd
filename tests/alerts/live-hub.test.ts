import fc from 'fast-check';
import { closeCodes, LiveHub, type LiveConnection } from '../../alerts/live-hub';
import { rightsOf } from '../../access/rights';
import type { Viewer } from '../../contracts/user';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
let hub: LiveHub;
const timers: (() => void)[] = [];

const options = {
  flushMs: 100,
  pingMs: 15_000,
  maxBufferedBytes: 1000,
  setTimer: (work: () => void) => {
    timers.push(work);
    return () => undefined;
  },
  onFault: (fault: unknown) => {
    throw fault;
  },
};

beforeEach(async () => {
  store = await temporaryArchive();
  timers.length = 0;
  hub = new LiveHub(store.archive.liveEvents, options);
  await hub.start();
});
afterEach(async () => {
  hub.stop();
  await store.close();
});

const viewerIn = (region: string, role: Viewer['role'] = 'monitor'): Viewer => ({
  userId: `u-${region}-${role}`,
  username: 'u',
  name: '甲',
  role,
  rights: rightsOf(role),
  organisationId: `org-${region}`,
  organisationName: '',
  region,
  mustChangePassword: false,
});

class Recorder implements LiveConnection {
  readonly frames: { type: string; seq: string; data?: { text?: string } }[] = [];
  closed: number | undefined;
  buffered = 0;
  send(frames: readonly string[]): void {
    for (const frame of frames) this.frames.push(JSON.parse(frame) as Recorder['frames'][number]);
  }
  bufferedBytes(): number {
    return this.buffered;
  }
  drained(): Promise<void> {
    return Promise.resolve();
  }
  close(code: number): void {
    this.closed = code;
  }
  get notices(): string[] {
    return this.frames.filter((frame) => frame.type === 'notice').map((frame) => frame.data?.text ?? '');
  }
  get cursor(): string | undefined {
    return this.frames.at(-1)?.seq;
  }
}

const note = (
  text: string,
  scope: { region: string; organisationIds?: string[]; right?: 'alerts' | 'sources' } = { region: '000000' },
) =>
  store.archive.liveEvents.append({
    at: '2026-05-11T09:00:00+08:00',
    body: { type: 'notice', data: { text } },
    scope: { right: 'any', ...scope },
  });

test('without a cursor a client gets what comes from now on, in order', async () => {
  await note('before');
  const client = new Recorder();
  await hub.attach(client, viewerIn('000000'), undefined);
  await note('one');
  await note('two');
  await hub.flush();
  expect(client.notices).toEqual(['one', 'two']);
});

test('a client that was cut resumes by its cursor: nothing is lost, nothing comes twice', async () => {
  const first = new Recorder();
  const detach = await hub.attach(first, viewerIn('000000'), undefined);
  await note('one');
  await hub.flush();
  detach();
  await note('two');
  const second = new Recorder();
  await hub.attach(second, viewerIn('000000'), first.cursor);
  await note('three');
  await hub.flush();
  expect([...first.notices, ...second.notices]).toEqual(['one', 'two', 'three']);
});

test('a cursor stays valid after a restart', async () => {
  await note('one');
  const after = new LiveHub(store.archive.liveEvents, options);
  await after.start();
  const client = new Recorder();
  await after.attach(client, viewerIn('000000'), '0');
  after.stop();
  expect(client.notices).toEqual(['one']);
});

test.each([
  ['no number', 'abc'],
  ['beyond the log', '999'],
  ['negative', '-3'],
])('a cursor that is %s is answered with reset', async (_what, cursor) => {
  await note('one');
  const client = new Recorder();
  await hub.attach(client, viewerIn('000000'), cursor);
  expect(client.frames).toEqual([{ type: 'reset', seq: '1' }]);
});

const scopes: [sentence: string, viewer: Viewer, scope: Parameters<typeof note>[1], sees: boolean][] = [
  ['a province sees its counties', viewerIn('330000'), { region: '330106', right: 'alerts' }, true],
  ['a county does not see its neighbour', viewerIn('330106'), { region: '330108', right: 'alerts' }, false],
  ['a county does not see the province', viewerIn('330106'), { region: '330000', right: 'alerts' }, false],
  [
    'an organisation sees what was handed to it',
    viewerIn('330106'),
    { region: '320000', organisationIds: ['org-330106'], right: 'alerts' },
    true,
  ],
  ['an administrator does not see alerts', viewerIn('000000', 'admin'), { region: '330000', right: 'alerts' }, false],
  ['an administrator sees sources', viewerIn('000000', 'admin'), { region: '000000', right: 'sources' }, true],
];

test.each(scopes)('%s', async (_sentence, viewer, scope, sees) => {
  const client = new Recorder();
  await hub.attach(client, viewer, undefined);
  await note('event', scope);
  await hub.flush();
  expect(client.notices).toEqual(sees ? ['event'] : []);
});

test('a ping moves the cursor past events that the viewer may not see', async () => {
  const client = new Recorder();
  await hub.attach(client, viewerIn('330106'), undefined);
  await note('hidden', { region: '110000', right: 'alerts' });
  await hub.flush();
  for (const fire of timers.splice(0)) fire();
  expect(client.cursor).toBe('1');
});

test('a client that does not read is cut and can resume', async () => {
  const slow = new Recorder();
  await hub.attach(slow, viewerIn('000000'), undefined);
  slow.buffered = 5000;
  await note('one');
  await hub.flush();
  expect(slow.closed).toBe(closeCodes.tooSlow);
  expect(hub.clientCount).toBe(0);
});

test('a session that ends cuts its own connections only', async () => {
  const [mine, other] = [new Recorder(), new Recorder()];
  await hub.attach(mine, viewerIn('330000'), undefined);
  await hub.attach(other, viewerIn('110000'), undefined);
  hub.disconnect('u-330000-monitor', closeCodes.sessionEnded, 'session ended');
  expect([mine.closed, other.closed]).toEqual([closeCodes.sessionEnded, undefined]);
});

test('whatever the cuts, a viewer gets each visible event once and in order', async () => {
  const step = fc.oneof(
    fc.constant('event' as const),
    fc.constant('hidden' as const),
    fc.constant('flush' as const),
    fc.constant('cut' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const from = String((await store.archive.liveEvents.bounds()).latest);
      const seen: string[] = [];
      const expected: string[] = [];
      let client = new Recorder();
      let detach = await hub.attach(client, viewerIn('330000'), from);
      let cursor = from;
      const collect = (): void => {
        seen.push(...client.notices);
        cursor = client.cursor ?? cursor;
      };
      for (const [index, what] of steps.entries()) {
        if (what === 'event') expected.push(String(index));
        if (what === 'event') await note(String(index), { region: '330100', right: 'alerts' });
        if (what === 'hidden') await note('hidden', { region: '110000', right: 'alerts' });
        if (what === 'flush') await hub.flush();
        if (what === 'cut') {
          detach();
          collect();
          client = new Recorder();
          detach = await hub.attach(client, viewerIn('330000'), cursor);
        }
      }
      await hub.flush();
      detach();
      collect();
      expect(seen).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
