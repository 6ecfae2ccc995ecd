import { z } from 'zod';
import { type LiveEventBody, liveEventBody, type LiveEventScope, type LoggedEvent } from '../../contracts/live-event';
import { numberOf, textOf } from './connection';
import type { RecordsDatabase } from './records-database';
import { parseStored } from './stored-json';

const liveEventScope = z.object({
  region: z.string(),
  organisationIds: z.array(z.string()).exactOptional(),
  right: z.enum(['alerts', 'leads', 'sources', 'any']),
});

/** The durable log of live events. Numbers rise in the order of the commits and are never given twice. */
export class LiveEventRepository {
  private readonly listeners = new Set<() => void>();

  constructor(private readonly database: RecordsDatabase) {}

  append(event: { at: string; body: LiveEventBody; scope: LiveEventScope }): Promise<number> {
    return this.database.write((records) => {
      const row = records.get('INSERT INTO live_event (at, at_ms, body, scope) VALUES (?, ?, ?, ?) RETURNING seq', [
        event.at,
        Date.parse(event.at),
        JSON.stringify(event.body),
        JSON.stringify(event.scope),
      ]);
      this.database.afterCommit('live-event', () => this.listeners.forEach((listener) => listener()));
      return numberOf(row ?? {}, 'seq');
    });
  }

  after(seq: number, limit: number): Promise<LoggedEvent[]> {
    return this.database.read((records) =>
      records.all('SELECT * FROM live_event WHERE seq > ? ORDER BY seq LIMIT ?', [seq, limit]).map((row) => {
        const place = numberOf(row, 'seq');
        return {
          seq: place,
          at: textOf(row, 'at'),
          body: parseStored(liveEventBody, textOf(row, 'body'), `live event ${place}`),
          scope: parseStored(liveEventScope, textOf(row, 'scope'), `live event ${place}`),
        };
      }),
    );
  }

  bounds(): Promise<{ oldest: number; latest: number }> {
    return this.database.read((records) => {
      const row = records.get(
        'SELECT ifnull((SELECT min(seq) FROM live_event), 0) AS oldest, ifnull((SELECT max(seq) FROM live_event), 0) AS latest',
      );
      return { oldest: numberOf(row ?? {}, 'oldest'), latest: numberOf(row ?? {}, 'latest') };
    });
  }

  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Removes events older than `before` and those beyond the newest `keepAtMost`; the newest one always stays, so a cursor keeps its meaning. */
  prune(before: string, keepAtMost: number): Promise<number> {
    return this.database.write((records) =>
      records.run(
        `DELETE FROM live_event WHERE seq < (SELECT max(seq) FROM live_event) AND (at_ms < ?
           OR seq <= (SELECT max(seq) FROM live_event) - ?)`,
        [Date.parse(before), keepAtMost],
      ),
    );
  }
}
