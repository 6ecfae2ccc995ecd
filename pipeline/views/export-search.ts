import type { DocumentHit, DocumentPage } from '../../contracts/search';
import { exportDocuments } from '../../archive/export-documents';

const mostRows = 50_000;

/** Every hit of a search, newest first, as one CSV or XLSX file; at most 50,000 rows. */
export async function exportSearch(
  read: (cursor: string | undefined) => Promise<DocumentPage>,
  format: 'csv' | 'xlsx',
): Promise<{ bytes: Buffer; mediaType: string }> {
  const hits: DocumentHit[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    hits.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && hits.length < mostRows);
  return exportDocuments(hits.slice(0, mostRows), format);
}
