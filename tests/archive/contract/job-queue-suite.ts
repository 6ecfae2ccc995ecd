import * as fc from 'fast-check';
import type { Job, JobQueue } from '../../../pipeline/stores';

const t0 = Date.parse('2026-03-02T04:00:00Z');
const at = (ms: number): string => new Date(t0 + ms).toISOString();

export function job(id: string, change: Partial<Job> = {}): Omit<Job, 'attempts'> {
  return { id, stage: 'fetch', subjectId: id, lane: '', payload: { id }, runAt: at(0), ...change };
}

const lease = (ms: number, worker = 'w1'): { now: string; leaseMs: number; worker: string } => ({
  now: at(ms),
  leaseMs: 1000,
  worker,
});

/** What every queue between stages must do. `fresh` gives an empty queue each time; `reopened` the same one after a restart. */
export function jobQueueSuite(parts: { fresh: () => Promise<JobQueue>; reopened: () => Promise<JobQueue> }): void {
  let queue: JobQueue;
  beforeEach(async () => {
    queue = await parts.fresh();
  });
  const ids = async (limit: number, ms = 0): Promise<string[]> =>
    (await queue.claim('fetch', limit, lease(ms))).map(({ id }) => id);

  test('an id is accepted once: waiting, running, done, buried, and after a restart', async () => {
    expect(await queue.enqueue([job('a'), job('b'), job('c'), job('a')])).toBe(3);
    expect(await ids(1)).toEqual(['a']);
    await queue.complete('a', at(1));
    expect(await ids(1)).toEqual(['b']);
    await queue.bury('b', { at: at(2), reason: 'gone', message: '页面已删除' });
    expect(await queue.enqueue([job('a'), job('b'), job('c')])).toBe(0);
    queue = await parts.reopened();
    expect(await queue.enqueue([job('a'), job('b'), job('c')])).toBe(0);
    expect(await ids(10)).toEqual(['c']);
  });

  test('the payload comes back as it went in', async () => {
    const payload = { 文: ['减重笔', 1, null, { deep: true }] };
    await queue.enqueue([job('a', { payload, subjectId: 's', lane: 'host' })]);
    expect(await queue.claim('fetch', 1, lease(0))).toEqual([
      { id: 'a', stage: 'fetch', subjectId: 's', lane: 'host', payload, runAt: at(0), attempts: 0 },
    ]);
  });

  test.each([
    [
      'one lane: oldest first',
      [
        ['a', ''],
        ['b', ''],
        ['c', ''],
      ],
      2,
      ['a', 'b'],
      ['c'],
    ],
    [
      'a long lane does not hold up a short one',
      [
        ['x1', 'x'],
        ['x2', 'x'],
        ['x3', 'x'],
        ['y1', 'y'],
      ],
      2,
      ['x1', 'y1'],
      ['x2', 'x3'],
    ],
    [
      'the round goes on where it stopped',
      [
        ['x1', 'x'],
        ['x2', 'x'],
        ['y1', 'y'],
        ['y2', 'y'],
        ['z1', 'z'],
      ],
      1,
      ['x1'],
      ['y1'],
    ],
    [
      'an empty lane name is a lane too',
      [
        ['n1', ''],
        ['n2', ''],
        ['y1', 'y'],
        ['y2', 'y'],
      ],
      2,
      ['n1', 'y1'],
      ['n2', 'y2'],
    ],
    [
      'free places go to the long lane',
      [
        ['x1', 'x'],
        ['y1', 'y'],
        ['y2', 'y'],
        ['y3', 'y'],
        ['y4', 'y'],
      ],
      4,
      ['x1', 'y1', 'y2', 'y3'],
      ['y4'],
    ],
  ])('fairness: %s', async (_name, jobs, limit, first, second) => {
    await queue.enqueue(jobs.map(([id, lane], place) => job(id ?? '', { lane: lane ?? '', runAt: at(place - 10) })));
    expect((await ids(limit)).sort()).toEqual(first);
    expect((await ids(limit)).sort()).toEqual(second);
  });

  test('ten lanes of very different length are served alike, one at a time', async () => {
    const jobs = Array.from({ length: 10 }, (_, lane) =>
      Array.from({ length: lane === 0 ? 200 : 5 }, (_unused, place) => job(`${lane}-${place}`, { lane: `h${lane}` })),
    ).flat();
    await queue.enqueue(jobs);
    const served = new Map<string, number>();
    for (let turn = 0; turn < 50; turn += 1) {
      const lane = (await queue.claim('fetch', 1, lease(0)))[0]?.lane ?? '';
      served.set(lane, (served.get(lane) ?? 0) + 1);
    }
    expect([...served.values()]).toEqual(Array.from({ length: 10 }, () => 5));
  });

  test('at most perLane jobs of one lane run at a time', async () => {
    await queue.enqueue([...['a', 'b', 'c'].map((id) => job(id, { lane: 'x' })), job('y', { lane: 'y' })]);
    const claim = async (limit: number): Promise<string[]> =>
      (await queue.claim('fetch', limit, { ...lease(0), perLane: 2 })).map(({ id }) => id);
    expect(await claim(1)).toEqual(['a']);
    expect((await claim(9)).sort()).toEqual(['b', 'y']);
    expect(await claim(9)).toEqual([]);
    await queue.complete('a', at(1));
    expect(await claim(9)).toEqual(['c']);
  });

  test('a job waits for its time, and other stages do not see it', async () => {
    await queue.enqueue([job('late', { runAt: at(500) }), job('other', { stage: 'analyse' })]);
    expect(await ids(10, 499)).toEqual([]);
    expect(await ids(10, 500)).toEqual(['late']);
  });

  test('times with different zones are compared as times', async () => {
    await queue.enqueue([job('east', { runAt: '2026-03-02T12:00:01+08:00' }), job('utc', { runAt: at(0) })]);
    expect(await ids(10, 0)).toEqual(['utc']);
    await queue.complete('utc', at(1));
    expect(await ids(10, 1000)).toEqual(['east']);
  });

  test('a lease that ran out gives the job back without counting an attempt', async () => {
    await queue.enqueue([job('a')]);
    expect(await ids(1, 0)).toEqual(['a']);
    expect(await ids(1, 999)).toEqual([]);
    expect(await queue.claim('fetch', 1, lease(1000, 'w2'))).toEqual([{ ...job('a'), attempts: 0 }]);
  });

  test('release puts back for later, counted or not; bury keeps the reason', async () => {
    await queue.enqueue([job('a')]);
    await ids(1);
    await queue.release('a', { runAt: at(100), counted: true, reason: 'timeout', message: '超时' });
    expect(await ids(1, 99)).toEqual([]);
    expect(await queue.claim('fetch', 1, lease(100))).toMatchObject([{ id: 'a', attempts: 1, runAt: at(100) }]);
    await queue.release('a', { runAt: at(200), counted: false, reason: 'rate-limited', message: '稍后' });
    expect(await queue.claim('fetch', 1, lease(200))).toMatchObject([{ id: 'a', attempts: 1 }]);
    await queue.bury('a', { at: at(300), reason: 'gone', message: '已删除' });
    expect(await queue.buried(10)).toMatchObject([{ id: 'a', reason: 'gone', message: '已删除', at: at(300) }]);
    expect(await ids(10, 10_000)).toEqual([]);
  });

  test('a graceful stop gives back only the own jobs; a start after a crash all of them', async () => {
    await queue.enqueue([job('a'), job('b')]);
    await queue.claim('fetch', 1, lease(0, 'w1'));
    await queue.claim('fetch', 1, lease(0, 'w2'));
    expect(await queue.releaseAll('w1', at(1))).toBe(1);
    expect(await ids(10, 1)).toEqual(['a']);
    queue = await parts.reopened();
    expect(await queue.releaseAll(null, at(2))).toBe(2);
    expect((await ids(10, 2)).sort()).toEqual(['a', 'b']);
  });

  test('a job over which the process dies again and again is buried with its reason', async () => {
    await queue.enqueue([job('poison'), job('fine', { runAt: at(5) })]);
    for (let crash = 0; crash < 11; crash += 1) {
      await ids(1);
      await queue.releaseAll(null, at(1));
    }
    expect(await queue.buried(5)).toMatchObject([{ id: 'poison', reason: 'worker-died' }]);
    expect(await ids(5, 5)).toEqual(['fine']);
  });

  test('depth counts by stage and tells how long the oldest has waited', async () => {
    await queue.enqueue([
      job('a'),
      job('b', { runAt: at(400) }),
      job('c'),
      job('d', { stage: 'analyse', runAt: at(9000) }),
    ]);
    await ids(1);
    await queue.bury('c', { at: at(1), reason: 'gone', message: '' });
    expect(await queue.depth(at(1000))).toEqual([
      { stage: 'analyse', queued: 1, running: 0, failed: 0, oldestMs: 0 },
      { stage: 'fetch', queued: 1, running: 1, failed: 1, oldestMs: 600 },
    ]);
  });

  test('completing or releasing what is not there changes nothing', async () => {
    await queue.complete('nobody', at(0));
    await queue.release('nobody', { runAt: at(0), counted: true, reason: 'timeout', message: '' });
    expect(await queue.depth(at(0))).toEqual([]);
    expect(await queue.enqueue([job('nobody')])).toBe(1);
  });

  test('every job is handed out exactly once at a time, whatever is done to the queue', async () => {
    const command = fc.record({
      kind: fc.constantFrom('enqueue', 'claim', 'complete', 'release', 'bury'),
      id: fc.integer({ min: 0, max: 12 }),
      lane: fc.constantFrom('', 'x', 'y'),
      limit: fc.integer({ min: 1, max: 5 }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        run += 1;
        const stage = `stage-${run}`;
        const state = new Map<string, 'queued' | 'running' | 'ended'>();
        for (const { kind, id, lane, limit } of commands) {
          const name = `${run}-${id}`;
          const known = state.get(name);
          if (kind === 'enqueue') {
            expect(await queue.enqueue([job(name, { stage, lane })])).toBe(known ? 0 : 1);
            if (!known) state.set(name, 'queued');
          } else if (kind === 'claim') {
            const waiting = [...state].filter(([, standing]) => standing === 'queued').length;
            const claimed = await queue.claim(stage, limit, { now: at(0), leaseMs: 1e9, worker: 'w' });
            expect(claimed).toHaveLength(Math.min(limit, waiting));
            for (const { id: taken } of claimed) {
              expect(state.get(taken)).toBe('queued');
              state.set(taken, 'running');
            }
          } else if (known === 'running') {
            if (kind === 'complete') await queue.complete(name, at(0));
            if (kind === 'bury') await queue.bury(name, { at: at(0), reason: 'gone', message: '' });
            if (kind === 'release') {
              await queue.release(name, { runAt: at(0), counted: true, reason: 'timeout', message: '' });
            }
            state.set(name, kind === 'release' ? 'queued' : 'ended');
          }
        }
      }),
      { numRuns: 60 },
    );
  });
}
