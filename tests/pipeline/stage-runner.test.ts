import { StageRunner } from '../../pipeline/stage-runner';
import type { Stage } from '../../pipeline/stage';
import { openStageBench, sampleStage, type StageBench } from './stage-bench';
import { until } from './until';

let bench: StageBench;
let runner: StageRunner | undefined;
beforeEach(async () => {
  bench = await openStageBench();
});
afterEach(async () => {
  await runner?.stop(0);
  runner = undefined;
  await bench.close();
});

interface Gate {
  readonly running: string[];
  readonly done: string[];
  most: number;
  mostPerLane: number;
  /** Lets everything that waits, or comes later, go on. */
  open(): void;
}

const laneOf = (word: string): string => word.split('-')[0] ?? '';

/** A stage whose runs wait until the gate is opened, and what was seen meanwhile. */
function gatedStage(over: Partial<Stage> = {}): { gate: Gate; stage: Stage } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const gate: Gate = { running: [], done: [], most: 0, mostPerLane: 0, open };
  const stage = sampleStage({
    run: async (input) => {
      const { word } = input as { word: string };
      gate.running.push(word);
      gate.most = Math.max(gate.most, gate.running.length);
      const ofLane = gate.running.filter((other) => laneOf(other) === laneOf(word)).length;
      gate.mostPerLane = Math.max(gate.mostPerLane, ofLane);
      await opened;
      gate.running.splice(gate.running.indexOf(word), 1);
      gate.done.push(word);
      return [];
    },
    ...over,
  });
  return { gate, stage };
}

async function start(stage: Stage, parts = bench.parts): Promise<StageRunner> {
  runner = new StageRunner(parts, [stage]);
  await runner.start();
  return runner;
}

const putMany = (words: readonly string[]): Promise<unknown> =>
  Promise.all(words.map((word) => bench.put(word, { word }, laneOf(word))));

test('no more runs than the stage has places, and all come to their turn', async () => {
  const { gate, stage } = gatedStage({ concurrency: 3 });
  await putMany(['a-1', 'a-2', 'b-1', 'b-2', 'c-1', 'c-2', 'd-1']);
  await start(stage);
  await until('three run', () => gate.running.length === 3);
  expect(await bench.depth()).toEqual({ queued: 4, running: 3, failed: 0 });
  gate.open();
  await until('all are done', () => gate.done.length === 7);
  expect(gate.most).toBe(3);
});

test('one lane never takes more than its share, and the others go on meanwhile', async () => {
  const { gate, stage } = gatedStage({ concurrency: 6, perLane: 2 });
  await putMany(['slow-1', 'slow-2', 'slow-3', 'slow-4', 'slow-5', 'fast-1']);
  await start(stage);
  await until('three run', () => gate.running.length === 3);
  expect([...gate.running].sort()).toEqual(['fast-1', 'slow-1', 'slow-2']);
  gate.open();
  await until('all are done', () => gate.done.length === 6);
  expect(gate.mostPerLane).toBe(2);
});

test('work wakes the stage as it is enqueued, without waiting for the poll', async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate', 'performance'] });
  try {
    const { gate, stage } = gatedStage();
    gate.open();
    await start(stage);
    await bench.put('a-1', { word: 'a-1' });
    for (let turn = 0; turn < 1000 && gate.done.length === 0; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(gate.done).toEqual(['a-1']);
  } finally {
    jest.useRealTimers();
  }
});

test('work whose time comes later is found by the poll', async () => {
  const { gate, stage } = gatedStage();
  gate.open();
  await bench.store.archive.jobs.enqueue([
    {
      id: 'later',
      stage: 'analyse',
      subjectId: 'later',
      lane: '',
      payload: { word: 'later' },
      runAt: '2026-05-11T09:05:00+08:00',
    },
  ]);
  await start(stage);
  await bench.put('now', { word: 'now' });
  await until('what is due is done', () => gate.done.length === 1);
  expect(gate.done).toEqual(['now']);
  bench.store.time = '2026-05-11T09:05:00+08:00';
  await until('the later one is done too', () => gate.done.length === 2);
});

test('a graceful stop waits for what runs and takes nothing new', async () => {
  const { gate, stage } = gatedStage({ concurrency: 1 });
  await putMany(['a-1', 'a-2']);
  const started = await start(stage);
  await until('one runs', () => gate.running.length === 1);
  const stopped = started.stop(10_000);
  gate.open();
  await stopped;
  expect(gate.done).toEqual(['a-1']);
  expect(await bench.depth()).toEqual({ queued: 1, running: 0, failed: 0 });
});

test('what does not finish within the grace is given back, with no attempt counted', async () => {
  const { gate, stage } = gatedStage();
  await putMany(['a-1']);
  const started = await start(stage);
  await until('it runs', () => gate.running.length === 1);
  await started.stop(10);
  expect(await bench.depth()).toEqual({ queued: 1, running: 0, failed: 0 });
  expect(await bench.claim()).toMatchObject({ id: 'a-1', attempts: 0 });
});

test('a claim that was under way when the stop came begins nothing', async () => {
  const begun: string[] = [];
  const { queue } = bench.parts;
  let claimed: () => void = () => undefined;
  const inClaim = new Promise<void>((resolve) => (claimed = resolve));
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  // A queue that answers slowly: the job is claimed in the store, its answer is still on the way.
  const slow = Object.assign(Object.create(queue) as typeof queue, {
    claim: async (...order: Parameters<typeof queue.claim>) => {
      const jobs = await queue.claim(...order);
      if (jobs.length > 0) {
        claimed();
        await gate;
      }
      return jobs;
    },
  });
  await bench.put('a-1');
  const stage = sampleStage({
    run: (input) => {
      begun.push((input as { word: string }).word);
      return Promise.resolve([]);
    },
  });
  const started = await start(stage, { ...bench.parts, queue: slow });
  await inClaim;
  const stopped = started.stop(10_000);
  goOn();
  await stopped;
  expect(begun).toEqual([]);
  expect(await bench.depth()).toEqual({ queued: 1, running: 0, failed: 0 });
});

test('what a dead process held is taken back at the start, and done', async () => {
  await putMany(['a-1', 'b-1']);
  await bench.claim();
  expect((await bench.depth()).running).toBe(1);
  const { gate, stage } = gatedStage();
  gate.open();
  await start(stage);
  await until('both are done', () => gate.done.length === 2);
  expect([...gate.done].sort()).toEqual(['a-1', 'b-1']);
});

test('a job that fails never stops the stage', async () => {
  const seen: string[] = [];
  const stage = sampleStage({
    concurrency: 1,
    run: (input) => {
      const { word } = input as { word: string };
      seen.push(word);
      return word === 'bad' ? Promise.reject(new Error('sample')) : Promise.resolve([]);
    },
  });
  await bench.put('bad');
  await bench.put('broken', { letters: 1 });
  await bench.put('good');
  await start(stage);
  await until('the good one was seen', () => seen.includes('good'));
  await until('all is settled', async () => (await bench.depth()).running === 0);
  expect(await bench.depth()).toEqual({ queued: 1, running: 0, failed: 1 });
});
