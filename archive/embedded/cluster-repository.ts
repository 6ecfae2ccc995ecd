import { numberOf, type SqlRow, textOf } from './connection';
import type { RecordsDatabase } from './records-database';

interface ClusterEntry {
  readonly documentId: string;
  readonly cluster: string;
  readonly simhash: string;
  readonly length: number;
  readonly at: string;
}

/** Beyond this many entries of a band only the newest are compared: a boilerplate text must not make every look-up slow. */
const candidatesAtMost = 1000;

/** Fingerprints of documents, found by bands of their bits. */
export class ClusterRepository {
  constructor(private readonly database: RecordsDatabase) {}

  get(documentId: string): Promise<ClusterEntry | undefined> {
    return this.database.read((records) => {
      const row = records.get('SELECT * FROM cluster_entry WHERE document_id = ?', [documentId]);
      return row && entryOf(row);
    });
  }

  candidates(bands: readonly number[]): Promise<readonly ClusterEntry[]> {
    return this.database.read((records) =>
      records
        .all(
          `SELECT * FROM cluster_entry WHERE seq IN
             (SELECT DISTINCT entry FROM cluster_band WHERE band IN (SELECT value FROM json_each(?))
              ORDER BY entry DESC LIMIT ${candidatesAtMost})`,
          [JSON.stringify(bands)],
        )
        .map(entryOf),
    );
  }

  put(entry: ClusterEntry, bands: readonly number[]): Promise<void> {
    return this.database.write((records) => {
      const row = records.get(
        `INSERT INTO cluster_entry (document_id, cluster, simhash, length, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (document_id) DO UPDATE SET cluster = excluded.cluster, simhash = excluded.simhash,
           length = excluded.length, at = excluded.at RETURNING seq`,
        [entry.documentId, entry.cluster, entry.simhash, entry.length, entry.at],
      );
      const seq = numberOf(row ?? {}, 'seq');
      records.run('DELETE FROM cluster_band WHERE entry = ?', [seq]);
      for (const band of new Set(bands))
        records.run('INSERT INTO cluster_band (band, entry) VALUES (?, ?)', [band, seq]);
    });
  }
}

function entryOf(row: SqlRow): ClusterEntry {
  return {
    documentId: textOf(row, 'document_id'),
    cluster: textOf(row, 'cluster'),
    simhash: textOf(row, 'simhash'),
    length: numberOf(row, 'length'),
    at: textOf(row, 'at'),
  };
}
