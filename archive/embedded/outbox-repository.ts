import { numberOf, textOf } from './connection';
import type { RecordsDatabase } from './records-database';

/** Notifications on their way to a channel. An id that was ever accepted is not accepted again while it is remembered. */
export class OutboxRepository {
  constructor(private readonly database: RecordsDatabase) {}

  enqueue(entry: { id: string; channel: string; alertId: string; payload: unknown; dueAt: string }): Promise<void> {
    return this.database.write((records) => {
      records.run(
        'INSERT INTO outbox (id, channel, alert_id, payload, due_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        [entry.id, entry.channel, entry.alertId, JSON.stringify(entry.payload ?? null), Date.parse(entry.dueAt)],
      );
    });
  }

  due(
    now: string,
    limit: number,
  ): Promise<{ id: string; channel: string; alertId: string; payload: unknown; attempts: number }[]> {
    return this.database.read((records) =>
      records
        .all(`SELECT * FROM outbox WHERE state = 'waiting' AND due_ms <= ? ORDER BY due_ms, id LIMIT ?`, [
          Date.parse(now),
          limit,
        ])
        .map((row) => ({
          id: textOf(row, 'id'),
          channel: textOf(row, 'channel'),
          alertId: textOf(row, 'alert_id'),
          payload: JSON.parse(textOf(row, 'payload')) as unknown,
          attempts: numberOf(row, 'attempts'),
        })),
    );
  }

  done(id: string, at: string): Promise<void> {
    return this.database.write((records) => {
      records.run(`UPDATE outbox SET state = 'done', at = ?, at_ms = ? WHERE id = ?`, [at, Date.parse(at), id]);
    });
  }

  failed(id: string, outcome: { at: string; reason: string; message: string; nextAt: string | null }): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `UPDATE outbox SET attempts = attempts + 1, state = ?, due_ms = ifnull(?, due_ms), at = ?, at_ms = ?, reason = ?,
           message = ? WHERE id = ? AND state = 'waiting'`,
        [
          outcome.nextAt === null ? 'dead' : 'waiting',
          outcome.nextAt === null ? null : Date.parse(outcome.nextAt),
          outcome.at,
          Date.parse(outcome.at),
          outcome.reason,
          outcome.message,
          id,
        ],
      );
    });
  }

  counts(): Promise<{ waiting: number; dead: number }> {
    return this.database.read((records) => {
      const row = records.get(
        `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'dead') AS dead FROM outbox`,
      );
      return { waiting: numberOf(row ?? {}, 'waiting'), dead: numberOf(row ?? {}, 'dead') };
    });
  }

  /** Forgets deliveries that were done before `before`. */
  prune(before: string): Promise<number> {
    return this.database.write((records) =>
      records.run(`DELETE FROM outbox WHERE state = 'done' AND at_ms < ?`, [Date.parse(before)]),
    );
  }
}
