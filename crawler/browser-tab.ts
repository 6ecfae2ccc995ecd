import type { BrowserContext, Page, Request, Response, Route } from 'playwright-core';
import { failureReason } from '../contracts/failure';
import type { CrawlerSettings } from '../config/crawler-settings';
import { FetchFault } from './fetch-fault';
import { refusalHeader } from './guard-proxy';
import type { Picture, RenderedPage } from './rendered-page';
import type { WarcHop } from './warc';
import type { Web } from './web';

type BrowserSettings = CrawlerSettings['browser'];

const refusedTypes = new Set(['media', 'eventsource', 'manifest', 'texttrack']);
const clearMs = 2_000;
const drawMs = 3_000;
const drawnCharacters = 60;
const viewportWidth = 1280;

/** One reusable tab. Each use is bounded in time and requests; a tab that failed is closed, never used again. */
export class BrowserTab {
  /** Pages loaded so far. */
  pages = 0;
  private left = 0;
  private pending = 0;
  private stored: { readonly url: string; readonly html: string } | undefined;

  private constructor(
    private readonly page: Page,
    private readonly settings: BrowserSettings,
    private readonly web: Web,
  ) {}

  static async open(context: BrowserContext, settings: BrowserSettings, web: Web): Promise<BrowserTab> {
    const page = await context.newPage();
    const tab = new BrowserTab(page, settings, web);
    page.setDefaultTimeout(settings.pageMs);
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => page.close()));
    page.on('popup', (popup) => void popup.close());
    page.on('request', () => (tab.pending += 1));
    page.on('requestfinished', () => (tab.pending -= 1));
    page.on('requestfailed', () => (tab.pending -= 1));
    await page.route('**/*', (route) => tab.judge(route));
    return tab;
  }

  async render(url: string): Promise<RenderedPage> {
    return await this.within(async () => {
      const hops = await this.load(url);
      return await this.drawn(hops);
    });
  }

  async picture(url: string, storedHtml: string | undefined): Promise<Picture> {
    this.stored = storedHtml === undefined ? undefined : { url, html: storedHtml };
    try {
      return await this.within(async () => {
        const hops = await this.load(url);
        const page = await this.drawn(storedHtml === undefined ? hops : []);
        return { ...page, png: await this.shoot() };
      });
    } finally {
      this.stored = undefined;
    }
  }

  /** Leaves the page, so that nothing of it keeps running; false where the page will not be left. */
  async clear(): Promise<boolean> {
    this.left = 1;
    return await this.page.goto('about:blank', { timeout: clearMs }).then(
      () => true,
      () => false,
    );
  }

  /** Closes the tab; one that hangs is given up after a moment and dies with its browser. */
  async close(): Promise<void> {
    await Promise.race([this.page.close().catch(() => undefined), this.web.clock.wait(clearMs)]);
  }

  private async load(url: string): Promise<WarcHop[]> {
    this.pages += 1;
    this.left = this.settings.requestsPerPage;
    this.pending = 0;
    const response = await this.page.goto(url, { waitUntil: 'load', timeout: this.settings.pageMs });
    if (!response) throw new FetchFault({ reason: 'browser', message: `${url} 没有响应`, retry: 'back-off' });
    const respondedAt = this.web.clock.now();
    if (response.ok()) await this.settle();
    return await mainFrameHops(response, respondedAt);
  }

  /** Waits while the page still loads data for its text, at most a few seconds: scripts that poll for ever are not waited for. */
  private async settle(): Promise<void> {
    const until = this.web.clock.now() + drawMs;
    // Without scripts nothing more will be drawn, however short the page is.
    const shown = 'document.scripts.length === 0 ? Infinity : document.body ? document.body.innerText.length : 0';
    const isShort = async () => Number(await this.page.evaluate(shown)) < drawnCharacters;
    while (this.web.clock.now() < until && (this.pending > 0 || (await isShort()))) {
      await this.web.clock.wait(Math.max(20, this.settings.settleMs));
      if (this.pending <= 0 && !(await isShort())) return;
    }
  }

  private async drawn(hops: readonly WarcHop[]): Promise<RenderedPage> {
    const dom = await this.page.content();
    if (dom.length > this.web.settings.limits.maxBytes) {
      throw new FetchFault({ reason: 'too-large', message: `${this.page.url()} 渲染后过大`, retry: 'never' });
    }
    return { hops, finalUrl: this.page.url(), dom, drawnAt: this.web.clock.now() };
  }

  private async shoot(): Promise<Uint8Array> {
    const tall: unknown = await this.page.evaluate('document.documentElement.scrollHeight');
    const height = Math.max(1, Math.min(Number(tall) || 1, this.settings.maxScreenshotHeight));
    return await this.page.screenshot({
      type: 'png',
      fullPage: true,
      clip: { x: 0, y: 0, width: viewportWidth, height },
      animations: 'disabled',
      timeout: this.settings.pageMs,
    });
  }

  private async within<Result>(work: () => Promise<Result>): Promise<Result> {
    const stop = new AbortController();
    const late = this.web.clock.wait(this.settings.pageMs, stop.signal).then(() => {
      throw new FetchFault({ reason: 'timeout', message: `渲染超过 ${this.settings.pageMs} 毫秒`, retry: 'back-off' });
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      throw browserFault(error);
    } finally {
      late.catch(() => undefined);
      stop.abort();
    }
  }

  private async judge(route: Route): Promise<void> {
    const request = route.request();
    const url = request.url();
    const isWeb = /^https?:/u.test(url);
    this.left -= 1;
    try {
      if (!isWeb || this.left < 0 || refusedTypes.has(request.resourceType())) await route.abort('blockedbyclient');
      else if (this.stored && request.isNavigationRequest() && sameAddress(url, this.stored.url)) {
        await route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', body: this.stored.html });
      } else await route.continue();
    } catch (error) {
      // The tab was closed or left while the request waited: nothing is lost.
      if (!this.page.isClosed() && !/closed|handled|navigat/iu.test(String(error))) throw error;
    }
  }
}

function sameAddress(a: string, b: string): boolean {
  return new URL(a).href.split('#')[0] === new URL(b).href.split('#')[0];
}

async function mainFrameHops(last: Response, respondedAt: number): Promise<WarcHop[]> {
  const refusal = failureReason.safeParse(await last.headerValue(refusalHeader));
  if (refusal.success) {
    const retry = refusal.data === 'blocked-address' ? 'never' : 'back-off';
    throw new FetchFault({ reason: refusal.data, message: `${last.url()} 无法访问 (${refusal.data})`, retry });
  }
  const chain: Request[] = [];
  for (let request: Request | null = last.request(); request !== null; request = request.redirectedFrom()) {
    chain.unshift(request);
  }
  return await Promise.all(
    chain.map(async (request) => {
      const response = request === last.request() ? last : await request.response();
      const headers = (await response?.headersArray()) ?? [];
      const sent = await request.headersArray();
      return {
        url: request.url(),
        requestHeaders: sent.map(({ name, value }) => [name, value] as const),
        status: response?.status() ?? 0,
        statusText: response?.statusText() ?? '',
        headers: headers.map(({ name, value }) => [name, value] as const),
        body: response === last ? await last.body() : new Uint8Array(),
        peer: undefined,
        respondedAt,
        isDecoded: true,
      };
    }),
  );
}

/** The browser's wall: its messages turned into reasons. */
function browserFault(error: unknown): FetchFault {
  if (error instanceof FetchFault) return error;
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const table = [
    [/ERR_NAME_NOT_RESOLVED/u, 'dns'],
    [/ERR_(?:CERT|SSL)/u, 'tls'],
    [/ERR_TOO_MANY_REDIRECTS/u, 'redirect-loop'],
    [/ERR_UNSAFE_PORT|ERR_BLOCKED_BY_CLIENT/u, 'blocked-address'],
    [/ERR_(?:CONNECTION|TUNNEL|ADDRESS|SOCKET|PROXY|EMPTY_RESPONSE)/u, 'connect'],
    [/Download is starting/u, 'not-html'],
    [/[Tt]imeout/u, 'timeout'],
  ] as const;
  const reason = table.find(([pattern]) => pattern.test(message))?.[1] ?? 'browser';
  const isFinal = reason === 'not-html' || reason === 'redirect-loop' || reason === 'blocked-address';
  return new FetchFault({ reason, message, retry: isFinal ? 'never' : 'back-off', cause: error });
}
