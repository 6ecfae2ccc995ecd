import { createHash } from 'node:crypto';
import type { SeenPage, Source } from '../contracts/source';
import type { CrawlerSettings } from '../config/crawler-settings';
import { canonicalUrl } from './canonical-url';
import { isoAt } from './clock';
import type { CrawlStore } from './crawl-store';
import { decodeBytes } from './extract/decode-bytes';
import { failureFromError } from './failure-from-error';
import { FetchFault } from './fetch-fault';
import type { HttpAnswer } from './http-client';
import { headerOf, type HeaderList } from './http-exchange';
import { judgeStatus } from './judge-answer';
import type { PageBrowser } from './page-browser';
import type { FoundPage, ListingPage, NextListing, SourceKindDefinition } from './sources/source-kind';
import type { Web } from './web';

export interface ListingDeps {
  readonly web: Web;
  readonly settings: CrawlerSettings;
  readonly store: Pick<CrawlStore, 'seen'>;
  readonly browser?: PageBrowser;
}

export interface Listings {
  readonly pages: readonly FoundPage[];
  readonly seen: readonly SeenPage[];
  readonly note: string | null;
}

/**
 * Reads a source's listing pages, first to last, within the page limit. The first page is asked for with the validators of the last full
 * reading; "not modified" gives no pages. A later
 * page that fails ends the reading with a note; the first one's failure is thrown.
 */
export async function readListings(
  definition: SourceKindDefinition,
  source: Source,
  deps: ListingDeps,
): Promise<Listings> {
  const starts = definition.start(source);
  const limit = definition.maxListPages ?? (deps.settings.maxListPages - 1) * starts.length;
  const waiting: NextListing[] = starts.map((url) => ({ url, as: 'part' }));
  const asked = new Set<string>();
  const pages: FoundPage[] = [];
  const seen: SeenPage[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (asked.has(next.url) || pages.length >= source.maxPages) continue;
    if (asked.size >= starts.length + limit) break;
    asked.add(next.url);
    try {
      const read = await readOne(next, source, deps);
      if (read === null) continue;
      const listing = definition.read(read.page, source);
      const isAllNew = !(await hasKnown(listing.pages, deps));
      pages.push(...listing.pages);
      waiting.push(...listing.next.filter(({ as }) => as === 'part' || isAllNew));
      seen.push(read.seen);
    } catch (error) {
      if (asked.size === 1) throw error;
      const { reason, message } = failureFromError(error, { stage: 'visit', subjectId: source.id });
      return { pages, seen, note: `${next.url} 未能读取：${reason} ${message}` };
    }
  }
  return { pages, seen, note: null };
}

/** Lists are newest first: where one page is known, the pages after it are. */
async function hasKnown(pages: readonly FoundPage[], deps: ListingDeps): Promise<boolean> {
  for (const { url } of pages) {
    if (URL.canParse(url) && (await deps.store.seen(canonicalUrl(url)))) return true;
  }
  return false;
}

async function readOne(
  next: NextListing,
  source: Source,
  deps: ListingDeps,
): Promise<{ page: ListingPage; seen: SeenPage } | null> {
  const { web, browser } = deps;
  const { url, shownOn } = next;
  if (source.render === 'always' && browser) return await readDrawn(url, source, { web, browser });
  const answer = await web.get(url, source, { headers: await validators(url, deps) });
  judgeStatus(answer, web.clock.now());
  if (answer.status === 304) return null;
  const contentType = headerOf(answer.headers, 'content-type');
  const { text } = decodeBytes(answer.body, contentType);
  return { page: { url: answer.url, bytes: answer.body, text, contentType, shownOn }, seen: seenOf(url, answer, web) };
}

async function readDrawn(
  url: string,
  source: Source,
  deps: { readonly web: Web; readonly browser: PageBrowser },
): Promise<{ page: ListingPage; seen: SeenPage }> {
  const drawn = await deps.browser.render(url, source, await deps.web.admit(url, source));
  const last = drawn.hops.at(-1);
  if (!last) throw new FetchFault({ reason: 'browser', message: `${url} 没有响应`, retry: 'back-off' });
  judgeStatus({ url, status: last.status, headers: last.headers }, deps.web.clock.now());
  const bytes = Buffer.from(drawn.dom);
  const page = { url: drawn.finalUrl, bytes, text: drawn.dom, contentType: 'text/html; charset=utf-8' };
  return { page, seen: seenOf(url, { headers: [], body: bytes }, deps.web) };
}

/** A full reading once per re-check period, validators in between: what was missed once is found again. */
async function validators(url: string, deps: ListingDeps): Promise<HeaderList> {
  const known = await deps.store.seen(canonicalUrl(url));
  const recheckMs = deps.settings.recheckHours * 3_600_000;
  if (!known || deps.web.clock.now() - Date.parse(known.lastFetchedAt) > recheckMs) return [];
  return [
    ...(known.etag === null ? [] : [['If-None-Match', known.etag] as const]),
    ...(known.lastModified === null ? [] : [['If-Modified-Since', known.lastModified] as const]),
  ];
}

function seenOf(url: string, answer: Pick<HttpAnswer, 'headers' | 'body'>, web: Web): SeenPage {
  return {
    canonicalUrl: canonicalUrl(url),
    lastFetchedAt: isoAt(web.clock.now()),
    etag: headerOf(answer.headers, 'etag') ?? null,
    lastModified: headerOf(answer.headers, 'last-modified') ?? null,
    contentHash: createHash('sha256').update(answer.body).digest('hex'),
    documentId: null,
  };
}
