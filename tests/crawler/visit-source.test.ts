import type { PageTask } from '../../contracts/page';
import { sourceHealth, visit as visitSchema, type Source, type SourceHealth, type Visit } from '../../contracts/source';
import type { VisitResult } from '../../contracts/page';
import type { SeenPage } from '../../contracts/source';
import { createVisitor, visitIdOf } from '../../crawler/visit-source';
import { Web } from '../../crawler/web';
import { HandClock, startLocalWeb, testSettings, testSource, type LocalWeb } from './local-web';

const hourMs = 3_600_000;

/** The archive's part, in memory: what visits and fetches left behind. */
class MemoryStore {
  readonly pages = new Map<string, SeenPage>();
  kept: Visit[] = [];
  state: SourceHealth | undefined;
  health = () => Promise.resolve(this.state);
  visits = () => Promise.resolve(this.kept);
  seen = (url: string) => Promise.resolve(this.pages.get(url));
  keep(result: VisitResult): void {
    this.kept.push(result.visit);
    this.state = result.health;
    for (const page of result.seen) this.pages.set(page.canonicalUrl, page);
  }
  fetched(tasks: readonly PageTask[], at: number): void {
    for (const { url } of tasks) {
      this.pages.set(url, {
        canonicalUrl: url,
        lastFetchedAt: new Date(at).toISOString(),
        etag: null,
        lastModified: null,
        contentHash: null,
        documentId: null,
      });
    }
  }
}

const feed = (items: string) => `<?xml version="1.0"?><rss version="2.0"><channel>${items}</channel></rss>`;
const item = (path: string, date = 'Mon, 02 Mar 2026 00:00:00 GMT') =>
  `<item><title>样例条目 ${path}</title><link>${path}</link><pubDate>${date}</pubDate></item>`;

describe('visiting a source', () => {
  let site: LocalWeb;
  let web: Web;
  let clock: HandClock;
  let store: MemoryStore;
  let source: Source;

  beforeEach(async () => {
    site = await startLocalWeb();
    clock = new HandClock();
    store = new MemoryStore();
    web = new Web(testSettings(), { clock });
    source = testSource({ kind: 'rss', url: `${site.origin}/rss.xml` });
  });
  afterEach(async () => {
    await web.close();
    await site.close();
  });

  const go = async (of: Source = source, dueAt = new Date(clock.now()).toISOString()) => {
    const result = await createVisitor(testSettings(), { web, store }).visit({ sourceId: of.id, dueAt }, of);
    visitSchema.parse(result.visit);
    sourceHealth.parse(result.health);
    return result;
  };
  const paths = (result: VisitResult) => result.tasks.map(({ url }) => new URL(url).pathname);

  it('gives one task per canonical address, with the listing as hints', async () => {
    site.route('/rss.xml', feed(item('/a?utm_source=x') + item('/a#top') + item('/b')));
    const result = await go();
    expect(paths(result)).toEqual(['/a', '/b']);
    expect(result.visit).toMatchObject({ outcome: 'ok', found: 3, queued: 2 });
    expect(result.tasks[0]).toMatchObject({ hints: { title: '样例条目 /a?utm_source=x' }, visitId: result.visit.id });
    expect(result.health).toMatchObject({ state: 'healthy', failuresInARow: 0 });
  });

  it('gives the same visit id and task ids when it is run again after a crash', async () => {
    site.route('/rss.xml', feed(item('/a') + item('/b')));
    const due = '2026-03-02T01:00:00.000Z';
    const [one, two] = [await go(source, due), await go(source, due)];
    expect(one.visit.id).toBe(visitIdOf({ sourceId: source.id, dueAt: due }));
    expect(two.visit.id).toBe(one.visit.id);
    expect(two.tasks).toEqual(one.tasks);
  });

  it('gives the same task ids on a later visit, so that the queue knows them', async () => {
    site.route('/rss.xml', feed(item('/a')));
    const one = await go();
    await clock.advance(hourMs);
    const two = await go();
    expect(two.visit.id).not.toBe(one.visit.id);
    expect(two.tasks.map(({ id }) => id)).toEqual(one.tasks.map(({ id }) => id));
  });

  it('leaves fetched pages alone until their date changes or they are due again', async () => {
    site.route('/rss.xml', feed(item('/a') + item('/b')));
    const first = await go();
    store.keep(first);
    store.fetched(first.tasks, clock.now());
    await clock.advance(hourMs);
    expect((await go()).visit).toMatchObject({ outcome: 'unchanged', found: 2, queued: 0 });

    site.route('/rss.xml', feed(item('/a', 'Mon, 02 Mar 2026 01:30:00 GMT') + item('/b')));
    const changed = await go();
    expect(paths(changed)).toEqual(['/a']);
    expect(changed.tasks[0]!.id).not.toBe(first.tasks[0]!.id);

    await clock.advance(24 * hourMs);
    const again = await go();
    expect(paths(again)).toEqual(['/a', '/b']);
    expect(again.tasks[1]!.id).not.toBe(first.tasks[1]!.id);
  });

  it('asks with the validators of the last reading, and takes 304 for unchanged', async () => {
    const asked: (string | undefined)[] = [];
    site.route('/rss.xml', (request, response) => {
      asked.push(request.headers['if-none-match']);
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"1"' }).end(feed(item('/a')));
    });
    store.keep(await go());
    await clock.advance(hourMs);
    expect((await go()).visit.outcome).toBe('unchanged');
    await clock.advance(24 * hourMs);
    expect((await go()).visit.found).toBe(1);
    expect(asked).toEqual([undefined, '"1"', undefined]);
  });

  it('records what robots.txt and the page limit leave out', async () => {
    site.route('/robots.txt', 'User-agent: *\nDisallow: /private/');
    site.route('/rss.xml', feed(item('/a') + item('/private/x') + item('/b') + item('/c')));
    const politeness = { minDelay: '0s', concurrency: 1, respectRobots: true };
    const result = await go(testSource({ ...source, politeness, maxPages: 2 }));
    expect(paths(result)).toEqual(['/a', '/b']);
    expect(result.skips.map(({ url, reason }) => [new URL(url).pathname, reason])).toEqual([
      ['/private/x', 'robots-disallowed'],
      ['/c', 'max-pages'],
    ]);
    expect(result.health.skipped).toBe(2);
  });

  it('turns pages of a list only while everything on them is new', async () => {
    const list = (n: number) =>
      `<ul class="list">${[1, 2].map((k) => `<li><a href="/p${n}-${k}.html">第${n}页的第${k}条样例新闻标题</a></li>`).join('')}</ul><a href="/list/${n + 1}">下一页</a>`;
    for (let n = 1; n < 9; n += 1) site.route(`/list/${n}`, list(n));
    const news = testSource({ kind: 'news-list', url: `${site.origin}/list/1` });
    const first = await go(news);
    expect(first.tasks).toHaveLength(6);
    store.fetched(first.tasks, clock.now());
    site.hits.length = 0;
    await go(news);
    expect(site.hits).toEqual(['/list/1']);
  });

  const failures: [string, (site: LocalWeb) => void, string][] = [
    ['a feed that is gone', () => undefined, 'gone'],
    ['a feed that breaks', (web) => web.route('/rss.xml', (_, response) => response.writeHead(500).end()), 'http-5xx'],
    ['a feed that is a page', (web) => web.route('/rss.xml', '<html><body>x</body></html>'), 'bad-feed'],
    [
      'an entity bomb',
      (web) => web.route('/rss.xml', '<!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>'),
      'bad-feed',
    ],
  ];
  it.each(failures)('makes a failed visit of %s', async (_, prepare, reason) => {
    prepare(site);
    for (let turn = 1; turn <= 3; turn += 1) {
      const result = await go();
      expect(result.visit).toMatchObject({ outcome: 'failed', reason, queued: 0 });
      expect(result.health).toMatchObject({ state: turn < 3 ? 'degraded' : 'failing', failuresInARow: turn });
      store.keep(result);
      await clock.advance(hourMs);
    }
    const due = Date.parse(store.state!.nextVisitAt!) - Date.parse(store.state!.lastVisitAt!);
    expect(due).toBeGreaterThan(3 * hourMs);
  });

  it('names a kind that is not there yet, and a search without words', async () => {
    expect((await go(testSource({ ...source, kind: 'open-api' }))).visit).toMatchObject({
      outcome: 'failed',
      reason: 'invalid-input',
      message: expect.stringContaining('open-api') as string,
    });
    const search = await go(testSource({ ...source, kind: 'marketplace-search' }));
    expect(search.visit.message).toContain('检索词');
  });

  it('throws only where it should come back later', async () => {
    site.route('/rss.xml', feed(''));
    web.gate.penalise(new URL(site.origin).host, 60_000);
    await expect(go()).rejects.toMatchObject({ reason: 'rate-limited', retry: 'later', retryAfterMs: 60_000 });
  });
});
