import type { PageTask } from '../contracts/page';
import type { Kind } from '../contracts/primitives';
import type { SeenPage, SkippedPage, Source } from '../contracts/source';
import type { CrawlerSettings } from '../config/crawler-settings';
import { canonicalUrl, shortHash } from './canonical-url';
import { isoAt } from './clock';
import type { CrawlStore } from './crawl-store';
import { failureFromError } from './failure-from-error';
import type { FoundPage } from './sources/source-kind';
import type { Web } from './web';

export interface PickDeps {
  readonly web: Web;
  readonly settings: CrawlerSettings;
  readonly store: Pick<CrawlStore, 'seen'>;
}

export interface PickRequest {
  readonly pages: readonly FoundPage[];
  readonly source: Source;
  readonly visitId: string;
  readonly kind: Kind | undefined;
}

interface Candidate {
  readonly page: FoundPage;
  readonly canonical: string;
}

/** Most skips of one reason that a visit puts on record one by one. */
const maxRecordedSkips = 100;

/**
 * Turns found pages into tasks: one per canonical address, none for a page that is known and not due, none that robots.txt forbids, at
 * most `maxPages`. A task's id is the hash of the address, what the listing says of the page (its marker or date) and the
 * re-check period; it does not depend on the visit, so the same listing seen twice, or a visit run again, gives the same ids.
 */
export async function pickTasks(
  request: PickRequest,
  deps: PickDeps,
): Promise<{ tasks: PageTask[]; skips: SkippedPage[] }> {
  const { source } = request;
  const at = isoAt(deps.web.clock.now());
  const skips: SkippedPage[] = [];
  const skip = (url: string, reason: string) => {
    const recorded = skips.filter((other) => other.reason === reason).length;
    if (recorded < maxRecordedSkips) skips.push({ sourceId: source.id, url, reason, at });
  };
  const tasks: PageTask[] = [];
  for (const candidate of distinct(request.pages, skip)) {
    const period = duePeriod(candidate.page, await deps.store.seen(candidate.canonical), deps);
    if (period === null) continue;
    if (tasks.length >= source.maxPages) skip(candidate.page.url, 'max-pages');
    else {
      const refusal = await refusalOf(candidate, source, deps.web);
      if (refusal === null) tasks.push(taskOf(candidate, period, request));
      else skip(candidate.page.url, refusal);
    }
  }
  return { tasks, skips };
}

function distinct(pages: readonly FoundPage[], skip: (url: string, reason: string) => void): Candidate[] {
  const byUrl = new Map<string, Candidate>();
  for (const page of pages) {
    const url = URL.canParse(page.url) ? new URL(page.url) : null;
    if (url === null) skip(page.url.slice(0, 500), 'invalid-input');
    else if (url.protocol !== 'http:' && url.protocol !== 'https:') skip(page.url.slice(0, 500), 'blocked-scheme');
    else {
      const canonical = canonicalUrl(page.url, { keepFragment: page.slot !== undefined });
      if (!byUrl.has(canonical)) byUrl.set(canonical, { page, canonical });
    }
  }
  return [...byUrl.values()];
}

/** The re-check period for which the page is due, or null where it is known and rests. */
function duePeriod(page: FoundPage, seen: SeenPage | undefined, deps: PickDeps): string | null {
  if (!seen) return '0';
  const last = Date.parse(seen.lastFetchedAt);
  const updated = page.updatedAt === undefined ? Number.NaN : Date.parse(page.updatedAt);
  if (updated > last) return '0';
  const recheckMs = deps.settings.recheckHours * 3_600_000;
  const now = deps.web.clock.now();
  if (now - last >= recheckMs) return String(Math.floor(now / recheckMs));
  // What the listing says may have changed since: the id carries it, so an unchanged page is known to the queue.
  return page.marker === undefined ? null : '0';
}

async function refusalOf(candidate: Candidate, source: Source, web: Web): Promise<string | null> {
  try {
    return (await web.isAllowed(candidate.page.slot?.imageUrl ?? candidate.page.url, source))
      ? null
      : 'robots-disallowed';
  } catch (error) {
    // Other faults (an address that is refused, a host that is down) belong to the page itself and get their retry there.
    const { reason } = failureFromError(error, { stage: 'visit', subjectId: candidate.page.url });
    return reason === 'blocked-scheme' || reason === 'blocked-address' ? reason : null;
  }
}

function taskOf({ page, canonical }: Candidate, period: string, request: PickRequest): PageTask {
  const marker = page.marker ?? page.updatedAt ?? '';
  const kind = page.kind ?? request.kind;
  return {
    id: `t_${shortHash(canonical, marker, period)}`,
    sourceId: request.source.id,
    visitId: request.visitId,
    url: page.slot ? canonical : page.url,
    ...(kind === undefined ? {} : { kind }),
    ...(page.hints === undefined ? {} : { hints: page.hints }),
    ...(page.slot === undefined ? {} : { slot: page.slot }),
    render: request.source.render,
  };
}
