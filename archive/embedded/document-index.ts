import type { Analysis } from '../../contracts/analysis';
import type { DocumentPage } from '../../contracts/search';
import type { SourceDocument } from '../../contracts/page';
import type { AnalysisRepository } from './analysis-repository';
import { SqlConnection } from './connection';
import type { DocumentSearch } from './search/index-reader';
import type { IndexEntry } from './search/index-writer';
import { migrate } from './migrate';
import { PutBatcher } from './search/put-batcher';
import {
  type ModuleExport,
  type ReadCall,
  type SearchSide,
  type SideSettings,
  sideInProcess,
  type WriteCall,
} from './search/search-side';
import { SideInThread } from './search/side-in-thread';

export interface IndexSettings {
  /** The search database file. */
  readonly path: string;
  readonly compileQuery: ModuleExport;
  /** Runs both sides in the calling thread instead of in threads of their own. */
  readonly isInProcess: boolean;
  readonly now: () => Date;
}

/** Search over documents and their findings: one thread writes, one reads, each started when first needed, so that neither holds up the service or the other. */
export class EmbeddedDocumentIndex {
  private writer: SearchSide<WriteCall, undefined> | undefined;
  private reader: SearchSide<ReadCall, DocumentPage> | undefined;
  private readonly batcher: PutBatcher<IndexEntry>;

  /** Brings the search database to its newest schema; refuses one of a newer program. */
  constructor(
    private readonly settings: IndexSettings,
    private readonly analyses: AnalysisRepository,
  ) {
    const { path, now } = settings;
    // Rows hold whole texts: on small pages most of each page would stay empty.
    const connection = new SqlConnection(path, { readOnly: false, pageBytes: 16_384 });
    migrate(connection, 'search', { path, now });
    connection.close();
    this.batcher = new PutBatcher(async (entries) => {
      this.writer ??= this.side({ side: 'write', path });
      await this.writer.ask(entries);
    });
  }

  /** Kept once the promise resolves; found by every search that begins after it. */
  put(document: SourceDocument, analysis: Analysis): Promise<void> {
    return this.batcher.put({ document, analysis });
  }

  async search(search: DocumentSearch): Promise<DocumentPage> {
    const { path, compileQuery, now } = this.settings;
    this.reader ??= this.side({ side: 'read', path, compileQuery });
    return this.reader.ask({ search, nowMs: now().getTime() });
  }

  /** Documents and analyses oldest first in `[from, to)`, from the records. */
  scan(range: { from: string; to: string }): AsyncIterable<{ document: SourceDocument; analysis: Analysis }> {
    return this.analyses.scan(range);
  }

  async close(): Promise<void> {
    await this.batcher.close();
    await Promise.all([this.writer?.close(), this.reader?.close()]);
  }

  private side<Call, Answer>(settings: SideSettings): SearchSide<Call, Answer> {
    return this.settings.isInProcess ? sideInProcess(settings) : new SideInThread(settings);
  }
}
