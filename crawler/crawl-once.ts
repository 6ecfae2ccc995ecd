import type { PageTask, SourceDocument } from '../contracts/page';
import { source as sourceSchema, type Source } from '../contracts/source';
import { StageFailure } from '../contracts/failure';
import { canonicalUrl, shortHash } from './canonical-url';
import { isoAt } from './clock';
import type { EvidenceFiles } from './crawl-store';
import { failureFromError } from './failure-from-error';
import type { Fetcher } from './fetch-page';
import { makeDocument } from './make-document';
import type { Visitor } from './visit-source';
import type { Web } from './web';

export interface CrawlOnceDeps {
  readonly web: Web;
  readonly fetcher: Fetcher;
  readonly visitor: Visitor;
  readonly files: Pick<EvidenceFiles, 'get'>;
  /** Told of every page that gave no document. */
  readonly onFailure: (failure: StageFailure, url: string) => void;
}

/** Source for addresses typed by hand: fetched now, politely, with whatever private addresses the caller allows. */
export function adHocSource(allowAddresses: readonly string[]): Source {
  return sourceSchema.parse({
    id: 'ad-hoc',
    name: '临时采集',
    kind: 'upload',
    url: 'http://ad-hoc.invalid/',
    politeness: { minDelay: '0s', concurrency: 8, respectRobots: true },
    allowAddresses: [...allowAddresses],
  });
}

/**
 * Fetches addresses, or what a source lists now, and gives the document of each in turn, without any memory of earlier runs.
 * Pages that fail are reported through `onFailure` and left out; a source that fails is thrown.
 */
export async function* crawlOnce(
  what: Source | { readonly urls: readonly string[]; readonly source: Source },
  deps: CrawlOnceDeps,
): AsyncGenerator<SourceDocument> {
  const source = 'urls' in what ? what.source : what;
  const tasks = 'urls' in what ? what.urls.map((url) => taskOf(url, source)) : await listed(source, deps);
  const waiting = [...tasks];
  const running = new Set<Promise<void>>();
  const ready: SourceDocument[] = [];
  const { concurrency } = deps.web.settings;
  while (waiting.length > 0 || running.size > 0 || ready.length > 0) {
    while (running.size < concurrency && waiting.length > 0) {
      const task = waiting.shift();
      if (!task) break;
      const work = crawl(task, source, deps).then((documents) => {
        ready.push(...documents);
        running.delete(work);
      });
      running.add(work);
    }
    if (ready.length === 0) await Promise.race(running);
    yield* ready.splice(0);
  }
}

async function listed(source: Source, deps: CrawlOnceDeps): Promise<readonly PageTask[]> {
  const due = { sourceId: source.id, dueAt: isoAt(deps.web.clock.now()) };
  const { visit, tasks } = await deps.visitor.visit(due, source);
  if (visit.outcome !== 'failed') return tasks;
  throw new StageFailure({
    stage: 'visit',
    reason: 'invalid-input',
    retry: 'never',
    subjectId: visit.id,
    message: `信源 ${source.id} 采集失败：${visit.reason ?? ''} ${visit.message ?? ''}`,
  });
}

function taskOf(url: string, source: Source): PageTask {
  const identity = URL.canParse(url) ? canonicalUrl(url) : url;
  return { id: `t_${shortHash(identity)}`, sourceId: source.id, visitId: 'v_once', url, render: source.render };
}

const maxTurns = 20;

async function crawl(task: PageTask, source: Source, deps: CrawlOnceDeps): Promise<SourceDocument[]> {
  for (let turn = 1; ; turn += 1) {
    try {
      const snapshot = await deps.fetcher.fetch(task, source);
      const html = Buffer.from((await deps.files.get(snapshot.html)) ?? []).toString('utf8');
      return await makeDocument(snapshot, html, source, { documents: { get: () => Promise.resolve(undefined) } });
    } catch (error) {
      const failure = failureFromError(error, { stage: 'fetch', subjectId: task.id });
      const isBusy = failure.reason === 'rate-limited' && failure.retryAfterMs !== undefined && turn < maxTurns;
      if (!isBusy) {
        deps.onFailure(failure, task.url);
        return [];
      }
      await deps.web.clock.wait(failure.retryAfterMs);
    }
  }
}
