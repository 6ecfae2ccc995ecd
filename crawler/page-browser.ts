import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import type { Source } from '../contracts/source';
import type { CrawlerSettings } from '../config/crawler-settings';
import { BrowserTab } from './browser-tab';
import type { Picture, RenderedPage } from './rendered-page';
import { FetchFault } from './fetch-fault';
import { GuardProxy } from './guard-proxy';
import type { GatePass } from './host-gate';
import type { Web } from './web';

export interface PictureRequest {
  readonly url: string;
  readonly source: Source;
  /** Shown at `url` instead of what the server would answer. */
  readonly storedHtml?: string;
}

interface Room {
  readonly context: BrowserContext;
  readonly proxy: GuardProxy;
  readonly idle: BrowserTab[];
}

type BrowserSettings = CrawlerSettings['browser'];

const launchArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--mute-audio',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
];

/**
 * One headless browser for the whole process, started when first needed and again after a crash. Tabs are reused; every context has a
 * guard proxy of its own, so nothing a page loads reaches an address its source may not reach. No downloads, dialogs, pop-ups,
 * service workers or permissions; requests per page and time are bounded.
 */
export class PageBrowser {
  private browser: Promise<Browser> | undefined;
  private readonly rooms = new Map<string, Promise<Room>>();
  private readonly waiting: (() => void)[] = [];
  private free: number;

  constructor(
    private readonly settings: BrowserSettings,
    private readonly deps: { readonly web: Web; readonly executablePath: string },
  ) {
    this.free = settings.tabs;
  }

  /** Loads a page and gives its drawn DOM. `pass` is released when the page is loaded. */
  async render(url: string, source: Source, pass?: GatePass): Promise<RenderedPage> {
    try {
      return await this.withTab(source, (tab) => tab.render(url));
    } finally {
      pass?.release();
    }
  }

  /** Loads a page, or shows stored HTML at its address, and takes a full-page PNG bounded in height. */
  async picture(request: PictureRequest, pass?: GatePass): Promise<Picture> {
    try {
      return await this.withTab(request.source, (tab) => tab.picture(request.url, request.storedHtml));
    } finally {
      pass?.release();
    }
  }

  /** Version of the browser, which it starts when it is not running. */
  async version(): Promise<string> {
    return (await this.launch()).version();
  }

  async close(): Promise<void> {
    const browser = await this.browser?.catch(() => undefined);
    this.browser = undefined;
    const rooms = await Promise.allSettled(this.rooms.values());
    this.rooms.clear();
    await browser?.close();
    for (const room of rooms) if (room.status === 'fulfilled') await room.value.proxy.close();
  }

  private async withTab<Result>(source: Source, use: (tab: BrowserTab) => Promise<Result>): Promise<Result> {
    await this.takeTurn();
    try {
      const room = await this.roomOf(source);
      const tab = room.idle.pop() ?? (await BrowserTab.open(room.context, this.settings, this.deps.web));
      try {
        const result = await use(tab);
        if (tab.pages < this.settings.pagesPerTab && (await tab.clear())) room.idle.push(tab);
        else await tab.close();
        return result;
      } catch (error) {
        await tab.close();
        throw error;
      }
    } finally {
      this.free += 1;
      this.waiting.shift()?.();
    }
  }

  private async takeTurn(): Promise<void> {
    while (this.free <= 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.free -= 1;
  }

  private async roomOf(source: Source): Promise<Room> {
    const guard = this.deps.web.guardOf(source);
    let room = this.rooms.get(guard.key);
    if (!room) {
      room = this.openRoom(source);
      this.rooms.set(guard.key, room);
      room.catch(() => this.rooms.delete(guard.key));
    }
    return await room;
  }

  private async openRoom(source: Source): Promise<Room> {
    const browser = await this.launch();
    const { web } = this.deps;
    const proxy = new GuardProxy(web.guardOf(source), web.resolve, this.settings.pageMs);
    const context = await browser.newContext({
      proxy: await proxy.listen(),
      acceptDownloads: false,
      serviceWorkers: 'block',
      permissions: [],
      userAgent: web.settings.userAgent,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width: 1280, height: 800 },
    });
    // Our tabs judge their own requests; whatever else opens in this room (pop-ups) loads nothing.
    await context.route('**/*', (route) => route.abort('blockedbyclient'));
    return { context, proxy, idle: [] };
  }

  private async launch(): Promise<Browser> {
    this.browser ??= this.start();
    return await this.browser;
  }

  private async start(): Promise<Browser> {
    try {
      const browser = await chromium.launch({
        executablePath: this.deps.executablePath,
        chromiumSandbox: this.settings.sandbox,
        args: launchArguments,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      });
      browser.on('disconnected', () => this.forget());
      return browser;
    } catch (cause) {
      this.browser = undefined;
      throw new FetchFault({
        reason: 'browser',
        message: `浏览器无法启动：${this.deps.executablePath}`,
        retry: 'back-off',
        cause,
      });
    }
  }

  private forget(): void {
    this.browser = undefined;
    const rooms = [...this.rooms.values()];
    this.rooms.clear();
    for (const room of rooms) void room.then(({ proxy }) => proxy.close()).catch(() => undefined);
  }
}
