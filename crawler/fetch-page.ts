import type { PageSnapshot, PageTask } from '../contracts/page';
import type { Source } from '../contracts/source';
import type { CrawlerSettings } from '../config/crawler-settings';
import { captureIdOf, storeCapture, type CaptureParts } from './capture';
import { isoAt } from './clock';
import { decodeBytes } from './extract/decode-bytes';
import { failureFromError } from './failure-from-error';
import { FetchFault } from './fetch-fault';
import type { HttpAnswer } from './http-client';
import { headerOf, headerRecord } from './http-exchange';
import { isHtml, isLoginWall, judgeStatus, looksScriptDrawn, retryAfterMs } from './judge-answer';
import type { FetcherDeps } from './fetcher-deps';
import type { PageBrowser } from './page-browser';
import type { RenderedPage } from './rendered-page';
import { fetchSlot } from './fetch-slot';
import { shownCharacters } from './shown-characters';
import { StaticCrawler } from './static-crawler';
import type { Web } from './web';

/**
 * Fetches the pages that visits found. A page in: robots, gate, guarded HTTP inside Crawlee's pool, a rendered second look
 * where scripts draw the page, files and WARC into the evidence store, a snapshot out. Every error is a `StageFailure`.
 */
export interface Fetcher {
  fetch(task: PageTask, source: Source): Promise<PageSnapshot>;
  close(): Promise<void>;
}

/** A page with more undecodable places than this is noise, not text. */
const unreadableShare = 0.2;

/** Pages that show less are looked at as a tree: do scripts draw them, is it a sign-in page? */
const sparseCharacters = 400;

interface FetchedPage {
  readonly answer: HttpAnswer;
  /** Decoded text; null where the answer is no page. */
  readonly text: string | null;
  /** The text again where a tree of it is wanted. */
  readonly html: string | null;
  readonly charset: string;
}

export function createFetcher(settings: CrawlerSettings, deps: FetcherDeps): Fetcher {
  const crawler = new StaticCrawler<FetchedPage>({
    concurrency: settings.concurrency,
    timeoutMs: settings.limits.totalMs + settings.gate.maxWaitMs,
  });
  return {
    fetch: async (task, source) => {
      try {
        if (task.slot?.imageUrl !== undefined) return await fetchSlot(task, source, deps);
        if (task.render === 'always') return await renderPage(task, source, deps);
        return await fetchStatic(task, source, { ...deps, crawler });
      } catch (error) {
        throw failureFromError(error, { stage: 'fetch', subjectId: task.id });
      }
    },
    close: () => crawler.close(),
  };
}

type StaticDeps = FetcherDeps & { readonly crawler: StaticCrawler<FetchedPage> };

async function fetchStatic(task: PageTask, source: Source, deps: StaticDeps): Promise<PageSnapshot> {
  const { web } = deps;
  const pass = await web.admit(task.url, source);
  const startedAt = web.clock.now();
  const page = await deps.crawler
    .fetch(task.url, async () => readAnswer(await web.send(task.url, source, { pass }), task))
    .finally(() => pass.release());
  const { answer, text: html, charset } = page.fetched;
  closeHostWhereAsked(web, answer);
  judgeStatus(answer, web.clock.now());
  if (html === null) {
    const type = headerOf(answer.headers, 'content-type') ?? '?';
    throw new FetchFault({ reason: 'not-html', message: `${answer.url} 不是网页 (${type})`, retry: 'never' });
  }
  if (page.$ && isLoginWall(task.url, answer.url, page.$)) {
    throw new FetchFault({ reason: 'login-wall', message: `${answer.url} 要求登录`, retry: 'never' });
  }
  const needsBrowser = task.render === 'auto' && deps.browser !== undefined && page.$ && looksScriptDrawn(page.$);
  const rendered = needsBrowser ? await renderQuietly(answer.url, source, deps) : null;
  return await snapshotOf({ task, source, answer, html, charset, startedAt, rendered }, deps);
}

function readAnswer(answer: HttpAnswer, task: PageTask): FetchedPage {
  if (!isHtml(answer.headers, answer.body)) return { answer, text: null, html: null, charset: '' };
  const { text, charset, invalid } = decodeBytes(answer.body, headerOf(answer.headers, 'content-type'));
  if (invalid > text.length * unreadableShare) {
    throw new FetchFault({
      reason: 'bad-charset',
      message: `${answer.url} 的编码无法识别 (${charset})`,
      retry: 'never',
    });
  }
  const isSparse = shownCharacters(text, sparseCharacters) < sparseCharacters;
  const wantsTree = isSparse && (task.render === 'auto' || answer.hops.length > 1);
  return { answer, text, html: wantsTree ? text : null, charset };
}

/** A server that asks for a pause gets it from all workers at once. */
function closeHostWhereAsked(web: Web, answer: HttpAnswer): void {
  if (answer.status !== 429 && answer.status !== 503) return;
  const ms = retryAfterMs(answer.headers, web.clock.now());
  if (ms !== null) web.gate.penalise(new URL(answer.url).host, ms);
}

/** With `auto` the static page is already there: a browser that fails is noted in the capture, the page is not lost. */
async function renderQuietly(url: string, source: Source, deps: FetcherDeps): Promise<RenderedPage | Error> {
  try {
    return await browserOf(deps).render(url, source, await deps.web.admit(url, source));
  } catch (error) {
    return failureFromError(error, { stage: 'render', subjectId: url });
  }
}

function browserOf(deps: FetcherDeps): PageBrowser {
  if (deps.browser) return deps.browser;
  throw new FetchFault({ reason: 'browser', message: '未配置浏览器，无法渲染 (no browser)', retry: 'never' });
}

async function renderPage(task: PageTask, source: Source, deps: FetcherDeps): Promise<PageSnapshot> {
  const { web } = deps;
  const browser = browserOf(deps);
  const pass = await web.admit(task.url, source);
  const startedAt = web.clock.now();
  const rendered = await browser.render(task.url, source, pass);
  const last = rendered.hops.at(-1);
  if (!last) throw new FetchFault({ reason: 'browser', message: `${task.url} 没有响应`, retry: 'back-off' });
  judgeStatus({ url: last.url, status: last.status, headers: last.headers }, web.clock.now());
  const answer: HttpAnswer = {
    url: rendered.finalUrl,
    status: last.status,
    headers: last.headers,
    body: Buffer.from(last.body),
    hops: rendered.hops.map((hop) => ({ ...hop, body: Buffer.from(hop.body), truncated: false, startedAt })),
    respondedAt: last.respondedAt,
  };
  const html = rendered.dom;
  return await snapshotOf({ task, source, answer, html, charset: 'utf-8', startedAt, rendered }, deps);
}

interface SnapshotParts {
  readonly task: PageTask;
  readonly source: Source;
  readonly answer: HttpAnswer;
  readonly html: string;
  readonly charset: string;
  readonly startedAt: number;
  readonly rendered: RenderedPage | Error | null;
}

async function snapshotOf(parts: SnapshotParts, deps: FetcherDeps): Promise<PageSnapshot> {
  const { task, answer, startedAt } = parts;
  const rendered = parts.rendered instanceof Error ? null : parts.rendered;
  const htmlBytes = Buffer.from(rendered?.dom ?? parts.html);
  const html = await deps.files.put(htmlBytes);
  const files = await storeCapture(captureParts(parts, htmlBytes), deps);
  return {
    schemaVersion: 1,
    id: task.id.replace(/^t_/u, 's_'),
    taskId: task.id,
    sourceId: task.sourceId,
    visitId: task.visitId,
    url: task.url,
    finalUrl: rendered?.finalUrl ?? answer.url,
    redirects: answer.hops.slice(0, -1).map((hop) => ({ url: hop.url, status: hop.status })),
    status: answer.status,
    headers: headerRecord(answer.headers),
    fetchedAt: isoAt(startedAt),
    respondedAt: isoAt(answer.respondedAt),
    charset: parts.charset,
    rendered: rendered !== null,
    html: html.sha256,
    files,
    captureId: captureIdOf(task.id),
    task,
  };
}

function captureParts(parts: SnapshotParts, htmlBytes: Buffer): CaptureParts {
  const { task, answer } = parts;
  const rendered = parts.rendered instanceof Error ? null : parts.rendered;
  const mediaType = headerOf(answer.headers, 'content-type') ?? 'text/html';
  const isOwnText = !htmlBytes.equals(answer.body);
  const htmlType = 'text/html; charset=utf-8';
  const dom = { url: rendered?.finalUrl ?? answer.url, mediaType: htmlType, bytes: htmlBytes };
  return {
    taskId: task.id,
    sourceId: task.sourceId,
    at: answer.respondedAt,
    hops: rendered && task.render === 'always' ? rendered.hops : answer.hops,
    extras: rendered ? [{ type: 'conversion', ...dom, at: rendered.drawnAt }] : [],
    files: [
      { role: 'body', bytes: answer.body, mediaType },
      // The decoded text that extraction reads, where it differs from the body; evidence only when a browser drew it.
      ...(isOwnText
        ? [{ role: rendered ? ('dom' as const) : ('metadata' as const), bytes: htmlBytes, mediaType: htmlType }]
        : []),
    ],
    notes: parts.rendered instanceof Error ? [`rendering failed: ${parts.rendered.message}`] : [],
  };
}
