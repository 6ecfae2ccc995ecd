import { attachScreenshot } from '../alerts/act-on-alert';
import { captureOf } from '../crawler/capture';
import { seenAfterFetch } from '../crawler/make-document';
import { queueNotifications, type Grouping } from '../alerts/notify';
import type { Alert } from '../contracts/alert';
import type { Analysis } from '../contracts/analysis';
import type {
  AnalysisOrder,
  DocumentRef,
  DueVisit,
  PageSnapshot,
  PageTask,
  SourceDocument,
  VisitResult,
} from '../contracts/page';
import type { Archive } from '../archive/open-archive';
import type { Capture, Capturer } from '../contracts/evidence';
import type { Channel } from '../alerts/channels/channel';
import type { ClusterIndex } from '../nlp/duplicates/cluster-index';
import type { LiveEventBody } from '../contracts/live-event';
import type { Metrics } from './metrics';
import type { RuleMatch } from '../contracts/rule-match';
import type { SourceHealth } from '../contracts/source';
import type { NextJob, StageContext } from './stage';

// What is stored of every stage's result and which work follows from it. Everything here runs in one unit of work with
// the completion of the job, and may run twice after a crash: each write is idempotent by the id of what it came from.

type Kept<In, Out> = (results: readonly Out[], input: In, context: StageContext) => Promise<readonly NextJob[]>;
type GivenUp<In> = (input: In, fault: { reason: string; message: string }, context: StageContext) => Promise<void>;

export interface Keep {
  readonly visited: Kept<DueVisit, VisitResult>;
  readonly visitFailed: GivenUp<DueVisit>;
  readonly fetched: Kept<PageTask, PageSnapshot>;
  readonly fetchFailed: GivenUp<PageTask>;
  readonly extracted: Kept<PageSnapshot, SourceDocument>;
  readonly extractFailed: GivenUp<PageSnapshot>;
  readonly analysed: Kept<AnalysisOrder, Analysis>;
  readonly indexed: Kept<DocumentRef, DocumentRef>;
  readonly matched: Kept<DocumentRef, RuleMatch>;
  readonly raised: Kept<RuleMatch, Alert>;
  readonly captured: Kept<DocumentRef, Capture>;
  readonly imagesRead: Kept<DocumentRef, AnalysisOrder>;
}

export interface KeepParts {
  readonly archive: Archive;
  readonly clusters: ClusterIndex;
  readonly channels: readonly Channel[];
  readonly metrics: Metrics;
  readonly capturer: Capturer;
  /** Health of a source after a visit that was given up. */
  readonly afterFailure: (sourceId: string, fault: { reason: string; at: string }) => Promise<SourceHealth>;
  /** How the rule of a match gathers its notices. */
  readonly groupingOf: (match: RuleMatch) => Grouping | undefined;
  readonly readsImages: boolean;
  readonly takesScreenshots: boolean;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

const refOf = (document: { id: string; version: number }): DocumentRef => ({
  documentId: document.id,
  version: document.version,
});

function onDocument(stageName: string, ref: DocumentRef, more: { payload?: unknown; mark?: string } = {}): NextJob {
  const mark = more.mark === undefined ? '' : `:${more.mark}`;
  return {
    id: `${stageName}:${ref.documentId}:${ref.version}${mark}`,
    stage: stageName,
    subjectId: ref.documentId,
    lane: '',
    payload: more.payload ?? { documentId: ref.documentId, version: ref.version },
  };
}

/** Adds to what a source has brought so far. */
async function count(archive: Archive, sourceId: string, more: { pages?: number; documents?: number }): Promise<void> {
  const health = await archive.crawl.health(sourceId);
  if (health === undefined) return;
  await archive.crawl.putHealth({
    ...health,
    pagesFetched: health.pagesFetched + (more.pages ?? 0),
    documents: health.documents + (more.documents ?? 0),
  });
}

/** Stored visits and their pages; a source whose state changed is announced. */
function keepVisits({ archive, afterFailure }: KeepParts): Pick<Keep, 'visited' | 'visitFailed'> {
  const putHealth = async (health: SourceHealth, at: string): Promise<void> => {
    const before = await archive.crawl.health(health.sourceId);
    // Pages and documents were counted meanwhile by other stages; the visit knows only how it went itself.
    await archive.crawl.putHealth({
      ...health,
      pagesFetched: before?.pagesFetched ?? 0,
      documents: before?.documents ?? 0,
    });
    if (before?.state === health.state) return;
    const body: LiveEventBody = { type: 'source.health', data: health };
    await archive.liveEvents.append({ at, body, scope: { region: '000000', right: 'sources' } });
  };
  return {
    async visited(results, _due, context) {
      const next: NextJob[] = [];
      for (const result of results) {
        await archive.crawl.putVisit(result.visit);
        for (const skip of result.skips) await archive.crawl.recordSkip(skip);
        for (const page of result.seen) await archive.crawl.putSeen(page);
        await putHealth(result.health, context.now().toISOString());
        for (const task of result.tasks) {
          next.push({
            id: `fetch:${task.id}`,
            stage: 'fetch',
            subjectId: task.id,
            lane: hostOf(task.url),
            payload: task,
          });
        }
      }
      return next;
    },
    async visitFailed(due, fault, context) {
      const at = context.now().toISOString();
      await archive.crawl.recordFailure({ sourceId: due.sourceId, url: '', at, ...fault });
      await putHealth(await afterFailure(due.sourceId, { reason: fault.reason, at }), at);
    },
  };
}

function keepPages({ archive, metrics, capturer }: KeepParts): Pick<Keep, 'fetched' | 'fetchFailed' | 'extractFailed'> {
  return {
    async fetched(snapshots, task) {
      for (const snapshot of snapshots) {
        metrics.pages.inc();
        await archive.captures.append(captureOf(snapshot, capturer));
        await count(archive, task.sourceId, { pages: 1 });
      }
      return snapshots.map((snapshot) => ({
        id: `extract:${snapshot.id}`,
        stage: 'extract',
        subjectId: snapshot.id,
        lane: hostOf(task.url),
        payload: snapshot,
      }));
    },
    async fetchFailed(task, fault, context) {
      await archive.crawl.recordFailure({
        sourceId: task.sourceId,
        url: task.url,
        at: context.now().toISOString(),
        ...fault,
      });
    },
    async extractFailed(snapshot, fault, context) {
      await archive.crawl.recordFailure({
        sourceId: snapshot.sourceId,
        url: snapshot.url,
        at: context.now().toISOString(),
        ...fault,
      });
    },
  };
}

function keepDocuments({ archive, readsImages }: KeepParts): Pick<Keep, 'extracted'> {
  /** The version under which it was stored; undefined when the same text is there already. */
  const insert = async (document: SourceDocument): Promise<SourceDocument | undefined> => {
    const newest = await archive.documents.get(document.id);
    if (newest?.contentHash === document.contentHash) return undefined;
    const version: SourceDocument = { ...document, version: (newest?.version ?? 0) + 1 };
    return (await archive.documents.insert(version)) ? version : undefined;
  };
  /** What visits ask for, and whose evidence the capture is; a page whose text did not change keeps its document. */
  const remember = async (snapshot: PageSnapshot, document: SourceDocument | undefined): Promise<void> => {
    const seen = seenAfterFetch(snapshot, document);
    const before = await archive.crawl.seen(seen.canonicalUrl);
    const documentId = seen.documentId ?? before?.documentId ?? null;
    await archive.crawl.putSeen({ ...seen, contentHash: seen.contentHash ?? before?.contentHash ?? null, documentId });
    if (documentId !== null) await archive.captures.attachDocument(snapshot.captureId, documentId);
  };
  return {
    async extracted(documents, snapshot) {
      const next: NextJob[] = [];
      await remember(snapshot, documents[0]);
      for (const document of documents) {
        const stored = await insert(document);
        if (stored === undefined) continue;
        await count(archive, stored.sourceId, { documents: 1 });
        const hasPictureText = readsImages && stored.images.some((image) => image.sha256 !== undefined);
        next.push(onDocument('analyse', refOf(stored), { payload: { ...refOf(stored), imageText: '' } }));
        if (hasPictureText) next.push(onDocument('read-images', refOf(stored)));
      }
      return next;
    },
  };
}

function keepAnalyses({
  archive,
  clusters,
  metrics,
  takesScreenshots,
}: KeepParts): Pick<Keep, 'analysed' | 'indexed' | 'imagesRead'> {
  return {
    async analysed(analyses, order) {
      const next: NextJob[] = [];
      // A second analysis, with the text of the pictures, is matched again under its own ids.
      const mark = order.imageText === '' ? {} : { mark: 'with-images' };
      for (const analysis of analyses) {
        const { cluster } = await clusters.assign({
          documentId: analysis.documentId,
          simhash: analysis.simhash,
          length: analysis.normalised.text.length,
          at: analysis.analysedAt,
        });
        await archive.analyses.put({ ...analysis, cluster });
        for (const fault of analysis.detectorFaults) metrics.detectorFaults.inc({ code: fault.code });
        const ref = { documentId: analysis.documentId, version: analysis.documentVersion };
        next.push(onDocument('match', ref, mark), onDocument('index', ref, mark));
        if (takesScreenshots && analysis.violations.length > 0) next.push(onDocument('capture', ref));
      }
      return next;
    },
    indexed: () => Promise.resolve([]),
    imagesRead: (orders) =>
      Promise.resolve(
        orders
          .filter((order) => order.imageText !== '')
          .map((order) => onDocument('analyse', order, { payload: order, mark: 'with-images' })),
      ),
  };
}

function keepAlerts({
  archive,
  channels,
  metrics,
  groupingOf,
}: KeepParts): Pick<Keep, 'matched' | 'raised' | 'captured'> {
  return {
    matched: (matches) =>
      Promise.resolve(
        matches.map((match) => ({
          id: `raise:${match.matchId}`,
          stage: 'raise',
          subjectId: match.matchId,
          lane: '',
          payload: match,
        })),
      ),
    async raised(alerts, match, context) {
      for (const alert of alerts) {
        if (alert.count === 1) await queueNotifications({ outbox: archive.outbox, channels }, alert, groupingOf(match));
        const { respondedAt } = alert.trace;
        if (alert.count === 1 && respondedAt !== undefined)
          metrics.flow.observe((context.now().getTime() - Date.parse(respondedAt)) / 1000);
      }
      return [];
    },
    async captured(captures, ref, context) {
      for (const capture of captures) {
        await archive.captures.append(capture);
        const screenshot = capture.files.find((file) => file.role === 'screenshot');
        if (screenshot === undefined) continue;
        for (const alert of await archive.alerts.ofDocument(ref.documentId)) {
          await attachScreenshot(
            { alerts: archive.alerts, events: archive.liveEvents },
            { id: alert.id, sha256: screenshot.sha256 },
            context.now().toISOString(),
          );
        }
      }
      return [];
    },
  };
}

/** How the archive keeps what the stages give, and which work follows. */
export function createKeep(parts: KeepParts): Keep {
  return {
    ...keepVisits(parts),
    ...keepPages(parts),
    ...keepDocuments(parts),
    ...keepAnalyses(parts),
    ...keepAlerts(parts),
  };
}
