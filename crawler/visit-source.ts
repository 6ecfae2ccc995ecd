import type { DueVisit, PageTask, VisitResult } from '../contracts/page';
import type { SeenPage, SkippedPage, Source, Visit } from '../contracts/source';
import { StageFailure } from '../contracts/failure';
import type { CrawlerSettings } from '../config/crawler-settings';
import { shortHash } from './canonical-url';
import { isoAt } from './clock';
import type { CrawlStore } from './crawl-store';
import { failureFromError } from './failure-from-error';
import { FetchFault } from './fetch-fault';
import { pickTasks } from './pick-tasks';
import type { PageBrowser } from './page-browser';
import { readListings } from './read-listings';
import { healthAfter } from './source-health';
import { sourceKinds } from './sources/index';
import type { Web } from './web';

export interface VisitorDeps {
  readonly web: Web;
  readonly store: Pick<CrawlStore, 'health' | 'visits' | 'seen'>;
  readonly browser?: PageBrowser;
}

export interface Visitor {
  visit(due: DueVisit, source: Source): Promise<VisitResult>;
}

/** Id of the visit of a source at a due time: the same everywhere, so one due time is visited once. */
export function visitIdOf(due: DueVisit): string {
  return `v_${shortHash(due.sourceId, due.dueAt)}`;
}

/**
 * Visits sources: reads the listing pages of the kind, and gives a task for every page that is new, changed or due for another look.
 * A source that fails gives a failed visit, not an exception; only "come back later" (the host is busy) is thrown, as a `StageFailure`.
 */
export function createVisitor(settings: CrawlerSettings, deps: VisitorDeps): Visitor {
  return { visit: (due, source) => visitOnce(due, source, { ...deps, settings }) };
}

type Deps = VisitorDeps & { readonly settings: CrawlerSettings };

async function visitOnce(due: DueVisit, source: Source, deps: Deps): Promise<VisitResult> {
  const { web, store } = deps;
  const startedAt = web.clock.now();
  const previous = await store.health(source.id);
  const found = await findPages(due, source, deps);
  const visit: Visit = {
    id: visitIdOf(due),
    sourceId: source.id,
    dueAt: due.dueAt,
    startedAt: isoAt(startedAt),
    endedAt: isoAt(web.clock.now()),
    outcome: found.failure ? 'failed' : found.tasks.length > 0 ? 'ok' : 'unchanged',
    reason: found.failure?.reason ?? null,
    message: found.failure?.message ?? found.note,
    found: found.count,
    queued: found.tasks.length,
  };
  const visits = [...(await store.visits(source.id, 50)).filter(({ id }) => id !== visit.id), visit];
  const health = healthAfter({ source, previous, visit, visits, skipped: found.skips.length });
  return { visit, tasks: [...found.tasks], health, skips: [...found.skips], seen: [...found.seen] };
}

interface Found {
  readonly tasks: readonly PageTask[];
  readonly skips: readonly SkippedPage[];
  readonly seen: readonly SeenPage[];
  readonly count: number;
  readonly note: string | null;
  readonly failure: StageFailure | null;
}

async function findPages(due: DueVisit, source: Source, deps: Deps): Promise<Found> {
  const visitId = visitIdOf(due);
  try {
    const definition = sourceKinds.get(source.kind);
    if (!definition) {
      const message = `此版本还不能采集类型为 ${source.kind} 的信源 (kind not supported yet)`;
      throw new FetchFault({ reason: 'invalid-input', message, retry: 'never' });
    }
    const listings = await readListings(definition, source, deps);
    const kind = source.documentKind ?? definition.pageKind;
    const picked = await pickTasks({ pages: listings.pages, source, visitId, kind }, deps);
    return { ...picked, seen: listings.seen, count: listings.pages.length, note: listings.note, failure: null };
  } catch (error) {
    const failure = failureFromError(error, { stage: 'visit', subjectId: visitId });
    if (failure.reason === 'rate-limited' && failure.retry === 'later') throw failure;
    const skips: SkippedPage[] =
      failure.reason === 'robots-disallowed' || failure.reason === 'budget-spent'
        ? [{ sourceId: source.id, url: source.url, reason: failure.reason, at: isoAt(deps.web.clock.now()) }]
        : [];
    return { tasks: [], skips, seen: [], count: 0, note: null, failure };
  }
}
