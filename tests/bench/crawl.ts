import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CheerioCrawler, Configuration, Log, LogLevel } from '@crawlee/cheerio';
import { crawlerSettings } from '../../config/crawler-settings';
import { source as sourceSchema, type Source } from '../../contracts/source';
import type { PageTask } from '../../contracts/page';
import { canonicalUrl, shortHash } from '../../crawler/canonical-url';
import { systemCapturer } from '../../crawler/capture';
import type { EvidenceFiles } from '../../crawler/crawl-store';
import { createFetcher } from '../../crawler/fetch-page';
import { makeDocument } from '../../crawler/make-document';
import { Web } from '../../crawler/web';
import { createHash } from 'node:crypto';

const pages = 200;
const concurrency = 16;
const rounds = 3;

function pageOf(n: number): string {
  const paragraphs = Array.from(
    { length: 12 },
    (_, k) =>
      `<p>第${n}篇第${k}段：样例市药品监管部门开展药品网络销售检查，提醒消费者按说明书使用药品，保存购药凭证，发现线索及时举报。</p>`,
  );
  const links = Array.from(
    { length: 30 },
    (_, k) => `<li><a href="/p/${(n + k) % pages}.html">相关阅读样例标题${k}</a></li>`,
  );
  return (
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>样例文章第${n}篇_样例网</title></head><body>` +
    `<div class="nav"><a href="/">首页</a></div><h1>样例文章第${n}篇</h1><div class="info">2026-03-02 09:30 来源：样例网</div>` +
    `<div class="article">${paragraphs.join('\n')}</div><ul class="links">${links.join('\n')}</ul></body></html>`
  );
}

/** A local site of 200 pages with a robots.txt. */
export async function startBenchSite(): Promise<{ origin: string; server: Server }> {
  const server = createServer((request, response) => {
    const n = /^\/p\/(\d+)\.html/u.exec(request.url ?? '')?.[1];
    if (request.url === '/robots.txt') response.end('User-agent: *\nDisallow: /private/\n');
    else if (n === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(Number(n)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function bareCrawlee(urls: readonly string[]): Promise<number> {
  let done = 0;
  const crawler = new CheerioCrawler(
    {
      minConcurrency: concurrency,
      maxConcurrency: concurrency,
      useSessionPool: false,
      requestHandler: ({ $ }) => {
        done += $('title').length;
      },
      log: new Log({ level: LogLevel.OFF }),
    },
    new Configuration({ persistStorage: false, purgeOnStart: false }),
  );
  const start = performance.now();
  await crawler.run([...urls]);
  if (done !== urls.length) throw new Error(`Crawlee read ${done} of ${urls.length} pages`);
  return (urls.length * 1000) / (performance.now() - start);
}

/** Evidence that is hashed like the real store's and then forgotten, but for the last few files. */
class RecentFiles implements EvidenceFiles {
  private readonly kept = new Map<string, Uint8Array>();
  put(bytes: Uint8Array): Promise<{ sha256: string; bytes: number }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.kept.set(sha256, bytes);
    for (const old of this.kept.keys()) {
      if (this.kept.size <= 200) break;
      this.kept.delete(old);
    }
    return Promise.resolve({ sha256, bytes: bytes.length });
  }
  get = (sha256: string) => Promise.resolve(this.kept.get(sha256));
  has = (sha256: string) => Promise.resolve(this.kept.has(sha256));
}

/** Robots, gate, deduplication, guarded fetch, WARC, extraction: everything but the database. */
export function createBenchCrawl(): {
  crawl: (urls: readonly string[]) => Promise<number>;
  close: () => Promise<void>;
} {
  const settings = crawlerSettings.parse({
    concurrency,
    gate: { jitter: 0, dailyBudget: 10_000_000, maxWaitMs: 60_000 },
  });
  const web = new Web(settings);
  const files = new RecentFiles();
  const fetcher = createFetcher(settings, { web, files, capturer: systemCapturer() });
  const source: Source = sourceSchema.parse({
    id: 'bench',
    name: 'bench',
    kind: 'news-list',
    url: 'http://127.0.0.1/',
    render: 'never',
    politeness: { minDelay: '0s', concurrency: 8, respectRobots: true },
    allowAddresses: ['127.0.0.1'],
  });
  const one = async (task: PageTask) => {
    const snapshot = await fetcher.fetch(task, source);
    const html = Buffer.from((await files.get(snapshot.html)) ?? []).toString('utf8');
    const documents = await makeDocument(snapshot, html, source, {
      documents: { get: () => Promise.resolve(undefined) },
    });
    if (documents.length !== 1) throw new Error(`no document of ${task.url}`);
  };
  return {
    crawl: async (urls) => {
      const waiting = urls.map((url): PageTask => {
        const id = `t_${shortHash(canonicalUrl(url))}`;
        return { id, sourceId: 'bench', visitId: 'v', url, render: 'never' };
      });
      const start = performance.now();
      const lane = async () => {
        for (let task = waiting.shift(); task; task = waiting.shift()) await one(task);
      };
      await Promise.all(Array.from({ length: concurrency }, lane));
      return (urls.length * 1000) / (performance.now() - start);
    },
    close: async () => {
      await fetcher.close();
      await web.close();
    },
  };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** `bench crawl`: static pages a second of the whole crawl beside bare Crawlee on the same local site, turn about, medians. */
export async function benchCrawl(): Promise<string> {
  const site = await startBenchSite();
  const ours = createBenchCrawl();
  const urls = Array.from({ length: pages }, (_, n) => `${site.origin}/p/${n}.html`);
  const [own, bare]: [number[], number[]] = [[], []];
  await ours.crawl(urls.slice(0, 50));
  await bareCrawlee(urls.slice(0, 50));
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await bareCrawlee(urls));
    own.push(await ours.crawl(urls));
  }
  await ours.close();
  site.server.close();
  site.server.closeAllConnections();
  const ratio = median(own) / median(bare);
  return [
    `crawl, ${pages} static pages, concurrency ${concurrency}, median of ${rounds}`,
    `  yaoshao (robots, gate, dedup, WARC, extraction)  ${median(own).toFixed(0)} pages/s`,
    `  bare CheerioCrawler                              ${median(bare).toFixed(0)} pages/s`,
    `  ratio ${ratio.toFixed(2)} (wanted: at least 0.90)`,
  ].join('\n');
}
