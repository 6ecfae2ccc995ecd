import { pickFairly } from './claim-fairly';
import { numberOf, textOf } from './connection';
import { countDepth, type Job, jobOf, laneColumn, type StageDepth, takeBack } from './job-rows';
import type { RecordsDatabase } from './records-database';

/**
 * The durable queue between stages. An id is accepted once: done jobs leave their id behind until `prune`.
 * Claims go round the lanes; the place in the round is kept in memory, as only fairness hangs on it.
 */
export class EmbeddedJobQueue {
  private readonly listeners = new Set<(stage: string) => void>();
  private readonly lastLane = new Map<string, string>();

  constructor(private readonly database: RecordsDatabase) {}

  enqueue(jobs: readonly Omit<Job, 'attempts'>[]): Promise<number> {
    return this.database.write((records) => {
      let accepted = 0;
      for (const job of jobs) {
        const isNew = records.run(
          `INSERT INTO job (id, stage, subject_id, lane, payload, run_at, run_ms) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
           WHERE NOT EXISTS (SELECT 1 FROM job_done WHERE id = ?1) ON CONFLICT DO NOTHING`,
          [
            job.id,
            job.stage,
            job.subjectId,
            laneColumn(job.lane),
            JSON.stringify(job.payload ?? null),
            job.runAt,
            Date.parse(job.runAt),
          ],
        );
        accepted += isNew;
        if (isNew === 1) this.announce(job.stage);
      }
      return accepted;
    });
  }

  claim(
    stage: string,
    limit: number,
    lease: { now: string; leaseMs: number; worker: string; perLane?: number },
  ): Promise<Job[]> {
    const nowMs = Date.parse(lease.now);
    return this.database.write((records) => {
      takeBack(records, { condition: 'lease_ms <= ?', values: [nowMs] }, lease.now);
      const round = pickFairly(records, {
        stage,
        limit,
        nowMs,
        after: this.lastLane.get(stage) ?? '',
        perLane: lease.perLane ?? Number.MAX_SAFE_INTEGER,
      });
      this.lastLane.set(stage, round.last);
      for (const row of round.rows) {
        records.run(`UPDATE job SET state = 'running', worker = ?, lease_ms = ? WHERE seq = ?`, [
          lease.worker,
          nowMs + lease.leaseMs,
          numberOf(row, 'seq'),
        ]);
      }
      return round.rows.map(jobOf);
    });
  }

  complete(id: string, at: string): Promise<void> {
    return this.database.write((records) => {
      if (records.run('DELETE FROM job WHERE id = ?', [id]) === 0) return;
      records.run('INSERT INTO job_done (id, ended_ms) VALUES (?, ?) ON CONFLICT DO NOTHING', [id, Date.parse(at)]);
    });
  }

  release(id: string, outcome: { runAt: string; counted: boolean; reason: string; message: string }): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `UPDATE job SET state = 'queued', worker = NULL, lease_ms = NULL, run_at = ?, run_ms = ?, attempts = attempts + ?,
           reason = ?, message = ? WHERE id = ? AND state = 'running'`,
        [outcome.runAt, Date.parse(outcome.runAt), outcome.counted ? 1 : 0, outcome.reason, outcome.message, id],
      );
    });
  }

  bury(id: string, outcome: { at: string; reason: string; message: string }): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `UPDATE job SET state = 'buried', worker = NULL, lease_ms = NULL, ended_at = ?, ended_ms = ?, reason = ?, message = ?
         WHERE id = ?`,
        [outcome.at, Date.parse(outcome.at), outcome.reason, outcome.message, id],
      );
    });
  }

  /** With a worker: a graceful stop. With null: a start after a crash, where each job counts a loss. */
  releaseAll(worker: string | null, now: string): Promise<number> {
    return this.database.write((records) => {
      if (worker === null) return takeBack(records, { condition: 'TRUE', values: [] }, now);
      return records.run(
        `UPDATE job SET state = 'queued', worker = NULL, lease_ms = NULL WHERE state = 'running' AND worker = ?`,
        [worker],
      );
    });
  }

  depth(now: string): Promise<StageDepth[]> {
    return this.database.read((records) => countDepth(records, Date.parse(now)));
  }

  buried(limit: number): Promise<(Job & { reason: string; message: string; at: string })[]> {
    return this.database.read((records) =>
      records
        .all(`SELECT * FROM job WHERE state = 'buried' ORDER BY ended_ms DESC, seq DESC LIMIT ?`, [limit])
        .map((row) => ({
          ...jobOf(row),
          reason: textOf(row, 'reason'),
          message: textOf(row, 'message'),
          at: textOf(row, 'ended_at'),
        })),
    );
  }

  onEnqueue(listener: (stage: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Forgets the ids of jobs that were done, and the jobs that were buried, before `before`. */
  prune(before: string): Promise<number> {
    const ms = Date.parse(before);
    return this.database.write(
      (records) =>
        records.run('DELETE FROM job_done WHERE ended_ms < ?', [ms]) +
        records.run(`DELETE FROM job WHERE state = 'buried' AND ended_ms < ?`, [ms]),
    );
  }

  private announce(stage: string): void {
    this.database.afterCommit(`enqueue ${stage}`, () => this.listeners.forEach((listener) => listener(stage)));
  }
}
