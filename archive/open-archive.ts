import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AccessRepository } from './embedded/access-repository';
import { AlertRepository } from './embedded/alert-repository';
import { AnalysisRepository } from './embedded/analysis-repository';
import { CaptureRepository, EvidenceRepository } from './embedded/capture-repository';
import { ClusterRepository } from './embedded/cluster-repository';
import { CrawlRepository } from './embedded/crawl-repository';
import { DocumentRepository } from './embedded/document-repository';
import { EmbeddedDocumentIndex } from './embedded/document-index';
import { EmbeddedJobQueue } from './embedded/job-queue';
import { EvidenceFolder } from './embedded/evidence-folder';
import { ImageTextRepository } from './embedded/image-text-repository';
import { LeadRepository } from './embedded/lead-repository';
import { LiveEventRepository } from './embedded/live-event-repository';
import { OrganisationRepository } from './embedded/organisation-repository';
import { OutboxRepository } from './embedded/outbox-repository';
import { RecordsDatabase } from './embedded/records-database';
import { StatisticsRepository } from './embedded/statistics';
import { WindowRepository } from './embedded/window-repository';
import type { ModuleExport } from './embedded/search/search-side';
import { storeFailure } from './store-failure';

export interface ArchiveSettings {
  /** Folder of all data; made when absent. */
  readonly dataFolder: string;
  readonly now: () => Date;
  /** The module and export that make the test of a query, `(query) => (input, nowMs) => boolean`: the rule matcher's. */
  readonly compileQuery: ModuleExport;
  /** Runs the search index in the calling thread; the worker threads exist in the built program only. */
  readonly inProcessIndex?: boolean;
}

/** Everything that is kept, by noun. Repositories join the caller's unit of work. */
export interface Archive {
  readonly unitOfWork: <T>(work: () => Promise<T>) => Promise<T>;
  readonly jobs: EmbeddedJobQueue;
  readonly documents: DocumentRepository;
  readonly analyses: AnalysisRepository;
  readonly documentIndex: EmbeddedDocumentIndex;
  readonly captures: CaptureRepository;
  readonly evidence: EvidenceRepository;
  readonly evidenceFiles: EvidenceFolder;
  readonly crawl: CrawlRepository;
  readonly alerts: AlertRepository;
  readonly liveEvents: LiveEventRepository;
  readonly outbox: OutboxRepository;
  readonly leads: LeadRepository;
  readonly organisations: OrganisationRepository;
  readonly access: AccessRepository;
  readonly windows: WindowRepository;
  readonly clusters: ClusterRepository;
  readonly imageTexts: ImageTextRepository;
  readonly statistics: StatisticsRepository;
  close(): Promise<void>;
}

/** Opens the embedded archive in one data folder, bringing its databases to the newest schema. Refuses files of a newer program. */
export async function openArchive(settings: ArchiveSettings): Promise<Archive> {
  try {
    await mkdir(settings.dataFolder, { recursive: true });
  } catch (error) {
    throw storeFailure(error, settings.dataFolder);
  }
  const evidenceFiles = await EvidenceFolder.open(join(settings.dataFolder, 'evidence'), settings.now);
  const records = new RecordsDatabase(join(settings.dataFolder, 'records.db'), settings.now);
  const analyses = new AnalysisRepository(records);
  const documentIndex = openIndex(settings, analyses);
  return {
    unitOfWork: records.unitOfWork,
    jobs: new EmbeddedJobQueue(records),
    documents: new DocumentRepository(records),
    analyses,
    documentIndex,
    captures: new CaptureRepository(records),
    evidence: new EvidenceRepository(records),
    evidenceFiles,
    crawl: new CrawlRepository(records),
    alerts: new AlertRepository(records),
    liveEvents: new LiveEventRepository(records),
    outbox: new OutboxRepository(records),
    leads: new LeadRepository(records),
    organisations: new OrganisationRepository(records),
    access: new AccessRepository(records),
    windows: new WindowRepository(records),
    clusters: new ClusterRepository(records),
    imageTexts: new ImageTextRepository(records),
    statistics: new StatisticsRepository(records),
    async close() {
      await documentIndex.close();
      await records.close();
    },
  };
}

function openIndex(settings: ArchiveSettings, analyses: AnalysisRepository): EmbeddedDocumentIndex {
  const { dataFolder, now, compileQuery, inProcessIndex } = settings;
  const path = join(dataFolder, 'search.db');
  return new EmbeddedDocumentIndex({ path, now, compileQuery, isInProcess: inProcessIndex ?? false }, analyses);
}
