import { type SourceDocument, sourceDocument } from '../../contracts/page';
import { numberOf, textOf } from './connection';
import type { RecordsDatabase } from './records-database';
import { parseRow } from './stored-json';

/** Documents, every version of each. */
export class DocumentRepository {
  constructor(private readonly database: RecordsDatabase) {}

  get(id: string, version?: number): Promise<SourceDocument | undefined> {
    return this.database.read((records) =>
      parseRow(
        sourceDocument,
        version === undefined
          ? records.get('SELECT json FROM document WHERE id = ? ORDER BY version DESC LIMIT 1', [id])
          : records.get('SELECT json FROM document WHERE id = ? AND version = ?', [id, version]),
      ),
    );
  }

  /** A page that changes back to an earlier text is a new version; only the newest version's content counts as being there already. */
  insert(document: SourceDocument): Promise<boolean> {
    return this.database.write((records) => {
      const newest = records.get('SELECT content_hash FROM document WHERE id = ? ORDER BY version DESC LIMIT 1', [
        document.id,
      ]);
      if (newest && textOf(newest, 'content_hash') === document.contentHash) return false;
      return (
        records.run(
          `INSERT INTO document (id, version, collected_ms, collected_at, content_hash, region, json)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          [
            document.id,
            document.version,
            Date.parse(document.collectedAt),
            document.collectedAt,
            document.contentHash,
            document.region,
            JSON.stringify(document),
          ],
        ) === 1
      );
    });
  }

  versions(id: string): Promise<{ version: number; collectedAt: string; contentHash: string }[]> {
    return this.database.read((records) =>
      records
        .all('SELECT version, collected_at, content_hash FROM document WHERE id = ? ORDER BY version', [id])
        .map((row) => ({
          version: numberOf(row, 'version'),
          collectedAt: textOf(row, 'collected_at'),
          contentHash: textOf(row, 'content_hash'),
        })),
    );
  }

  /** Documents, however many versions each has. */
  count(): Promise<number> {
    return this.database.read((records) =>
      numberOf(records.get('SELECT count(DISTINCT id) AS documents FROM document') ?? {}, 'documents'),
    );
  }
}
