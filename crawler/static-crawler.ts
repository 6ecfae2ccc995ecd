import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import {
  CheerioCrawler,
  Configuration,
  Log,
  LogLevel,
  Request,
  type CheerioCrawlerOptions,
  type CheerioCrawlingContext,
  type IRequestManager,
} from '@crawlee/cheerio';
import type { HttpAnswer } from './http-client';

/** Crawlee's own Cheerio, which is another version than the project's. */
export type CheerioApi = CheerioCrawlingContext['$'];

/** What a static fetch brought: the answer with its decoded text, and Cheerio's view of it (null where it is no HTML). */
export interface StaticPage<Page> {
  readonly fetched: Page;
  readonly $: CheerioApi | null;
}

/** A page ready for the parser: HTML as UTF-8 text, or null where there is nothing to parse. */
export interface Parsable {
  readonly answer: HttpAnswer;
  readonly html: string | null;
}

interface Job<Page extends Parsable> {
  readonly run: () => Promise<Page>;
  readonly done: (page: StaticPage<Page>) => void;
  readonly failed: (error: unknown) => void;
  fetched?: Page;
  error?: unknown;
}

/** Crawlee's queue replaced by one that forgets what is done: memory stays flat however many pages pass. */
class JobLine implements IRequestManager {
  private readonly waiting: Request[] = [];
  private handled = 0;

  put(request: Request): void {
    this.waiting.push(request);
  }
  isFinished = (): Promise<boolean> => Promise.resolve(false);
  isEmpty = (): Promise<boolean> => Promise.resolve(this.waiting.length === 0);
  handledCount = (): Promise<number> => Promise.resolve(this.handled);
  getTotalCount = (): number => this.handled + this.waiting.length;
  getPendingCount = (): number => this.waiting.length;
  fetchNextRequest = <T extends Record<string, unknown>>(): Promise<Request<T> | null> =>
    Promise.resolve((this.waiting.shift() ?? null) as Request<T> | null);
  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (let next = await this.fetchNextRequest(); next; next = await this.fetchNextRequest()) yield next;
  }
  markRequestHandled = (): Promise<null> => {
    this.handled += 1;
    return Promise.resolve(null);
  };
  reclaimRequest = (request: Request): Promise<null> => {
    this.put(request);
    return Promise.resolve(null);
  };
  addRequest = (): never => {
    throw new Error('pages are handed in with their job, by StaticCrawler.fetch');
  };
  addRequestsBatched = (): never => this.addRequest();
}

/** Gives the HTML of the page that a request stands for, null where there is nothing to parse. */
type Bring = (request: Request) => Promise<string | null>;

/** Crawlee with its two walls replaced: where pages come from, and how they are fetched. got-scraping is never loaded. */
class LineCrawler extends CheerioCrawler {
  constructor(
    parts: { readonly line: IRequestManager; readonly bring: Bring },
    options: CheerioCrawlerOptions,
    config: Configuration,
  ) {
    super(options, config);
    this.requestManager = parts.line;
    this.bring = parts.bring;
  }

  private readonly bring: Bring;

  protected override async _requestFunction({ request }: { request: Request }): Promise<IncomingMessage> {
    const html = await this.bring(request);
    const stream = Readable.from(html === null ? [] : [Buffer.from(html)]);
    // The real status and type are judged by the fetcher; Crawlee would throw on them and remember every message.
    const headers = { 'content-type': html === null ? 'application/octet-stream' : 'text/html; charset=utf-8' };
    return Object.assign(stream, { statusCode: 200, headers, url: request.url }) as unknown as IncomingMessage;
  }
}

/**
 * Crawlee's Cheerio crawler, kept alive, with our HTTP client in place of its own: Crawlee schedules and parses, `run` of
 * each job fetches. A job's failure travels to its caller, never into Crawlee, so Crawlee neither retries nor remembers it.
 */
export class StaticCrawler<Page extends Parsable> {
  private readonly line = new JobLine();
  private readonly jobs = new Map<string, Job<Page>>();
  private readonly crawler: CheerioCrawler;
  private running: Promise<void> | undefined;
  private nextKey = 0;
  private closed = false;

  constructor(options: { concurrency: number; timeoutMs: number }) {
    const timeoutSecs = Math.ceil(options.timeoutMs / 1000) + 30;
    this.crawler = new LineCrawler(
      { line: this.line, bring: (request) => this.bring(request) },
      {
        keepAlive: true,
        minConcurrency: options.concurrency,
        maxConcurrency: options.concurrency,
        maxRequestRetries: 0,
        useSessionPool: false,
        additionalMimeTypes: ['*/*'],
        navigationTimeoutSecs: timeoutSecs,
        requestHandlerTimeoutSecs: timeoutSecs,
        requestHandler: ({ request, $ }) => this.settle(request.uniqueKey, $),
        failedRequestHandler: ({ request }, error) => this.settle(request.uniqueKey, undefined, error),
        statisticsOptions: { logIntervalSecs: 86_400, persistenceOptions: { enable: false } },
        autoscaledPoolOptions: { loggingIntervalSecs: null, maybeRunIntervalSecs: 0.1 },
        log: new Log({ level: LogLevel.OFF }),
      },
      new Configuration({ persistStorage: false, purgeOnStart: false, systemInfoIntervalMillis: 60_000 }),
    );
  }

  /** Runs one fetch in Crawlee's pool and gives the page with Cheerio's view. Rejects with whatever `run` threw. */
  async fetch(url: string, run: () => Promise<Page>): Promise<StaticPage<Page>> {
    if (this.closed) throw new Error('the static crawler is closed');
    this.start();
    this.nextKey += 1;
    const uniqueKey = String(this.nextKey);
    return await new Promise((done, failed) => {
      this.jobs.set(uniqueKey, { run, done, failed });
      this.line.put(new Request({ url, uniqueKey }));
      void this.crawler.autoscaledPool?.notify();
    });
  }

  /** Stops after the pages in flight; pages that still wait are rejected. */
  async close(): Promise<void> {
    this.closed = true;
    if (!this.running) return;
    await this.crawler.teardown();
    await this.running;
  }

  private start(): void {
    this.running ??= this.crawler.run().then(
      () => this.abandon(new Error('the static crawler has stopped')),
      (error: unknown) => this.abandon(error),
    );
  }

  private abandon(error: unknown): void {
    this.running = undefined;
    for (const job of this.jobs.values()) job.failed(error);
    this.jobs.clear();
  }

  private settle(key: string, $: CheerioApi | undefined, crawleeError?: Error): void {
    const job = this.jobs.get(key);
    if (!job) return;
    this.jobs.delete(key);
    if (job.fetched === undefined) job.failed(job.error ?? crawleeError);
    else job.done({ fetched: job.fetched, $: job.fetched.html === null ? null : ($ ?? null) });
  }

  private async bring(request: Request): Promise<string | null> {
    const job = this.jobs.get(request.uniqueKey);
    if (!job) return null;
    try {
      job.fetched = await job.run();
      return job.fetched.html;
    } catch (error) {
      job.error = error;
      return null;
    }
  }
}
