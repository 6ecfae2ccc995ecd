import { raiseAlert, type AlertCandidate } from '../alerts/raise-alert';
import type { Archive } from '../archive/open-archive';
import type { Fetcher } from '../crawler/fetch-page';
import type { Screenshotter } from '../crawler/screenshot';
import type { Visitor } from '../crawler/visit-source';
import { makeDocument } from '../crawler/make-document';
import type { Analysis } from '../contracts/analysis';
import type { AnalysisOrder, DocumentRef, SourceDocument } from '../contracts/page';
import { StageFailure } from '../contracts/failure';
import type { DocumentToAnalyse } from '../nlp/analyse';
import type { ImageReader } from '../nlp/images/image-reader';
import type { RuleEngine } from '../rules/rule-engine';
import { toMatchInput } from '../rules/to-match-input';
import type { RuleMatch } from '../contracts/rule-match';
import type { Capture } from '../contracts/evidence';
import type { Metrics } from './metrics';
import type { Rooms } from './rooms';
import type { SourceShelf } from './house';

export interface RoomParts {
  readonly archive: Archive;
  readonly sources: Pick<SourceShelf, 'get'>;
  readonly visitor: Visitor;
  readonly fetcher: Fetcher;
  /** Undefined where there is no browser. */
  readonly screenshotter: Screenshotter | undefined;
  readonly analyse: (document: DocumentToAnalyse) => Promise<Analysis>;
  readonly imageReader: ImageReader | undefined;
  readonly engine: RuleEngine;
  readonly metrics: Metrics;
}

function gone(stage: string, subjectId: string, what: string): StageFailure {
  return new StageFailure({
    stage,
    reason: 'invalid-input',
    retry: 'never',
    subjectId,
    message: `${what} is not there`,
  });
}

function crawlingRooms({ archive, sources, visitor, fetcher }: RoomParts): Pick<Rooms, 'visit' | 'fetch' | 'extract'> {
  const sourceOf = (stage: string, id: string) => {
    const source = sources.get(id);
    if (source === undefined) throw gone(stage, id, `source ${id}`);
    return source;
  };
  return {
    visit: async (due) => [await visitor.visit(due, sourceOf('visit', due.sourceId))],
    fetch: async (task) => [await fetcher.fetch(task, sourceOf('fetch', task.sourceId))],
    extract: async (snapshot) => {
      const html = await archive.evidenceFiles.get(snapshot.html);
      if (html === undefined) throw gone('extract', snapshot.id, `evidence ${snapshot.html}`);
      const source = sourceOf('extract', snapshot.sourceId);
      return makeDocument(snapshot, Buffer.from(html).toString('utf8'), source, { documents: archive.documents });
    },
  };
}

/** The document that a later stage works on; a version that is not there is a failure that no retry mends. */
async function documentOf(archive: Archive, stage: string, ref: DocumentRef): Promise<SourceDocument> {
  const document = await archive.documents.get(ref.documentId, ref.version);
  if (document === undefined) throw gone(stage, ref.documentId, `document ${ref.documentId} version ${ref.version}`);
  return document;
}

async function analysisOf(archive: Archive, stage: string, ref: DocumentRef): Promise<Analysis> {
  const analysis = await archive.analyses.get(ref.documentId, ref.version);
  if (analysis === undefined) throw gone(stage, ref.documentId, `analysis of ${ref.documentId} version ${ref.version}`);
  return analysis;
}

function judgingRooms({ archive, engine, analyse }: RoomParts): Pick<Rooms, 'analyse' | 'index' | 'match'> {
  return {
    analyse: async (order) => [
      await analyse({ ...(await documentOf(archive, 'analyse', order)), imageText: order.imageText }),
    ],
    index: async (ref) => {
      await archive.documentIndex.put(await documentOf(archive, 'index', ref), await analysisOf(archive, 'index', ref));
      return [];
    },
    match: async (ref, context) => {
      const input = toMatchInput(await documentOf(archive, 'match', ref), await analysisOf(archive, 'match', ref));
      return engine.accept(input, context.now().getTime());
    },
  };
}

/** The match with the version of the document that was analysed last; undefined where no document stands behind it. */
async function candidateOf(archive: Archive, match: RuleMatch): Promise<AlertCandidate | undefined> {
  if (match.anchorDocumentId === null) return undefined;
  const analysis = await archive.analyses.get(match.anchorDocumentId);
  const document = await archive.documents.get(match.anchorDocumentId, analysis?.documentVersion);
  if (document === undefined || analysis === undefined)
    throw gone('raise', match.matchId, `document ${match.anchorDocumentId}`);
  const { matchId, ruleId, ruleName, ruleVersion, key, level, title } = match;
  return { matchId, ruleId, ruleName, ruleVersion, key, level, title, document, analysis };
}

/** The stored page as it was read: the drawn DOM, the decoded text, or the body. */
async function storedHtml(archive: Archive, first: Capture): Promise<string> {
  const file = (['dom', 'metadata', 'body'] as const)
    .map((role) => first.files.find((one) => one.role === role))
    .find((one) => one !== undefined);
  const bytes = file === undefined ? undefined : await archive.evidenceFiles.get(file.sha256);
  return Buffer.from(bytes ?? []).toString('utf8');
}

function alertingRooms({ archive, metrics, screenshotter, sources }: RoomParts): Pick<Rooms, 'raise' | 'capture'> {
  return {
    raise: async (match, context) => {
      const candidate = await candidateOf(archive, match);
      if (candidate === undefined) {
        metrics.alerts.inc({ outcome: 'no-document' });
        return [];
      }
      const stores = { alerts: archive.alerts, events: archive.liveEvents };
      const raised = await raiseAlert(stores, candidate, context.now().toISOString());
      metrics.alerts.inc({ outcome: raised.outcome });
      return raised.outcome === 'raised' ? [raised.alert] : [];
    },
    capture: async (ref) => {
      if (screenshotter === undefined) return [];
      const document = await documentOf(archive, 'capture', ref);
      const source = sources.get(document.sourceId);
      const first = await archive.captures.get(document.captureId);
      if (source === undefined || first === undefined)
        throw gone('capture', ref.documentId, `capture ${document.captureId}`);
      const { url, id: documentId, captureId } = document;
      return [
        await screenshotter.capture({
          url,
          source,
          captureId,
          documentId,
          storedHtml: await storedHtml(archive, first),
        }),
      ];
    },
  };
}

/** The room functions of the flow over real parts. */
export function openRooms(parts: RoomParts): Rooms {
  return {
    ...crawlingRooms(parts),
    ...judgingRooms(parts),
    ...alertingRooms(parts),
    readImages: async (ref) => [await readImages(parts, await documentOf(parts.archive, 'read-images', ref))],
  };
}

async function readImages({ archive, imageReader }: RoomParts, document: SourceDocument): Promise<AnalysisOrder> {
  const texts: string[] = [];
  for (const image of document.images) {
    const bytes = image.sha256 === undefined ? undefined : await archive.evidenceFiles.get(image.sha256);
    if (bytes === undefined || imageReader === undefined) continue;
    const { text } = await imageReader.read(bytes);
    if (text !== '') texts.push(text);
  }
  return { documentId: document.id, version: document.version, imageText: texts.join('\n') };
}
