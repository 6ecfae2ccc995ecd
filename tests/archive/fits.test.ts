import type { AccessStore } from '../../access/access-store';
import type { AlertStore, LiveEventStore, OutboxStore } from '../../alerts/alert-store';
import type { Archive } from '../../archive/open-archive';
import type { CaptureStore, CrawlStore, DocumentStore, EvidenceFiles } from '../../crawler/crawl-store';
import type { WindowStore } from '../../rules/window-store';
import type { ClusterStore } from '../../nlp/duplicates/cluster-store';
import type { ImageTextStore } from '../../nlp/images/image-text';
import type { EvidenceLookup, LeadStore, OrganisationLookup } from '../../leads/lead-store';
import type { AnalysisStore, DocumentIndex, JobQueue, Statistics, UnitOfWork } from '../../pipeline/stores';

/** What each room asks for. The assignment below is checked by the compiler: the archive imports no room, it fits by shape. */
interface Wanted {
  readonly unitOfWork: UnitOfWork;
  readonly jobs: JobQueue;
  readonly documents: DocumentStore;
  readonly analyses: AnalysisStore;
  readonly documentIndex: DocumentIndex;
  readonly captures: CaptureStore;
  readonly evidence: EvidenceLookup;
  readonly evidenceFiles: EvidenceFiles;
  readonly crawl: CrawlStore;
  readonly alerts: AlertStore;
  readonly liveEvents: LiveEventStore;
  readonly outbox: OutboxStore;
  readonly leads: LeadStore;
  readonly organisations: OrganisationLookup;
  readonly access: AccessStore;
  readonly windows: WindowStore;
  readonly clusters: ClusterStore;
  readonly imageTexts: ImageTextStore;
  readonly statistics: Statistics;
}

const asWanted = (archive: Archive): Wanted => archive;

test('the archive gives every room what it asks for', () => {
  expect(asWanted).toBeInstanceOf(Function);
});
