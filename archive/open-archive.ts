import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AccessRepository } from './embedded/access-repository';
import { AlertRepository } from './embedded/alert-repository';
import { AnalysisRepository } from './embedded/analysis-repository';
import { CaptureRepository, EvidenceRepository } from './embedded/capture-repository';
import { CrawlRepository } from './embedded/crawl-repository';
import { DocumentRepository } from './embedded/document-repository';
import { EmbeddedJobQueue } from './embedded/job-queue';
import { EvidenceFolder } from './embedded/evidence-folder';
import { LeadRepository } from './embedded/lead-repository';
import { LiveEventRepository } from './embedded/live-event-repository';
import { OrganisationRepository } from './embedded/organisation-repository';
import { OutboxRepository } from './embedded/outbox-repository';
import { RecordsDatabase } from './embedded/records-database';
import { StatisticsRepository } from './embedded/statistics';
import { storeFailure } from './store-failure';

export interface ArchiveSettings {
  /** Folder of all data; made when absent. */
  readonly dataFolder: string;
  readonly now: () => Date;
}

/** Everything that is kept, by noun. Repositories join the caller's unit of work. */
export interface Archive {
  readonly unitOfWork: <T>(work: () => Promise<T>) => Promise<T>;
  readonly jobs: EmbeddedJobQueue;
  readonly documents: DocumentRepository;
  readonly analyses: AnalysisRepository;
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
  return {
    unitOfWork: records.unitOfWork,
    jobs: new EmbeddedJobQueue(records),
    documents: new DocumentRepository(records),
    analyses: new AnalysisRepository(records),
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
    statistics: new StatisticsRepository(records),
    close: () => records.close(),
  };
}
