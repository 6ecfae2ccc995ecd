import { get as httpGet } from 'node:http';
import iconv from 'iconv-lite';
import { type PublishedPage, type SampleWeb, startSampleWeb } from '../../demo/sample-web';

const now = new Date('2025-06-01T08:00:00+08:00');
const calm = { faults: false, minMs: 3_600_000, maxMs: 3_600_000 };
let web: SampleWeb;
beforeAll(async () => {
  web = await startSampleWeb({ port: 0, seed: 42, stock: 300, clock: () => now, pace: calm });
});
afterAll(() => web.close());

const bodyOf = async (path: string): Promise<string> => (await fetch(web.baseUrl + path)).text();
const bytesOf = async (path: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(web.baseUrl + path)).arrayBuffer());
const pagesOn = (site: string): PublishedPage[] => web.published().filter((page) => page.site === site);
const onePage = (site: string): PublishedPage => pagesOn(site)[0]!;

describe('the sample web', () => {
  test('two with one seed and clock publish the same, page for page', async () => {
    const twin = await startSampleWeb({ port: 0, seed: 42, stock: 300, clock: () => now, pace: calm });
    const plain = (pages: PublishedPage[]): unknown[] => pages.map(({ url: _, ...rest }) => rest);
    expect(plain(twin.published())).toEqual(plain(web.published()));
    expect(await (await fetch(twin.baseUrl + onePage('gov').path)).text()).toContain(onePage('gov').title);
    await twin.close();
  });

  test('every published page answers 200', async () => {
    const statuses = await Promise.all(web.published().map(async ({ url }) => (await fetch(url)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test('publishNow publishes at once, dated by the clock', async () => {
    const fresh = web.publishNow(3);
    expect(fresh).toHaveLength(3);
    expect(fresh.map(({ publishedAt }) => publishedAt)).toEqual(Array(3).fill(now.toISOString()));
    expect((await fetch(fresh[2]!.url)).status).toBe(200);
    expect(web.published().slice(-3)).toEqual(fresh);
  });

  test('a calm web neither edits nor takes down', () => {
    expect(web.published().filter(({ version, takenDown }) => version > 1 || takenDown)).toEqual([]);
  });

  test('the evening paper is GB18030 in header, meta and bytes', async () => {
    const page = onePage('local');
    const response = await fetch(page.url);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('text/html; charset=GB18030');
    expect(iconv.decode(bytes, 'gb18030')).toContain(page.title);
    expect(iconv.decode(bytes, 'gb18030')).toContain('<meta charset="gb18030">');
    expect(bytes.toString('utf8')).not.toContain(page.title);
  });

  test('the district paper is GB18030 that calls itself gb2312, in the page only', async () => {
    const page = onePage('county');
    const response = await fetch(page.url);
    expect(response.headers.get('content-type')).toBe('text/html');
    const text = iconv.decode(Buffer.from(await response.arrayBuffer()), 'gb18030');
    expect(text).toContain('<meta charset="gb2312">');
    expect(text).toContain(page.title);
  });

  test('robots.txt closes what sites close and asks for patience', async () => {
    const text = await bodyOf('/robots.txt');
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'User-agent: *',
        'Disallow: /forum/private/',
        'Disallow: /pharmacy/order/',
        'Crawl-delay: 0.05',
      ]),
    );
    expect(text).toContain(`Sitemap: ${web.baseUrl}/news/sitemap.xml`);
    expect(await bodyOf('/forum/private/inbox.html')).toContain('请登录后访问');
  });

  test('visits are counted by path', async () => {
    const before = web.hits('/gov/');
    await bodyOf('/gov/?x=1');
    expect(web.hits('/gov/')).toBe(before + 1);
    expect(web.hits('/never/asked')).toBe(0);
  });

  test('a site answers by its host name too', async () => {
    const { port } = new URL(web.baseUrl);
    const text = await new Promise<string>((resolve, reject) => {
      const options = { port, host: '127.0.0.1', path: '/list/penalty/', headers: { host: 'gov.sample.test' } };
      httpGet(options, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve(body));
      }).on('error', reject);
    });
    expect(text).toContain('处罚公示');
    expect(text).toContain('/gov/art/');
  });

  test('an unchanged page is answered 304, by tag and by date', async () => {
    const { url } = onePage('news');
    const first = await fetch(url);
    const etag = first.headers.get('etag')!;
    const modified = first.headers.get('last-modified')!;
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-modified-since': modified } })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    web.publishNow(30);
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test('an edited page has another tag, a page taken down is gone from page and lists', async () => {
    const page = pagesOn('gov').at(-1)!;
    const before = (await fetch(page.url)).headers.get('etag');
    expect(web.editNow(page.path)).toMatchObject({ version: 2, suspect: page.suspect });
    expect((await fetch(page.url)).headers.get('etag')).not.toBe(before);
    expect(await bodyOf('/gov/')).toContain(page.path);
    expect(web.takeDownNow(page.path, 410)?.takenDown).toBe(true);
    expect((await fetch(page.url)).status).toBe(410);
    expect(await bodyOf('/gov/')).not.toContain(page.path);
    expect(web.takeDownNow('/gov/none')).toBeUndefined();
  });

  test.each([
    ['POST', '/news/', 405],
    ['GET', '/nowhere/', 404],
    ['GET', '/news/none.html', 404],
    ['GET', '/news/list/none/', 404],
    ['GET', '/static/../officers.yaml', 404],
    ['GET', '/static/portal.css', 200],
    ['GET', '/', 200],
    ['HEAD', '/news/', 200],
  ])('%s %s is answered %i', async (method, path, status) => {
    expect((await fetch(web.baseUrl + path, { method })).status).toBe(status);
  });

  test('HEAD has the length but no body', async () => {
    const { url } = onePage('news');
    const response = await fetch(url, { method: 'HEAD' });
    expect(Number(response.headers.get('content-length'))).toBe((await bytesOf(onePage('news').path)).length);
  });

  test('a taken port is refused', async () => {
    const port = Number(new URL(web.baseUrl).port);
    await expect(startSampleWeb({ port, seed: 1, stock: 0, pace: calm })).rejects.toThrow('EADDRINUSE');
  });
});

describe('a lively web', () => {
  test('disturbs some visits, and the second try always succeeds', async () => {
    const lively = await startSampleWeb({ port: 0, seed: 5, stock: 120, pace: { ...calm, faults: true } });
    const first = await Promise.all(lively.published().map(async ({ url }) => (await fetch(url)).status));
    const second = await Promise.all(lively.published().map(async ({ url }) => (await fetch(url)).status));
    await lively.close();
    expect(new Set(first)).not.toEqual(new Set([200]));
    expect(first.filter((status) => status === 200).length / first.length).toBeGreaterThan(0.85);
    expect(new Set(second)).toEqual(new Set([200]));
  });

  test('publishes by itself at a fixed rate until paused', async () => {
    const fast = await startSampleWeb({ port: 0, seed: 6, stock: 0, pace: { perSecond: 200, faults: false } });
    const started = performance.now();
    while (fast.published().length < 20 && performance.now() - started < 10_000) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    fast.pause();
    const count = fast.published().length;
    expect(count).toBeGreaterThanOrEqual(20);
    expect(count / ((performance.now() - started) / 1000)).toBeLessThan(400);
    await fast.close();
  });
});
