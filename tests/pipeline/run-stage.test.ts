import { StageFailure, type StageFailureFields } from '../../contracts/failure';
import { asFailure, retryDelayMs, runStage } from '../../pipeline/run-stage';
import type { NextJob, Stage } from '../../pipeline/stage';
import { openStageBench, sampleStage, type StageBench } from './stage-bench';

let bench: StageBench;
beforeEach(async () => {
  bench = await openStageBench();
});
afterEach(() => bench.close());

const failing = (over: Partial<StageFailureFields>) => (): Promise<never> =>
  Promise.reject(
    new StageFailure({
      stage: 'analyse',
      reason: 'connect',
      retry: 'back-off',
      subjectId: 'x',
      message: 'sample',
      ...over,
    }),
  );

/** Puts a job, claims it, and runs it. */
async function run(over: Partial<Stage>, payload: unknown = { word: 'four' }): ReturnType<typeof runStage> {
  await bench.put('job-1', payload);
  return runStage(bench.parts, sampleStage(over), await bench.claim());
}

const note = (id: string) => ({
  id,
  at: bench.store.time,
  actorId: null,
  actorName: 'sample',
  action: id,
  subject: id,
  outcome: 'done' as const,
  detail: {},
  address: null,
});
/** Something that a stage stores, and how often it stands there. */
const keepNote = (id: string): Promise<void> => bench.store.archive.access.appendAudit(note(id));
const notes = async (): Promise<string[]> =>
  (await bench.store.archive.access.audit({ limit: 100 })).items.map((entry) => entry.action);

const nextJob = (id: string): NextJob => ({ id, stage: 'index', subjectId: id, lane: '', payload: { id } });

describe('a job that goes well', () => {
  test('is done, is out of the queue, and is counted with its results', async () => {
    expect(await run({ run: () => Promise.resolve([{ length: 1 }, { length: 2 }]) })).toBe('done');
    expect(await bench.depth()).toEqual({ queued: 0, running: 0, failed: 0 });
    expect((await bench.parts.metrics.results.get()).values[0]).toMatchObject({
      labels: { stage: 'analyse' },
      value: 2,
    });
    expect(await bench.failures()).toEqual([]);
  });

  test('hands keep the parsed results, the parsed input, and the number of the attempt', async () => {
    let seen: unknown;
    await run({
      keep: (results, input, context) => {
        seen = { results, input, attempt: context.attempt, now: context.now().toISOString() };
        return Promise.resolve([]);
      },
    });
    expect(seen).toEqual({
      results: [{ length: 4 }],
      input: { word: 'four' },
      attempt: 1,
      now: new Date(bench.store.time).toISOString(),
    });
  });

  test('queues what follows together with its own completion', async () => {
    await run({ keep: () => Promise.resolve([nextJob('n-1'), nextJob('n-2')]) });
    expect(await bench.depth('index')).toEqual({ queued: 2, running: 0, failed: 0 });
  });
});

const badPayloads: [sentence: string, over: Partial<Stage>, payload: unknown, reason: string][] = [
  ['a payload of another shape', {}, { letters: 'four' }, 'invalid-input'],
  ['no payload', {}, null, 'invalid-input'],
  ['a result of another shape', { run: () => Promise.resolve([{ size: 4 }]) }, undefined, 'invalid-output'],
  [
    'one wrong result among right ones',
    { run: () => Promise.resolve([{ length: 1 }, {}]) },
    undefined,
    'invalid-output',
  ],
];

test.each(badPayloads)(
  '%s is buried with its reason and never tried again',
  async (_sentence, over, payload, reason) => {
    let kept = 0;
    const keep: Stage['keep'] = () => {
      kept += 1;
      return Promise.resolve([nextJob('n')]);
    };
    expect(await run({ ...over, keep }, payload)).toBe('buried');
    expect(kept).toBe(0);
    expect(await bench.store.archive.jobs.buried(10)).toMatchObject([{ id: 'job-1', reason }]);
    expect(await bench.depth('index')).toEqual({ queued: 0, running: 0, failed: 0 });
    expect(await bench.failures()).toEqual([{ stage: 'analyse', reason, count: 1 }]);
  },
);

interface RetryRow {
  readonly sentence: string;
  readonly run: Stage['run'];
  readonly outcome: 'released' | 'buried';
  readonly reason: string;
  readonly attempts: number;
  readonly waitMs?: number;
}
const retries: RetryRow[] = [
  {
    sentence: 'a failure that says never',
    run: failing({ retry: 'never', reason: 'gone' }),
    outcome: 'buried',
    reason: 'gone',
    attempts: 0,
  },
  {
    sentence: 'a failure that says back-off',
    run: failing({ reason: 'connect' }),
    outcome: 'released',
    reason: 'connect',
    attempts: 1,
    waitMs: 1000,
  },
  {
    sentence: 'a failure that says later, with a time',
    run: failing({ retry: 'later', reason: 'rate-limited', retryAfterMs: 7000 }),
    outcome: 'released',
    reason: 'rate-limited',
    attempts: 0,
    waitMs: 7000,
  },
  {
    sentence: 'a failure that says later, without a time',
    run: failing({ retry: 'later', reason: 'budget-spent' }),
    outcome: 'released',
    reason: 'budget-spent',
    attempts: 0,
    waitMs: 1000,
  },
  {
    sentence: 'an error that nobody named',
    run: () => Promise.reject(new TypeError('sample')),
    outcome: 'released',
    reason: 'internal',
    attempts: 1,
    waitMs: 1000,
  },
  {
    sentence: 'something thrown that is no error',
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- libraries do this
    run: () => Promise.reject('sample'),
    outcome: 'released',
    reason: 'internal',
    attempts: 1,
    waitMs: 1000,
  },
];

test.each(retries)('$sentence: $outcome, counted as $reason', async (row) => {
  expect(await run({ run: row.run })).toBe(row.outcome);
  expect(await bench.failures()).toEqual([{ stage: 'analyse', reason: row.reason, count: 1 }]);
  if (row.waitMs === undefined) return;
  await expect(bench.claim()).rejects.toThrow('nothing to claim');
  bench.store.time = new Date(Date.parse(bench.store.time) + row.waitMs).toISOString();
  expect(await bench.claim()).toMatchObject({ id: 'job-1', attempts: row.attempts });
});

test.each([
  [0, 1000],
  [1, 2000],
  [4, 16_000],
  [8, 256_000],
  [9, 300_000],
  [500, 300_000],
])('after %d attempts the wait is %d ms', (attempts, delayMs) => {
  expect(retryDelayMs(attempts)).toBe(delayMs);
});

test('what is thrown as a failure of another stage keeps its reason', () => {
  const failure = new StageFailure({
    stage: 'archive',
    reason: 'disk-full',
    retry: 'later',
    subjectId: 'f',
    message: '',
  });
  expect(asFailure(failure, 'analyse', 'x')).toBe(failure);
});

/** Runs the one job until it is done or buried, moving the clock to each next time. */
async function runToTheEnd(stage: Stage): Promise<string[]> {
  const outcomes: string[] = [];
  await bench.put('job-1', { word: 'four' });
  while (outcomes.length < 10 && ((await bench.depth()).queued > 0 || outcomes.length === 0)) {
    outcomes.push(await runStage(bench.parts, stage, await bench.claim()));
    bench.store.time = new Date(Date.parse(bench.store.time) + 600_000).toISOString();
  }
  return outcomes;
}

test('a job is buried after its attempts; giveUp is told once, and every failure is counted', async () => {
  const told: unknown[] = [];
  const outcomes = await runToTheEnd(
    sampleStage({
      run: failing({ reason: 'http-5xx' }),
      giveUp: (input, fault, context) => {
        told.push({ input, fault, attempt: context.attempt });
        return Promise.resolve();
      },
    }),
  );
  expect(outcomes).toEqual(['released', 'released', 'buried']);
  expect(told).toEqual([{ input: { word: 'four' }, fault: { reason: 'http-5xx', message: 'sample' }, attempt: 3 }]);
  expect(await bench.failures()).toEqual([{ stage: 'analyse', reason: 'http-5xx', count: 3 }]);
});

test('waiting for a busy host is no attempt: the job is tried until the host answers', async () => {
  let asked = 0;
  const outcomes = await runToTheEnd(
    sampleStage({
      run: () => {
        asked += 1;
        return asked < 7 ? failing({ retry: 'later', reason: 'rate-limited' })() : Promise.resolve([]);
      },
    }),
  );
  expect(outcomes).toEqual([...Array<string>(6).fill('released'), 'done']);
});

test('what giveUp stores and the burial are kept together: when it fails, the job stays claimed and comes back', async () => {
  const stage = sampleStage({
    run: failing({ retry: 'never', reason: 'gone' }),
    giveUp: async () => {
      await keepNote('half');
      throw new Error('sample');
    },
  });
  await bench.put('job-1');
  await expect(runStage(bench.parts, stage, await bench.claim())).rejects.toThrow('sample');
  expect(await notes()).toEqual([]);
  expect(await bench.depth()).toEqual({ queued: 0, running: 1, failed: 0 });
});

test('the time of every run is observed, of failed ones too', async () => {
  await run({ run: failing({}) });
  const { values } = await bench.parts.metrics.latency.get();
  expect(values.find(({ metricName }) => metricName?.endsWith('_count'))).toMatchObject({ value: 1 });
});
