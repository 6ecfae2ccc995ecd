import { z } from 'zod';
import { createMetrics, type Metrics } from '../../pipeline/metrics';
import type { StageParts } from '../../pipeline/run-stage';
import type { Stage } from '../../pipeline/stage';
import type { Job } from '../../pipeline/stores';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';
import { silentLog } from './test-house';

/** A real queue with metrics and a clock that stands, and one stage after another to try on it. */
export interface StageBench {
  readonly store: TemporaryArchive;
  readonly parts: StageParts;
  put(id: string, payload?: unknown, lane?: string): Promise<void>;
  claim(): Promise<Job>;
  failures(): Promise<{ stage: string; reason: string; count: number }[]>;
  /** What the queue holds for the stage `analyse`. */
  depth(stage?: string): Promise<{ queued: number; running: number; failed: number }>;
  close(): Promise<void>;
}

const none = { queued: 0, running: 0, failed: 0 };

export async function openStageBench(): Promise<StageBench> {
  const store = await temporaryArchive();
  const { jobs, unitOfWork } = store.archive;
  const now = (): Date => new Date(store.time);
  const metrics: Metrics = createMetrics({ queueDepth: () => Promise.resolve([]), liveClients: () => 0 });
  return {
    store,
    parts: { queue: jobs, unitOfWork, metrics, log: silentLog, now },
    async put(id, payload = { word: id }, lane = '') {
      await jobs.enqueue([{ id, stage: 'analyse', subjectId: id, lane, payload, runAt: store.time }]);
    },
    async claim() {
      const lease = { now: now().toISOString(), leaseMs: 60_000, worker: 'bench' };
      const [job] = await jobs.claim('analyse', 1, lease);
      if (job === undefined) throw new Error('nothing to claim');
      return job;
    },
    async failures() {
      const { values } = await metrics.failures.get();
      return values.map(({ labels, value }) => ({
        stage: String(labels.stage),
        reason: String(labels.reason),
        count: value,
      }));
    },
    async depth(stage = 'analyse') {
      const row = (await jobs.depth(now().toISOString())).find((candidate) => candidate.stage === stage);
      return row ? { queued: row.queued, running: row.running, failed: row.failed } : none;
    },
    close: () => store.close(),
  };
}

const word = z.object({ word: z.string() });
const length = z.object({ length: z.number() });

/** A stage that counts the letters of a word; name only what the test is about. */
export function sampleStage(over: Partial<Stage> = {}): Stage {
  return {
    name: 'analyse',
    takes: word,
    gives: length,
    concurrency: 2,
    deadlineMs: 1000,
    attempts: 3,
    subjectOf: (input) => (input as { word: string }).word,
    run: (input) => Promise.resolve([{ length: (input as { word: string }).word.length }]),
    keep: () => Promise.resolve([]),
    ...over,
  };
}
