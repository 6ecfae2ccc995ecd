import type { AddressInfo } from 'node:net';
import { DraftWriter } from './draft-writer';
import { PageLibrary, type SamplePage } from './page-library';
import { PagePress } from './page-press';
import { PageServer } from './page-server';
import { canDrawHan } from './picture';
import { PublishingPace } from './publishing-pace';
import { SeededRandom } from './seeded-random';
import { sites } from './sites';

/** How the sample web lives. `perSecond` replaces the drawn pause by a fixed rate. */
export interface Pace {
  minMs: number;
  maxMs: number;
  perSecond?: number;
  /** Share of pages that carry suspected violations, 0 to 1. */
  suspectShare: number;
  /** Slow answers, 429, 500, 503 and dead links. */
  faults: boolean;
  /** Edits and takedowns while publishing; as `faults` when absent. */
  changes?: boolean;
}

export interface SampleWebOptions {
  /** 0 takes a free port. */
  port: number;
  host?: string;
  seed: number | string;
  clock?: () => Date;
  pace?: Partial<Pace>;
  /** Pages that already stand at the start, dated backwards five minutes apart. */
  stock?: number;
  /** How many pages are kept; older ones answer 404. */
  capacity?: number;
  /** Crawl-delay of robots.txt in seconds, 0 for none. It holds for all sites, since they share one address. */
  crawlDelaySeconds?: number;
}

/** One page as tests and benches compare it; `suspect` are the violation codes its text stands for. */
export interface PublishedPage {
  url: string;
  path: string;
  site: string;
  title: string;
  region: string;
  publishedAt: string;
  suspect: readonly string[];
  version: number;
  takenDown: boolean;
}

export interface SampleWeb {
  readonly baseUrl: string;
  /** What the operator should know, in Chinese; empty when nothing is missing. */
  readonly warnings: readonly string[];
  /** Every kept page in its present version, oldest first. */
  published(): PublishedPage[];
  /** Publishes `count` (1) pages at once. */
  publishNow(count?: number): PublishedPage[];
  /** Changes a page as its publisher would; undefined where no page stands. */
  editNow(path: string): PublishedPage | undefined;
  takeDownNow(path: string, status?: 404 | 410): PublishedPage | undefined;
  /** How often a path was asked for. */
  hits(path: string): number;
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

const calmPace: Pace = { minMs: 1000, maxMs: 3000, suspectShare: 1 / 8, faults: true };
const stockSpacingMs = 5 * 60 * 1000;

function describe(page: SamplePage, baseUrl: string): PublishedPage {
  const { draft, path, publishedAt, version, takenDown } = page;
  return {
    url: baseUrl + path,
    path,
    site: draft.site.id,
    title: draft.title,
    region: draft.region,
    publishedAt: publishedAt.toISOString(),
    suspect: draft.codes,
    version,
    takenDown: takenDown !== undefined,
  };
}

function siteNamed(id: string): (typeof sites)[number] {
  const site = sites.find((one) => one.id === id);
  if (site === undefined) throw new Error(`demo/sites/index.ts lacks the site ${id}`);
  return site;
}

function listen(server: PageServer['server'], port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}

function closeServer(server: PageServer['server']): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function fillStock(press: PagePress, count: number, now: Date): void {
  for (let left = count; left > 0; left -= 1) press.publish(new Date(now.getTime() - left * stockSpacingMs));
}

/** Starts the sample web on one loopback port and lets it publish. Rejects when the port is taken. */
export async function startSampleWeb(options: SampleWebOptions): Promise<SampleWeb> {
  const { seed, port, host = '127.0.0.1', clock = () => new Date(), stock = 48, capacity = 5000 } = options;
  const pace: Pace = { ...calmPace, ...options.pace };
  const hasHanFont = await canDrawHan();
  const writer = new DraftWriter(seed, pace.suspectShare, { pictures: hasHanFont });
  const library = new PageLibrary(capacity);
  const press = new PagePress({ seed, writer, library, clock, siteOf: (draft) => siteNamed(draft.site.id) });
  const crawlDelaySeconds = options.crawlDelaySeconds ?? 0.05;
  const { profiles, shops } = writer;
  const pages = new PageServer({ seed, library, sites, profiles, shops, faults: pace.faults, crawlDelaySeconds });
  fillStock(press, stock, clock());
  const baseUrl = await listen(pages.server, port, host);
  const life = new PublishingPace(pace, new SeededRandom(`${seed}/pace`), () => {
    press.publish();
    if (pace.changes ?? pace.faults) press.live();
  });
  life.resume();
  const shown = (page: SamplePage | undefined): PublishedPage | undefined => page && describe(page, baseUrl);
  return {
    baseUrl,
    warnings: hasHanFont ? [] : ['本机没有中文字体，样例网的图片广告只能画出英文占位图，不含疑似违法内容。'],
    published: () => library.all().map((page) => describe(page, baseUrl)),
    publishNow: (count = 1) => Array.from({ length: count }, () => describe(press.publish(), baseUrl)),
    editNow: (path) => shown(press.edit(path)),
    takeDownNow: (path, status = 410) => shown(press.takeDown(path, status)),
    hits: (path) => pages.hits.get(path) ?? 0,
    pause: () => life.pause(),
    resume: () => life.resume(),
    close: () => {
      life.pause();
      return closeServer(pages.server);
    },
  };
}
