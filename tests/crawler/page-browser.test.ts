import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { AsyncIterReader, WARCParser } from 'warcio';
import { capture } from '../../contracts/evidence';
import { systemCapturer } from '../../crawler/capture';
import { createFetcher, type Fetcher } from '../../crawler/fetch-page';
import { PageBrowser } from '../../crawler/page-browser';
import { createScreenshotter } from '../../crawler/screenshot';
import { Web } from '../../crawler/web';
import { MemoryFiles, startLocalWeb, testSettings, testSource, testTask, type LocalWeb } from './local-web';

const executablePath = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path)) ?? '';
const withBrowser = executablePath === '' ? describe.skip : describe;
const drawnByScript = '<!doctype html><html><body><div id="app"></div><script src="/app.js"></script></body></html>';

/** Width and height of a PNG. */
const sizeOf = (png: Uint8Array) => [Buffer.from(png).readUInt32BE(16), Buffer.from(png).readUInt32BE(20)];

withBrowser('pages that need a browser', () => {
  let site: LocalWeb;
  let secret: LocalWeb;
  let web: Web;
  let files: MemoryFiles;
  let browser: PageBrowser;
  let closedPort = 0;
  let fetcher: Fetcher;
  const settings = testSettings({ browser: { pageMs: 15_000, requestsPerPage: 30, pagesPerTab: 3 } });

  beforeAll(async () => {
    const gone = await startLocalWeb();
    closedPort = gone.port;
    await gone.close();
    site = await startLocalWeb();
    secret = await startLocalWeb();
    web = new Web(settings, {
      resolve: (host) =>
        Promise.resolve([{ address: host.startsWith('inside') ? '10.0.0.1' : '127.0.0.1', family: 4 }]),
    });
    files = new MemoryFiles();
    browser = new PageBrowser(settings.browser, { web, executablePath });
    fetcher = createFetcher(settings, { web, files, capturer: systemCapturer(), browser });
    site.route('/app.js', (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' })
        .end(
          `fetch('/data.json').then((r) => r.json()).then((d) => { document.getElementById('app').innerHTML = '<h1>' + d.title + '</h1><p>' + d.text.repeat(20) + '</p>'; });`,
        ),
    );
    site.route('/data.json', (_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ title: '脚本画出的标题', text: '脚本画出的正文。' })),
    );
    site.route('/drawn', drawnByScript);
  });
  afterAll(async () => {
    await fetcher.close();
    await browser.close();
    await web.close();
    await secret.close();
    await site.close();
  });

  const html = (sha256: string) => Buffer.from(files.kept.get(sha256)!).toString('utf8');

  it.each(['auto', 'always'] as const)('are drawn with render %s', async (render) => {
    const snapshot = await fetcher.fetch(testTask(`${site.origin}/drawn?${render}`, { render }), testSource());
    expect(snapshot).toMatchObject({ rendered: true, status: 200 });
    expect(html(snapshot.html)).toContain('脚本画出的正文。脚本画出的正文。');
    expect(snapshot.files.map(({ role }) => role)).toEqual(['body', 'dom', 'warc']);
    expect(html(snapshot.files[0]!.sha256)).toBe(drawnByScript);
  });

  it('are left as they are with render never, or when the static page has text', async () => {
    const never = await fetcher.fetch(testTask(`${site.origin}/drawn?n`, { render: 'never' }), testSource());
    expect(never.rendered).toBe(false);
    site.route('/static', `<body><p>${'已有正文。'.repeat(30)}</p><script src="/app.js"></script></body>`);
    expect((await fetcher.fetch(testTask(`${site.origin}/static`, { render: 'auto' }), testSource())).rendered).toBe(
      false,
    );
  });

  it('reach no address that the source may not reach, by any sub-resource', async () => {
    const own = testSource({ allowAddresses: ['127.0.0.1'] });
    site.route(
      '/curious',
      `<body><p id="out">${'正文'.repeat(50)}</p><img src="http://inside.example.invalid:${secret.port}/img">
       <iframe src="http://127.0.0.2:${secret.port}/frame"></iframe><script>
       fetch('http://10.0.0.1:${secret.port}/fetch').catch(() => 0);
       new Image().src = 'http://169.254.169.254/latest/meta-data/';
       try { new WebSocket('ws://127.0.0.2:${secret.port}/socket'); } catch (e) {}
       navigator.sendBeacon('http://127.0.0.2:${secret.port}/beacon', 'x');
       </script></body>`,
    );
    const snapshot = await fetcher.fetch(testTask(`${site.origin}/curious`, { render: 'always' }), own);
    expect(snapshot.status).toBe(200);
    expect(secret.hits).toEqual([]);
  });

  it.each([
    ['a private address', () => `http://127.0.0.2:${site.port}/drawn`, 'blocked-address'],
    ['a name of a private address', () => `http://inside.example.invalid:${site.port}/drawn`, 'blocked-address'],
    ['404', () => `${site.origin}/nowhere`, 'gone'],
    ['a closed port', () => `http://127.0.0.1:${closedPort}/`, 'connect'],
  ])('fail as named for %s', async (_, url, reason) => {
    const task = testTask(url(), { render: 'always' });
    await expect(fetcher.fetch(task, testSource())).rejects.toMatchObject({ name: 'StageFailure', reason });
  });

  it.each([
    ['dialogs', `<script>alert(1); confirm(2); prompt(3); onbeforeunload = () => 'stay';</script>`],
    ['pop-ups', `<script>for (let i = 0; i < 20; i += 1) open('/drawn');</script>`],
    ['downloads', `<a id="d" href="/zip" download>x</a><script>document.getElementById('d').click();</script>`],
    ['a thousand requests', `<script>for (let i = 0; i < 1000; i += 1) fetch('/many/' + i).catch(() => 0);</script>`],
    [
      'a service worker',
      `<script>navigator.serviceWorker && navigator.serviceWorker.register('/app.js').catch(() => 0);</script>`,
    ],
    [
      'wishes for permissions',
      `<script>navigator.geolocation && navigator.geolocation.getCurrentPosition(() => 0);</script>`,
    ],
  ])('survive %s', async (name, script) => {
    site.hits.length = 0;
    site.route('/hostile', `<body><p>${'正文'.repeat(60)}</p>${script}</body>`);
    const task = testTask(`${site.origin}/hostile?${encodeURIComponent(name)}`, { render: 'always' });
    expect((await fetcher.fetch(task, testSource())).rendered).toBe(true);
    expect(site.hits.length).toBeLessThanOrEqual(settings.browser.requestsPerPage + 1);
  });

  it('that never end are left after the deadline, and the next page is drawn', async () => {
    site.route('/loop', '<body><script>for (;;) {}</script></body>');
    const task = testTask(`${site.origin}/loop`, { render: 'always' });
    await expect(fetcher.fetch(task, testSource())).rejects.toMatchObject({ reason: 'timeout' });
    const next = await fetcher.fetch(testTask(`${site.origin}/drawn?after`, { render: 'always' }), testSource());
    expect(next.rendered).toBe(true);
  });

  it('have their picture taken live, bounded in height, with WARC and DOM', async () => {
    const screenshotter = createScreenshotter({ web, browser, files, capturer: systemCapturer() });
    site.route(
      '/tall',
      '<body style="margin:0"><h1>高页面</h1><div style="height:50000px;background:linear-gradient(red,blue)"></div></body>',
    );
    const request = {
      url: `${site.origin}/tall`,
      source: testSource(),
      captureId: 'c_1',
      documentId: 'd_1',
      storedHtml: '',
    };
    const taken = await screenshotter.capture(request);
    expect(capture.parse(taken)).toMatchObject({ screenshotOf: 'c_1', documentId: 'd_1', status: 200 });
    expect((await screenshotter.capture(request)).id).toBe(taken.id);
    const png = files.kept.get(taken.files.find(({ role }) => role === 'screenshot')!.sha256)!;
    expect(sizeOf(png)).toEqual([1280, settings.browser.maxScreenshotHeight]);
    const warc = files.kept.get(taken.files.find(({ role }) => role === 'warc')!.sha256)!;
    const kinds: string[] = [];
    for await (const record of new WARCParser(new AsyncIterReader([warc]))) {
      kinds.push(record.warcType);
      const digest = createHash('sha256')
        .update(await record.readFully(false))
        .digest('hex');
      expect(record.warcPayloadDigest).toBe(`sha256:${digest}`);
    }
    expect(kinds).toEqual(
      ['warcinfo', 'request', 'response', 'conversion', 'resource', 'metadata'].slice(0, kinds.length),
    );
    expect(kinds).toContain('resource');
  });

  it('that are gone are shown as they were stored', async () => {
    const screenshotter = createScreenshotter({ web, browser, files, capturer: systemCapturer() });
    const storedHtml = '<body style="margin:0"><h1>当时的页面</h1><div style="height:2000px"></div></body>';
    const taken = await screenshotter.capture({
      url: `${site.origin}/taken-down`,
      source: testSource(),
      captureId: 'c_2',
      documentId: null,
      storedHtml,
    });
    expect(html(taken.files.find(({ role }) => role === 'dom')!.sha256)).toContain('当时的页面');
    const png = files.kept.get(taken.files.find(({ role }) => role === 'screenshot')!.sha256)!;
    expect(sizeOf(png)[1]).toBeGreaterThan(2000);
  });
});
