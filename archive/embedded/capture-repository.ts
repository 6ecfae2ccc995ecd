import { type Capture, capture as captureSchema, type ChainLink, chainLink } from '../../contracts/evidence';
import type { LeadEvidence } from '../../contracts/lead';
import { linkOf, noPrevious } from '../hash-chain';
import { numberOf, type SqlConnection, textOf } from './connection';
import type { RecordsDatabase } from './records-database';
import { parseRow, parseRows, parseStored } from './stored-json';

/** A document's captures: its own, and the screenshots that were taken of them later. */
const ofDocument = `WITH own AS (SELECT id FROM capture WHERE document_id = ?1)
  SELECT c.json, l.json AS link FROM capture c LEFT JOIN chain_link l ON l.capture_id = c.id
  WHERE c.id IN own OR c.screenshot_of IN own ORDER BY c.captured_ms, c.id`;

/** Captures and the hash chain over them. Links are written in the capture's own transaction, one after the other, so the chain cannot fork. */
export class CaptureRepository {
  constructor(private readonly database: RecordsDatabase) {}

  append(capture: Capture): Promise<ChainLink> {
    return this.database.write((records) => {
      const there = linkRow(records, capture.id);
      if (there) return there;
      const last = records.get('SELECT place, hash FROM chain_link ORDER BY place DESC LIMIT 1');
      const place = last
        ? { index: numberOf(last, 'place') + 1, previous: textOf(last, 'hash') }
        : { index: 0, previous: noPrevious };
      const link = linkOf(capture, place);
      records.run('INSERT INTO capture (id, document_id, screenshot_of, captured_ms, json) VALUES (?, ?, ?, ?, ?)', [
        capture.id,
        capture.documentId,
        capture.screenshotOf,
        Date.parse(capture.capturedAt),
        JSON.stringify(capture),
      ]);
      for (const { sha256 } of capture.files) {
        records.run('INSERT INTO capture_file (sha256, capture_id) VALUES (?, ?) ON CONFLICT DO NOTHING', [
          sha256,
          capture.id,
        ]);
      }
      records.run('INSERT INTO chain_link (place, capture_id, previous, hash, json) VALUES (?, ?, ?, ?, ?)', [
        link.index,
        link.captureId,
        link.previous,
        link.hash,
        JSON.stringify(link),
      ]);
      return link;
    });
  }

  get(id: string): Promise<Capture | undefined> {
    return this.database.read((records) =>
      parseRow(captureSchema, records.get('SELECT json FROM capture WHERE id = ?', [id])),
    );
  }

  ofDocument(documentId: string): Promise<Capture[]> {
    return this.database.read((records) => parseRows(captureSchema, records.all(ofDocument, [documentId])));
  }

  /** Captures that contain this file, newest first, at most 20. */
  holding(sha256: string): Promise<Capture[]> {
    return this.database.read((records) =>
      parseRows(
        captureSchema,
        records.all(
          `SELECT json FROM capture_file JOIN capture ON id = capture_id WHERE sha256 = ?
           ORDER BY captured_ms DESC, id DESC LIMIT 20`,
          [sha256],
        ),
      ),
    );
  }

  /** The document is no part of what the chain fixes: it is known only after extraction. */
  attachDocument(captureId: string, documentId: string): Promise<void> {
    return this.database.write((records) => {
      records.run(`UPDATE capture SET document_id = ?1, json = json_set(json, '$.documentId', ?1) WHERE id = ?2`, [
        documentId,
        captureId,
      ]);
    });
  }

  link(captureId: string): Promise<ChainLink | undefined> {
    return this.database.read((records) => linkRow(records, captureId));
  }

  links(fromIndex: number, limit: number): Promise<ChainLink[]> {
    return this.database.read((records) =>
      parseRows(
        chainLink,
        records.all('SELECT json FROM chain_link WHERE place >= ? ORDER BY place LIMIT ?', [fromIndex, limit]),
      ),
    );
  }
}

/** A document's captures as a lead lists them. */
export class EvidenceRepository {
  constructor(private readonly database: RecordsDatabase) {}

  ofDocument(documentId: string): Promise<LeadEvidence[]> {
    return this.database.read((records) =>
      records.all(ofDocument, [documentId]).map((row) => {
        const capture = parseStored(captureSchema, textOf(row, 'json'), documentId);
        const link = row['link'] === null ? null : parseStored(chainLink, textOf(row, 'link'), capture.id);
        return {
          captureId: capture.id,
          url: capture.url,
          capturedAt: capture.capturedAt,
          chainIndex: link?.index ?? null,
          chainHash: link?.hash ?? null,
          files: capture.files,
        };
      }),
    );
  }
}

function linkRow(records: SqlConnection, captureId: string): ChainLink | undefined {
  return parseRow(chainLink, records.get('SELECT json FROM chain_link WHERE capture_id = ?', [captureId]));
}
