import type { Analysis } from '../../../contracts/analysis';
import type { DocumentHit } from '../../../contracts/search';
import type { SourceDocument } from '../../../contracts/page';
import { severity as severitySchema } from '../../../contracts/primitives';
import type { MatchInput } from '../../../contracts/rule-match';
import { numberOf, SqlConnection, type SqlValue } from '../connection';
import { fieldTerms } from './field-terms';
import { indexTerms } from './index-terms';
import { matchInputOf, packInput } from './match-input';
import { firstPlaceOf } from './place';
import { severityRank } from './plan-search';

export interface IndexEntry {
  readonly document: SourceDocument;
  readonly analysis: Analysis;
}

const docColumns = `place, id, version, facet, collected_ms, published_ms, region, platform, source_id, genre, sentiment, kind,
  cluster, seller, illegal, severity, codes, price`;

/** Writes the search database, which stands at its newest schema; the only one that does. */
export class IndexWriter {
  private readonly connection: SqlConnection;
  private readonly facets = new Map<string, number>();

  constructor(path: string) {
    this.connection = new SqlConnection(path, { readOnly: false, cacheMb: 32 });
  }

  /** Puts documents in, all in one transaction. A version that is not newer than the stored one changes nothing, unless it is the same, which is written anew. */
  put(entries: readonly IndexEntry[]): void {
    this.connection.run('BEGIN IMMEDIATE');
    try {
      for (const entry of entries) this.putOne(entry);
      this.connection.run('COMMIT');
    } catch (error) {
      // Numbers given in this transaction are undone with it.
      this.facets.clear();
      if (this.connection.inTransaction) this.connection.run('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.connection.close();
  }

  private putOne({ document, analysis }: IndexEntry): void {
    const stored = this.connection.get('SELECT place, version FROM doc WHERE id = ?', [document.id]);
    if (stored && numberOf(stored, 'version') > document.version) return;
    if (stored) this.remove(numberOf(stored, 'place'));
    const place = this.freePlace(Date.parse(document.collectedAt));
    const input = matchInputOf(document, analysis);
    const codes = [...new Set(analysis.violations.map(({ code }) => code))];
    this.connection.run(
      `INSERT INTO doc (${docColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        place,
        document.id,
        document.version,
        this.facetOf({ document, analysis }, codes),
        ...columnsOf({ document, analysis }, codes),
      ],
    );
    this.connection.run('INSERT INTO body (place, hit, input) VALUES (?, ?, ?)', [
      place,
      JSON.stringify(hitOf({ document, analysis }, codes)),
      packInput(input),
    ]);
    this.connection.run('INSERT INTO word (rowid, title, text, image, field) VALUES (?, ?, ?, ?, ?)', [
      place,
      ...termColumns(input),
    ]);
  }

  private remove(place: number): void {
    this.connection.run('DELETE FROM word WHERE rowid = ?', [place]);
    this.connection.run('DELETE FROM body WHERE place = ?', [place]);
    this.connection.run('DELETE FROM doc WHERE place = ?', [place]);
  }

  private freePlace(ms: number): number {
    const first = firstPlaceOf(ms);
    const row = this.connection.get('SELECT max(place) AS place FROM doc WHERE place >= ? AND place < ?', [
      first,
      firstPlaceOf(ms + 1),
    ]);
    const last = row?.['place'];
    return typeof last === 'number' ? this.nextFree(last + 1) : first;
  }

  /** More documents of one millisecond than it has numbers push into the next, where others may stand already. */
  private nextFree(place: number): number {
    let free = place;
    while (this.connection.get('SELECT 1 FROM doc WHERE place = ?', [free])) free += 1;
    return free;
  }

  private facetOf({ document, analysis }: IndexEntry, codes: readonly string[]): number {
    const json = JSON.stringify([document.region, document.platform, analysis.genre, analysis.sentiment.label, codes]);
    const known = this.facets.get(json);
    if (known !== undefined) return known;
    this.connection.run('INSERT INTO facet (json) VALUES (?) ON CONFLICT DO NOTHING', [json]);
    const id = numberOf(this.connection.get('SELECT id FROM facet WHERE json = ?', [json]) ?? {}, 'id');
    if (this.facets.size > 50_000) this.facets.clear();
    this.facets.set(json, id);
    return id;
  }
}

/** Columns from `collected_ms` on. */
function columnsOf({ document, analysis }: IndexEntry, codes: readonly string[]): SqlValue[] {
  return [
    Date.parse(document.collectedAt),
    publishedMs(document.publishedAt),
    document.region,
    document.platform,
    document.sourceId,
    analysis.genre,
    analysis.sentiment.label,
    document.kind ?? null,
    analysis.cluster,
    document.seller,
    analysis.illegal ? 1 : 0,
    severityRank(worstOf(analysis)),
    codes.length === 0 ? '' : ` ${codes.join(' ')} `,
    document.price,
  ];
}

/** Milliseconds of a publication time; one without a zone is Beijing time, an unreadable one is unknown. */
function publishedMs(text: string | null): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)([Zz]|[+-]\d{2}:?\d{2})?)?$/.exec(
    text?.trim() ?? '',
  );
  if (!match) return null;
  const [, day = '', time = '00:00:00', zone = '+08:00'] = match;
  const ms = Date.parse(`${day}T${time}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase()}`);
  return Number.isNaN(ms) ? null : ms;
}

function worstOf(analysis: Analysis): DocumentHit['severity'] {
  const worst = Math.max(0, ...analysis.violations.map(({ severity }) => severityRank(severity)));
  return severitySchema.options[worst - 1] ?? null;
}

function hitOf({ document, analysis }: IndexEntry, codes: DocumentHit['codes']): Omit<DocumentHit, 'excerpt'> {
  return {
    id: document.id,
    version: document.version,
    title: document.title,
    url: document.url,
    platform: document.platform,
    seller: document.seller,
    region: document.region,
    ...(document.kind === undefined ? {} : { kind: document.kind }),
    genre: analysis.genre,
    sentiment: analysis.sentiment.label,
    illegal: analysis.illegal,
    codes,
    severity: worstOf(analysis),
    cluster: analysis.cluster,
    sourceId: document.sourceId,
    price: document.price,
    publishedAt: document.publishedAt,
    collectedAt: document.collectedAt,
  };
}

function termColumns(input: MatchInput): string[] {
  const { title, text, imageText } = input.normalised;
  return [indexTerms(title), indexTerms(text), indexTerms(imageText), fieldTerms(input)].map((terms) =>
    terms.join(' '),
  );
}
