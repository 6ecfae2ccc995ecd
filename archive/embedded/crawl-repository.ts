import {
  type SeenPage,
  type SkippedPage,
  type SourceHealth,
  sourceHealth,
  type Visit,
  visit as visitSchema,
} from '../../contracts/source';
import { type SqlRow, textOf, textOrNull } from './connection';
import type { RecordsDatabase } from './records-database';
import { parseRow, parseRows } from './stored-json';

interface Failure {
  sourceId: string;
  url: string;
  at: string;
  reason: string;
  message: string;
}

/** What is known of sources, visits and fetched addresses. */
export class CrawlRepository {
  constructor(private readonly database: RecordsDatabase) {}

  health(sourceId: string): Promise<SourceHealth | undefined> {
    return this.database.read((records) =>
      parseRow(sourceHealth, records.get('SELECT json FROM source_health WHERE source_id = ?', [sourceId])),
    );
  }

  allHealth(): Promise<SourceHealth[]> {
    return this.database.read((records) =>
      parseRows(sourceHealth, records.all('SELECT json FROM source_health ORDER BY source_id')),
    );
  }

  putHealth(health: SourceHealth): Promise<void> {
    return this.database.write((records) => {
      records.run(
        'INSERT INTO source_health (source_id, json) VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
        [health.sourceId, JSON.stringify(health)],
      );
    });
  }

  putVisit(visit: Visit): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `INSERT INTO visit (id, source_id, started_ms, json) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET started_ms = excluded.started_ms, json = excluded.json`,
        [visit.id, visit.sourceId, Date.parse(visit.startedAt), JSON.stringify(visit)],
      );
    });
  }

  visits(sourceId: string, limit: number): Promise<Visit[]> {
    return this.database.read((records) =>
      parseRows(
        visitSchema,
        records.all('SELECT json FROM visit WHERE source_id = ? ORDER BY started_ms DESC, id DESC LIMIT ?', [
          sourceId,
          limit,
        ]),
      ),
    );
  }

  seen(canonicalUrl: string): Promise<SeenPage | undefined> {
    return this.database.read((records) => {
      const row = records.get('SELECT * FROM seen_page WHERE canonical_url = ?', [canonicalUrl]);
      return row && seenOf(row);
    });
  }

  putSeen(page: SeenPage): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `INSERT INTO seen_page (canonical_url, last_fetched_at, etag, last_modified, content_hash, document_id)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET last_fetched_at = excluded.last_fetched_at,
           etag = excluded.etag, last_modified = excluded.last_modified, content_hash = excluded.content_hash,
           document_id = excluded.document_id`,
        [page.canonicalUrl, page.lastFetchedAt, page.etag, page.lastModified, page.contentHash, page.documentId],
      );
    });
  }

  /** The same address skipped again for the same reason only renews the time. */
  recordSkip(skip: SkippedPage): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `INSERT INTO skipped_page (source_id, url, reason, at, at_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET at = excluded.at, at_ms = excluded.at_ms`,
        [skip.sourceId, skip.url, skip.reason, skip.at, Date.parse(skip.at)],
      );
    });
  }

  skips(sourceId: string, limit: number): Promise<SkippedPage[]> {
    return this.database.read((records) =>
      records
        .all('SELECT * FROM skipped_page WHERE source_id = ? ORDER BY at_ms DESC, url LIMIT ?', [sourceId, limit])
        .map((row) => ({
          sourceId: textOf(row, 'source_id'),
          url: textOf(row, 'url'),
          reason: textOf(row, 'reason'),
          at: textOf(row, 'at'),
        })),
    );
  }

  recordFailure(failure: Failure): Promise<void> {
    return this.database.write((records) => {
      records.run('INSERT INTO crawl_failure (source_id, url, at, at_ms, reason, message) VALUES (?, ?, ?, ?, ?, ?)', [
        failure.sourceId,
        failure.url,
        failure.at,
        Date.parse(failure.at),
        failure.reason,
        failure.message,
      ]);
    });
  }

  failures(sourceId: string, limit: number): Promise<{ url: string; at: string; reason: string; message: string }[]> {
    return this.database.read((records) =>
      records
        .all('SELECT * FROM crawl_failure WHERE source_id = ? ORDER BY at_ms DESC, seq DESC LIMIT ?', [sourceId, limit])
        .map((row) => ({
          url: textOf(row, 'url'),
          at: textOf(row, 'at'),
          reason: textOf(row, 'reason'),
          message: textOf(row, 'message'),
        })),
    );
  }

  /** Forgets visits, skips and failures from before `before`. */
  prune(before: string): Promise<number> {
    const ms = Date.parse(before);
    return this.database.write(
      (records) =>
        records.run('DELETE FROM visit WHERE started_ms < ?', [ms]) +
        records.run('DELETE FROM skipped_page WHERE at_ms < ?', [ms]) +
        records.run('DELETE FROM crawl_failure WHERE at_ms < ?', [ms]),
    );
  }
}

function seenOf(row: SqlRow): SeenPage {
  return {
    canonicalUrl: textOf(row, 'canonical_url'),
    lastFetchedAt: textOf(row, 'last_fetched_at'),
    etag: textOrNull(row, 'etag'),
    lastModified: textOrNull(row, 'last_modified'),
    contentHash: textOrNull(row, 'content_hash'),
    documentId: textOrNull(row, 'document_id'),
  };
}
