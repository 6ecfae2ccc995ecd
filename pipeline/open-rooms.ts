import { raiseAlert } from '../alerts/raise-alert';
import type { Archive } from '../archive/open-archive';
import type { Fetcher } from '../crawler/fetch-page';
import type { Screenshotter } from '../crawler/screenshot';
import type { Visitor } from '../crawler/visit-source';
import { makeDocument } from '../crawler/make-document';
import type { Analysis } from '../contracts/analysis';
import type { AnalysisOrder, DocumentRef, SourceDocument, VisitResult } from '../contracts/page';
import { StageFailure } from '../contracts/failure';
import type { DocumentToAnalyse } from '../nlp/analyse';
import type { ImageReader } from '../nlp/images/image-reader';
import { matchInputOf } from '../archive/embedded/search/match-input';
import type { RuleEngine } from '../rules/rule-engine';
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

/** The same result with lists of its own, as the contract has them. */
function mutable({ visit, health, tasks, skips, seen }: Awaited<ReturnType<Visitor['visit']>>): VisitResult {
  return { visit, health, tasks: [...tasks], skips: [...skips], seen: [...seen] };
}

function crawlingRooms({ archive, sources, visitor, fetcher }: RoomParts): Pick<Rooms, 'visit' | 'fetch' | 'extract'> {
  const sourceOf = (stage: string, id: string) => {
    const source = sources.get(id);
    if (source === undefined) throw gone(stage, id, `source ${id}`);
    return source;
  };
  return {
    visit: async (due) => [mutable(await visitor.visit(due, sourceOf('visit', due.sourceId)))],
    fetch: async (task) => [await fetcher.fetch(task, sourceOf('fetch', task.sourceId))],
    extract: async (snapshot) => {
      const html = await archive.evidenceFiles.get(snapshot.html);
      if (html === undefined) throw gone('extract', snapshot.id, `evidence ${snapshot.html}`);
      const source = sourceOf('extract', snapshot.sourceId);
      return makeDocument(snapshot, Buffer.from(html).toString('utf8'), source, { documents: archive.documents });
    },
  };
}

/** The room functions of the flow over real parts. */
export function openRooms(parts: RoomParts): Rooms {
  const { archive, engine, metrics } = parts;
  const documentOf = async (stage: string, ref: DocumentRef): Promise<SourceDocument> => {
    const document = await archive.documents.get(ref.documentId, ref.version);
    if (document === undefined) throw gone(stage, ref.documentId, `document ${ref.documentId} version ${ref.version}`);
    return document;
  };
  const analysisOf = async (stage: string, ref: DocumentRef): Promise<Analysis> => {
    const analysis = await archive.analyses.get(ref.documentId, ref.version);
    if (analysis === undefined)
      throw gone(stage, ref.documentId, `analysis of ${ref.documentId} version ${ref.version}`);
    return analysis;
  };
  return {
    ...crawlingRooms(parts),
    analyse: async (order) => [
      await parts.analyse({ ...(await documentOf('analyse', order)), imageText: order.imageText }),
    ],
    index: async (ref) => {
      await archive.documentIndex.put(await documentOf('index', ref), await analysisOf('index', ref));
      return [];
    },
    match: async (ref, context) =>
      engine.accept(
        matchInputOf(await documentOf('match', ref), await analysisOf('match', ref)),
        context.now().getTime(),
      ),
    raise: async (match, context) => {
      if (match.anchorDocumentId === null) return [];
      const document = await archive.documents.get(match.anchorDocumentId);
      const analysis = await archive.analyses.get(match.anchorDocumentId);
      if (document === undefined || analysis === undefined)
        throw gone('raise', match.matchId, `document ${match.anchorDocumentId}`);
      const { matchId, ruleId, ruleName, ruleVersion, key, level, title } = match;
      const candidate = {
        matchId,
        ruleId,
        ruleName,
        ruleVersion,
        key,
        level,
        title,

        document,
        analysis,
      };
      const raised = await raiseAlert(
        { alerts: archive.alerts, events: archive.liveEvents },
        candidate,
        context.now().toISOString(),
      );
      metrics.alerts.inc({ outcome: raised.outcome });
      return raised.outcome === 'raised' ? [raised.alert] : [];
    },
    capture: async (ref) => {
      if (parts.screenshotter === undefined) return [];
      const document = await documentOf('capture', ref);
      const source = parts.sources.get(document.sourceId);
      const first = await archive.captures.get(document.captureId);
      if (source === undefined || first === undefined)
        throw gone('capture', ref.documentId, `capture ${document.captureId}`);
      const html =
        first.files.find((file) => file.role === 'dom') ??
        first.files.find((file) => file.role === 'metadata') ??
        first.files.find((file) => file.role === 'body');
      const stored = html === undefined ? undefined : await archive.evidenceFiles.get(html.sha256);
      const storedHtml = Buffer.from(stored ?? []).toString('utf8');
      return [
        await parts.screenshotter.capture({
          url: document.url,
          source,
          captureId: document.captureId,
          documentId: document.id,
          storedHtml,
        }),
      ];
    },
    readImages: async (ref) => [await readImages(parts, await documentOf('read-images', ref))],
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
