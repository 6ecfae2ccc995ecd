import { numberOf, type SqlConnection, type SqlRow, type SqlValue, textOf } from './connection';

/** A queued unit of work, as the pipeline asks for it. */
export interface Job {
  readonly id: string;
  readonly stage: string;
  readonly subjectId: string;
  readonly lane: string;
  readonly payload: unknown;
  readonly runAt: string;
  readonly attempts: number;
}

export interface StageDepth {
  stage: string;
  queued: number;
  running: number;
  failed: number;
  oldestMs: number;
}

/** How often a process may die over a job before the job is taken out of the flow. */
export const lossesAllowed = 10;

/** Lanes are stored behind a slash, so that the one with the empty name too comes after the empty text. */
export function laneColumn(lane: string): string {
  return `/${lane}`;
}

export function jobOf(row: SqlRow): Job {
  return {
    id: textOf(row, 'id'),
    stage: textOf(row, 'stage'),
    subjectId: textOf(row, 'subject_id'),
    lane: textOf(row, 'lane').slice(1),
    payload: JSON.parse(textOf(row, 'payload')) as unknown,
    runAt: textOf(row, 'run_at'),
    attempts: numberOf(row, 'attempts'),
  };
}

/** Gives back running jobs whose process is gone; one over which it died too often is buried with reason `worker-died`. */
export function takeBack(
  records: SqlConnection,
  which: { readonly condition: string; readonly values: readonly SqlValue[] },
  now: string,
): number {
  const changed = records.run(
    `UPDATE job SET state = 'queued', worker = NULL, lease_ms = NULL, losses = losses + 1
     WHERE state = 'running' AND ${which.condition}`,
    which.values,
  );
  if (changed === 0) return 0;
  const buried = records.run(
    `UPDATE job SET state = 'buried', ended_at = ?, ended_ms = ?, reason = 'worker-died', message = ?
     WHERE state = 'queued' AND losses > ?`,
    [now, Date.parse(now), '处理进程多次中断 (the process died over this job again and again)', lossesAllowed],
  );
  return changed - buried;
}

/** Jobs per stage: waiting, running, buried, and how long the oldest due one has waited. */
export function countDepth(records: SqlConnection, nowMs: number): StageDepth[] {
  return records
    .all(
      `SELECT stage, count(*) FILTER (WHERE state = 'queued') AS queued, count(*) FILTER (WHERE state = 'running') AS running,
         count(*) FILTER (WHERE state = 'buried') AS failed,
         max(0, ?1 - ifnull(min(run_ms) FILTER (WHERE state = 'queued'), ?1)) AS oldest
       FROM job GROUP BY stage ORDER BY stage`,
      [nowMs],
    )
    .map((row) => ({
      stage: textOf(row, 'stage'),
      queued: numberOf(row, 'queued'),
      running: numberOf(row, 'running'),
      failed: numberOf(row, 'failed'),
      oldestMs: numberOf(row, 'oldest'),
    }));
}
