import { runStage } from '../../pipeline/run-stage';
import type { NextJob, Stage } from '../../pipeline/stage';
import { openStageBench, sampleStage, type StageBench } from './stage-bench';
import { until } from './until';

let bench: StageBench;
beforeEach(async () => {
  bench = await openStageBench();
});
afterEach(() => bench.close());

const never = (): Promise<never> => new Promise(() => undefined);
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

describe('the deadline', () => {
  test('ends the run, aborts its signal, and counts as an attempt', async () => {
    let signal: AbortSignal | undefined;
    const outcome = await run({
      deadlineMs: 20,
      run: (_input, context) => {
        signal = context.signal;
        return never();
      },
    });
    expect(outcome).toBe('released');
    expect(signal?.aborted).toBe(true);
    expect(await bench.failures()).toEqual([{ stage: 'analyse', reason: 'deadline', count: 1 }]);
  });

  test.each([
    ['in a stage of its own', false],
    ['within the unit of work', true],
  ])('what comes too late is neither kept nor completed, %s', async (_where, withinUnit) => {
    let finish: (results: { length: number }[]) => void = () => undefined;
    let kept = 0;
    const late = new Promise<{ length: number }[]>((resolve) => (finish = resolve));
    const outcome = await run({
      deadlineMs: 20,
      withinUnit,
      run: () => late,
      keep: () => {
        kept += 1;
        return Promise.resolve([nextJob('n')]);
      },
    });
    finish([{ length: 4 }]);
    await until('the late result went through every turn', async () => (await bench.depth()).queued === 1);
    expect(outcome).toBe('released');
    expect(kept).toBe(0);
    expect(await bench.depth('index')).toEqual({ queued: 0, running: 0, failed: 0 });
  });
});

const rollbacks: [sentence: string, over: Partial<Stage>][] = [
  [
    'keep throws',
    {
      keep: async () => {
        await keepNote('kept');
        throw new Error('sample');
      },
    },
  ],
  [
    'a stage within the unit throws after it wrote',
    {
      withinUnit: true,
      run: async () => {
        await keepNote('run');
        throw new Error('sample');
      },
    },
  ],
  [
    'a stage within the unit gives what is not as agreed',
    {
      withinUnit: true,
      run: async () => {
        await keepNote('run');
        return [{ size: 1 }];
      },
    },
  ],
  [
    'a next job cannot be stored',
    {
      keep: async () => {
        await keepNote('kept');
        return [nextJob('n-1'), { ...nextJob('n-2'), payload: 1n }];
      },
    },
  ],
];

test.each(rollbacks)('nothing is left behind when %s', async (_sentence, over) => {
  let rolledBack = 0;
  await run({ ...over, rolledBack: () => (rolledBack += 1) });
  expect(await notes()).toEqual([]);
  expect(await bench.depth('index')).toEqual({ queued: 0, running: 0, failed: 0 });
  expect(rolledBack).toBe(1);
  expect((await bench.failures()).reduce((sum, { count }) => sum + count, 0)).toBe(1);
});

test('within the unit, what run wrote, what keep wrote, and the completion stand together', async () => {
  const outcome = await run({
    withinUnit: true,
    run: async () => {
      await keepNote('run');
      return [{ length: 4 }];
    },
    keep: async () => {
      await keepNote('keep');
      return [nextJob('n')];
    },
  });
  expect([outcome, await notes(), (await bench.depth('index')).queued]).toEqual(['done', ['keep', 'run'], 1]);
});

test('the same job run twice, as after a crash, queues what follows once', async () => {
  await bench.put('job-1');
  const job = await bench.claim();
  const stage = sampleStage({ keep: () => Promise.resolve([nextJob('n')]) });
  expect([await runStage(bench.parts, stage, job), await runStage(bench.parts, stage, job)]).toEqual(['done', 'done']);
  expect(await bench.depth('index')).toEqual({ queued: 1, running: 0, failed: 0 });
  await bench.put('job-1');
  expect(await bench.depth()).toEqual({ queued: 0, running: 0, failed: 0 });
});

test('a next job that was done already is not queued again', async () => {
  await bench.put('job-0');
  await bench.put('job-1');
  const stage = sampleStage({ keep: () => Promise.resolve([{ ...nextJob('job-0'), stage: 'analyse' }]) });
  for (let turn = 0; turn < 2; turn += 1) await runStage(bench.parts, stage, await bench.claim());
  expect(await bench.depth()).toEqual({ queued: 0, running: 0, failed: 0 });
});
