import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { StageFailure } from '../../contracts/failure';
import { systemCapturer } from '../../crawler/capture';
import { createFetcher, type Fetcher } from '../../crawler/fetch-page';
import { Web } from '../../crawler/web';
import {
  MemoryFiles,
  startLocalWeb,
  testSettings,
  testSource,
  testTask,
  type Answer,
  type LocalWeb,
} from './local-web';

const html = { 'content-type': 'text/html; charset=utf-8' };
const article = '<!doctype html><html><head><title>样例</title></head><body><p>样例</p></body></html>';
const send =
  (status: number, headers: Record<string, string | string[]>, body: string | Buffer = ''): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

/** Writes for ever, a block at a time, for as long as somebody reads. */
const endless =
  (headers: Record<string, string>, block: () => string | Buffer, everyMs = 0): Answer =>
  (_, response) => {
    response.writeHead(200, headers);
    const write = () => {
      if (response.destroyed) return;
      if (response.write(block())) setTimeout(write, everyMs);
      else response.once('drain', write);
    };
    write();
  };

const limits = {
  maxBytes: 1_000_000,
  headersMs: 1500,
  totalMs: 4000,
  connectMs: 1000,
  minBytesPerSecond: 2000,
  minRateAfterMs: 400,
};

describe('hostile and broken servers', () => {
  let site: LocalWeb;
  let web: Web;
  let files: MemoryFiles;
  let fetcher: Fetcher;
  const names = new Map<string, string[]>();

  beforeAll(async () => {
    site = await startLocalWeb();
    const settings = testSettings({ limits });
    web = new Web(settings, {
      resolve: (host) => {
        const addresses = names.get(host);
        if (addresses)
          return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
        return Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
      },
    });
    files = new MemoryFiles();
    fetcher = createFetcher(settings, { web, files, capturer: systemCapturer() });
  });
  afterAll(async () => {
    await fetcher.close();
    await web.close();
    await site.close();
  });

  const fetch = (url: string, source = testSource()) => fetcher.fetch(testTask(url), source);
  const failure = (url: string, source = testSource()) =>
    fetch(url, source).then(
      (snapshot) => Promise.reject(new Error(`fetched ${snapshot.finalUrl} with ${snapshot.status}`)),
      (error: unknown) => error as StageFailure,
    );

  const table: [string, Answer, string, string?][] = [
    ['a page of 200 MB that says so', send(200, { ...html, 'content-length': '200000000' }, 'x'), 'too-large', 'never'],
    ['a page of 200 MB that does not', endless(html, () => Buffer.alloc(65_536, 97)), 'too-large', 'never'],
    [
      'a gzip bomb',
      send(200, { ...html, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000))),
      'decompression-bomb',
    ],
    [
      'a brotli bomb',
      send(200, { ...html, 'content-encoding': 'br' }, brotliCompressSync(Buffer.alloc(50_000_000))),
      'decompression-bomb',
    ],
    [
      'a bomb in two layers',
      send(200, { ...html, 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(Buffer.alloc(50_000_000)))),
      'decompression-bomb',
    ],
    [
      'encodings without end',
      send(200, { ...html, 'content-encoding': 'gzip,gzip,gzip,gzip,gzip' }, 'x'),
      'bad-encoding',
    ],
    ['an unknown encoding', send(200, { ...html, 'content-encoding': 'zip64' }, 'x'), 'bad-encoding', 'back-off'],
    ['gzip that is none', send(200, { ...html, 'content-encoding': 'gzip' }, 'plain text'), 'bad-encoding'],
    [
      'gzip cut off',
      send(200, { ...html, 'content-encoding': 'gzip' }, gzipSync(article).subarray(0, 60)),
      'bad-encoding',
    ],
    ['a redirect to itself', send(302, { Location: '/case' }), 'redirect-loop', 'never'],
    ['a redirect to a file', send(302, { Location: 'file:///etc/passwd' }), 'blocked-scheme', 'never'],
    ['a redirect to javascript', send(302, { Location: 'javascript:alert(1)' }), 'blocked-scheme'],
    ['a redirect to a data address', send(302, { Location: 'data:text/html,x' }), 'blocked-scheme'],
    ['a redirect to a private address', send(302, { Location: 'http://10.0.0.1/' }), 'blocked-address', 'never'],
    ['a redirect to cloud metadata', send(302, { Location: 'http://169.254.169.254/latest/' }), 'blocked-address'],
    ['a redirect to metadata in disguise', send(302, { Location: 'http://[::ffff:a9fe:a9fe]/' }), 'blocked-address'],
    ['a redirect to a number address', send(302, { Location: 'http://0xa9fea9fe/' }), 'blocked-address'],
    [
      'a redirect to a name of a private address',
      send(302, { Location: 'http://inside.example.invalid/' }),
      'blocked-address',
    ],
    ['a redirect to nonsense', send(302, { Location: 'http://' }), 'invalid-input'],
    ['an endless response', endless(html, () => Buffer.alloc(16_384, 98)), 'too-large'],
    ['a slow drip', endless(html, () => 'x', 100), 'too-slow', 'back-off'],
    ['a head that never comes', () => undefined, 'timeout', 'back-off'],
    ['a body that stops', (_, response) => response.writeHead(200, html).write('<p>'), 'timeout'],
    [
      'a connection that breaks',
      (_, response) =>
        response.writeHead(200, { ...html, 'content-length': '99' }).write('x', () => response.destroy()),
      'connect',
    ],
    ['a connection that closes at once', (request) => request.socket.destroy(), 'connect', 'back-off'],
    ['huge headers', send(200, { ...html, 'x-big': 'x'.repeat(200_000) }), 'too-large'],
    [
      'thousands of headers',
      send(200, { ...html, 'set-cookie': Array.from({ length: 5000 }, (_, n) => `c${n}=${'v'.repeat(20)}`) }),
      'too-large',
    ],
    [
      'a picture',
      send(200, { 'content-type': 'image/png' }, Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
      'not-html',
      'never',
    ],
    ['a PDF that says it is text', send(200, { 'content-type': 'text/plain' }, '%PDF-1.7 ...'), 'not-html'],
    ['gzip that says it is a page', send(200, html, gzipSync('<html>')), 'not-html', 'never'],
    ['a PDF that says it is a page', send(200, html, '%PDF-1.7 ...'), 'not-html'],
    ['JSON', send(200, { 'content-type': 'application/json' }, '{"a":1}'), 'not-html'],
    ['bytes without a type', send(200, {}, Buffer.from([0, 1, 2, 3])), 'not-html'],
    [
      'noise that says it is a page',
      send(200, { 'content-type': 'text/html; charset=utf-8' }, Buffer.alloc(4096, 0xff)),
      'bad-charset',
    ],
    ['404', send(404, html, '<h1>没有</h1>'), 'gone', 'never'],
    ['410', send(410, html), 'gone', 'never'],
    ['403', send(403, html), 'http-4xx', 'never'],
    ['429 with a pause', send(429, { ...html, 'retry-after': '1' }), 'rate-limited', 'later'],
    ['500', send(500, html, 'x'), 'http-5xx', 'back-off'],
    ['a status without meaning', send(799, html), 'http-5xx'],
    ['a redirect without a target', send(302, html), 'http-4xx'],
    [
      'a sign-in page in place of the page',
      (request, response) =>
        request.url === '/case'
          ? response.writeHead(302, { Location: '/passport/login' }).end()
          : response.writeHead(200, html).end('<input type="password">'),
      'login-wall',
      'never',
    ],
  ];

  it.each(table.map(([name, answer, reason, retry]) => ({ name, answer, reason, retry })))('$name', async (row) => {
    const { answer, reason, retry } = row;
    names.set('inside.example.invalid', ['192.168.1.1', '127.0.0.1'.replace('127', '10')]);
    site.route('/case', answer);
    site.route('/passport/login', answer);
    const before = process.memoryUsage().rss;
    const error = await failure(`${site.origin}/case`);
    expect({ reason: error.reason, retry: error.retry }).toEqual({ reason, retry: retry ?? error.retry });
    expect(error.name).toBe('StageFailure');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  const unreachable: [string, () => string, string][] = [
    ['a private address', () => 'http://192.168.0.1/', 'blocked-address'],
    ['the loopback, not on the list', () => `http://127.0.0.2:${site.port}/`, 'blocked-address'],
    ['the loopback in IPv6', () => `http://[::1]:${site.port}/`, 'blocked-address'],
    ['a carrier address (metadata of a cloud)', () => 'http://100.100.100.200/', 'blocked-address'],
    ['the unspecified address', () => `http://0.0.0.0:${site.port}/`, 'blocked-address'],
    ['a multicast address', () => 'http://224.0.0.1/', 'blocked-address'],
    ['a documented metadata address', () => 'http://168.63.129.16/', 'blocked-address'],
    ['an unknown name', () => 'http://nobody.example.invalid/', 'dns'],
    ['a closed port', () => 'http://127.0.0.1:1/', 'connect'],
    ['another scheme', () => 'ftp://127.0.0.1/', 'blocked-scheme'],
    ['no address', () => 'not an address', 'invalid-input'],
  ];
  it.each(unreachable)('%s is refused as named', async (_, url, reason) => {
    expect((await failure(url())).reason).toBe(reason);
  });

  it('a name that turns private between two requests is refused the second time', async () => {
    const host = 'rebinding.example.invalid';
    const source = testSource({ allowAddresses: ['127.0.0.1'] });
    site.route('/x', (_, response) => response.writeHead(200, { ...html, connection: 'close' }).end(article));
    names.set(host, ['127.0.0.1']);
    expect((await fetch(`http://${host}:${site.port}/x`, source)).status).toBe(200);
    names.set(host, ['10.0.0.1']);
    expect((await failure(`http://${host}:${site.port}/x`, source)).reason).toBe('blocked-address');
  });

  it("does not lend one source's open connection to another source", async () => {
    site.route('/x', article);
    await fetch(`${site.origin}/x`);
    const stranger = testSource({ id: 'stranger', allowAddresses: undefined });
    expect((await failure(`${site.origin}/x`, stranger)).reason).toBe('blocked-address');
  });

  it('a chain of more redirects than allowed ends', async () => {
    for (let n = 0; n < 15; n += 1) site.route(`/hop/${n}`, send(302, { Location: `/hop/${n + 1}` }));
    expect((await failure(`${site.origin}/hop/0`)).reason).toBe('too-many-redirects');
    const used = site.hits.filter((path) => path.startsWith('/hop/')).length;
    expect(used).toBe(11);
  });

  it('a server that does not speak HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect((await failure(`http://127.0.0.1:${port}/`)).reason).toBe('connect');
    expect((await failure(`https://127.0.0.1:${port}/`)).reason).toBe('tls');
    server.close();
  });

  it('a pause that a server asks for closes its host for all', async () => {
    const other = await startLocalWeb();
    other.route('/busy', send(503, { ...html, 'retry-after': '3600' }));
    other.route('/fine', article);
    expect(await failure(`${other.origin}/busy`)).toMatchObject({
      reason: 'http-5xx',
      retry: 'later',
      retryAfterMs: 3_600_000,
    });
    expect(await failure(`${other.origin}/fine`)).toMatchObject({ reason: 'rate-limited', retry: 'later' });
    expect(other.hits).toEqual(['/busy']);
    await other.close();
  });
});
