import { z } from 'zod';
import { type Analysis, analysis as analysisSchema } from '../../contracts/analysis';
import { type SourceDocument, sourceDocument } from '../../contracts/page';
import { addToCodes, addToHour, hourOf } from './counters';
import { numberOf, type SqlConnection, type SqlRow, textOf } from './connection';
import type { RecordsDatabase } from './records-database';
import { parseRow, parseStored } from './stored-json';

interface Fact {
  readonly version: number;
  readonly hourMs: number;
  readonly region: string;
  readonly suspected: number;
  readonly codes: readonly string[];
}

const scanBatch = 200;

/** Analyses of document versions. `put` also keeps the counters of the home page: each document counts once, as its newest version is judged. */
export class AnalysisRepository {
  constructor(private readonly database: RecordsDatabase) {}

  put(analysis: Analysis): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `INSERT INTO analysis (document_id, version, analysed_ms, json) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET analysed_ms = excluded.analysed_ms, json = excluded.json`,
        [analysis.documentId, analysis.documentVersion, Date.parse(analysis.analysedAt), JSON.stringify(analysis)],
      );
      count(records, analysis);
    });
  }

  get(documentId: string, version?: number): Promise<Analysis | undefined> {
    return this.database.read((records) =>
      parseRow(
        analysisSchema,
        version === undefined
          ? records.get('SELECT json FROM analysis WHERE document_id = ? ORDER BY version DESC LIMIT 1', [documentId])
          : records.get('SELECT json FROM analysis WHERE document_id = ? AND version = ?', [documentId, version]),
      ),
    );
  }

  /** Analysed document versions by rising `collectedAt` in `[from, to)`; reads on in batches, so a consumer may take its time. */
  async *scan(range: { from: string; to: string }): AsyncIterable<{ document: SourceDocument; analysis: Analysis }> {
    let place: readonly [number, string, number] = [Date.parse(range.from), '', 0];
    for (;;) {
      const rows = await this.database.read((records) =>
        records.all(
          `SELECT d.id, d.version, d.collected_ms, d.json AS document, a.json AS analysis
           FROM document d JOIN analysis a ON a.document_id = d.id AND a.version = d.version
           WHERE (d.collected_ms, d.id, d.version) > (?, ?, ?) AND d.collected_ms < ?
           ORDER BY d.collected_ms, d.id, d.version LIMIT ?`,
          [...place, Date.parse(range.to), scanBatch],
        ),
      );
      for (const row of rows) yield pairOf(row);
      const last = rows.at(-1);
      if (!last || rows.length < scanBatch) return;
      place = [numberOf(last, 'collected_ms'), textOf(last, 'id'), numberOf(last, 'version')];
    }
  }
}

function pairOf(row: SqlRow): { document: SourceDocument; analysis: Analysis } {
  const id = textOf(row, 'id');
  return {
    document: parseStored(sourceDocument, textOf(row, 'document'), id),
    analysis: parseStored(analysisSchema, textOf(row, 'analysis'), id),
  };
}

function count(records: SqlConnection, analysis: Analysis): void {
  const row = records.get('SELECT * FROM document_fact WHERE document_id = ?', [analysis.documentId]);
  const before = row && factOf(row);
  if (before && before.version > analysis.documentVersion) return;
  const now = newFact(records, analysis);
  if (before) {
    addToHour(records, { ...changeOf(before, -1), at: before.hourMs });
    addToCodes(records, before, -1);
  }
  addToHour(records, { ...changeOf(now, 1), at: now.hourMs });
  addToCodes(records, now, 1);
  records.run(
    `INSERT INTO document_fact (document_id, version, hour_ms, region, suspected, codes) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET version = excluded.version, hour_ms = excluded.hour_ms, region = excluded.region,
       suspected = excluded.suspected, codes = excluded.codes`,
    [analysis.documentId, now.version, now.hourMs, now.region, now.suspected, JSON.stringify(now.codes)],
  );
}

function changeOf(fact: Fact, sign: 1 | -1): { region: string; documents: number; suspected: number } {
  return { region: fact.region, documents: sign, suspected: sign * fact.suspected };
}

/** Hour and region are the document's; an analysis that came without a stored document counts when it was made. */
function newFact(records: SqlConnection, analysis: Analysis): Fact {
  const document = records.get('SELECT collected_ms, region FROM document WHERE id = ? AND version = ?', [
    analysis.documentId,
    analysis.documentVersion,
  ]);
  return {
    version: analysis.documentVersion,
    hourMs: hourOf(document ? numberOf(document, 'collected_ms') : Date.parse(analysis.analysedAt)),
    region: document ? textOf(document, 'region') : '000000',
    suspected: analysis.illegal ? 1 : 0,
    codes: [...new Set(analysis.violations.map(({ code }) => code))],
  };
}

function factOf(row: SqlRow): Fact {
  return {
    version: numberOf(row, 'version'),
    hourMs: numberOf(row, 'hour_ms'),
    region: textOf(row, 'region'),
    suspected: numberOf(row, 'suspected'),
    codes: parseStored(z.array(z.string()), textOf(row, 'codes'), textOf(row, 'document_id')),
  };
}
