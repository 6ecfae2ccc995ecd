import type { ZodType } from 'zod';
import { StageFailure, type FailureReason } from '../contracts/failure';
import type { Job, JobQueue, UnitOfWork } from './stores';
import type { Log } from './log';
import type { Metrics } from './metrics';
import type { NextJob, Stage, StageContext } from './stage';

// What every stage needs and no room contains: parse the input, run with a deadline, parse the output, store, enqueue
// the next, count, log with the subject's id, sort a failure. Done once, here.

export interface StageParts {
  readonly queue: JobQueue;
  readonly unitOfWork: UnitOfWork;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => Date;
}

export type StageOutcome = 'done' | 'released' | 'buried';

function parseWith<T>(
  schema: ZodType<T>,
  value: unknown,
  fault: { stage: string; reason: FailureReason; subjectId: string },
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new StageFailure({
    ...fault,
    retry: 'never',
    message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as agreed'}`,
    cause: parsed.error,
  });
}

async function withDeadline<T>(stage: Stage, subjectId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(
        new StageFailure({
          stage: stage.name,
          reason: 'deadline',
          retry: 'back-off',
          subjectId,
          message: `not done within ${stage.deadlineMs} ms`,
        }),
      );
    }, stage.deadlineMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Turns anything thrown into the one failure class; what is not named is `internal` and tried again. */
export function asFailure(error: unknown, stage: string, subjectId: string): StageFailure {
  if (error instanceof StageFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StageFailure({ stage, reason: 'internal', retry: 'back-off', subjectId, message, cause: error });
}

/** Milliseconds before another attempt: 1 s doubled each time, at most 5 minutes. */
export function retryDelayMs(attempts: number): number {
  return Math.min(300_000, 1000 * 2 ** Math.min(attempts, 10));
}

function completeJobs(next: readonly NextJob[], at: string): (NextJob & { runAt: string })[] {
  return next.map((job) => ({ ...job, runAt: job.runAt ?? at }));
}

async function runAndKeep(parts: StageParts, stage: Stage, job: Job, subjectId: string): Promise<number> {
  const input = parseWith(stage.takes, job.payload, { stage: stage.name, reason: 'invalid-input', subjectId });
  const contextOf = (signal: AbortSignal): StageContext => ({ now: parts.now, signal, attempt: job.attempts + 1 });
  const run = (signal: AbortSignal): Promise<readonly unknown[]> => stage.run(input, contextOf(signal));
  const keep = async (results: readonly unknown[], signal: AbortSignal): Promise<number> => {
    const parsed = results.map((result) =>
      parseWith(stage.gives, result, { stage: stage.name, reason: 'invalid-output', subjectId }),
    );
    const next = await stage.keep(parsed, input, contextOf(signal));
    const at = parts.now().toISOString();
    await parts.queue.enqueue(completeJobs(next, at));
    await parts.queue.complete(job.id, at);
    return parsed.length;
  };
  if (stage.withinUnit === true) {
    return parts.unitOfWork(() =>
      withDeadline(stage, subjectId, async (signal) => {
        const results = await run(signal);
        // Past the deadline the unit of work is rolled back and the job released: what comes now is kept nowhere.
        signal.throwIfAborted();
        return keep(results, signal);
      }),
    );
  }
  const results = await withDeadline(stage, subjectId, run);
  return parts.unitOfWork(() => keep(results, new AbortController().signal));
}

async function settleFailure(parts: StageParts, stage: Stage, job: Job, failure: StageFailure): Promise<StageOutcome> {
  const now = parts.now();
  const { reason, message } = failure;
  const isSpent = failure.retry === 'never' || (failure.retry === 'back-off' && job.attempts + 1 >= stage.attempts);
  parts.metrics.failures.inc({ stage: stage.name, reason });
  if (!isSpent) {
    const delayMs = failure.retry === 'later' ? (failure.retryAfterMs ?? 1000) : retryDelayMs(job.attempts);
    const runAt = new Date(now.getTime() + delayMs).toISOString();
    await parts.queue.release(job.id, { runAt, counted: failure.retry === 'back-off', reason, message });
    parts.log.debug({ stage: stage.name, subject: job.subjectId, reason, runAt }, 'released');
    return 'released';
  }
  await parts.unitOfWork(async () => {
    await parts.queue.bury(job.id, { at: now.toISOString(), reason, message });
    const input = stage.takes.safeParse(job.payload);
    if (stage.giveUp && input.success) {
      await stage.giveUp(
        input.data,
        { reason, message },
        { now: parts.now, signal: new AbortController().signal, attempt: job.attempts + 1 },
      );
    }
  });
  parts.log.warn({ stage: stage.name, subject: job.subjectId, reason, message, cause: failure.cause }, 'given up');
  return 'buried';
}

/** Runs one claimed job to its end: done, released for another attempt, or buried with its reason. Never throws for the job's own faults. */
export async function runStage(parts: StageParts, stage: Stage, job: Job): Promise<StageOutcome> {
  const startedAt = performance.now();
  try {
    const results = await runAndKeep(parts, stage, job, job.subjectId);
    parts.metrics.results.inc({ stage: stage.name }, results);
    parts.log.debug(
      { stage: stage.name, subject: job.subjectId, results, ms: Math.round(performance.now() - startedAt) },
      'done',
    );
    return 'done';
  } catch (error) {
    stage.rolledBack?.();
    return await settleFailure(parts, stage, job, asFailure(error, stage.name, job.subjectId));
  } finally {
    parts.metrics.latency.observe({ stage: stage.name }, (performance.now() - startedAt) / 1000);
  }
}
