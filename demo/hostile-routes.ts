import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

type Route = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

const megabyte = 1024 * 1024;
const html = { 'content-type': 'text/html; charset=utf-8' };

function page(body: string, headers: Record<string, string> = html): Route {
  return (response) => void response.writeHead(200, headers).end(body);
}

function redirect(to: (request: IncomingMessage) => string): Route {
  return (response, request) => void response.writeHead(302, { location: to(request) }).end();
}

/** Writes the same chunk up to `times` times, no faster than it is read, until the visitor goes away. */
async function pour(response: ServerResponse, chunk: Buffer | string, times: number): Promise<void> {
  function* chunks(): Generator<Buffer | string> {
    for (let sent = 0; sent < times; sent += 1) yield chunk;
  }
  await pipeline(Readable.from(chunks()), response);
}

const endless: Route = async (response) => {
  response.writeHead(200, html).write('<!DOCTYPE html><title>没有尽头</title><body>');
  await pour(response, `<p>${'没完没了。'.repeat(200)}</p>`, Number.POSITIVE_INFINITY);
};

const hugePage: Route = async (response) => {
  const size = 200 * megabyte;
  response.writeHead(200, { ...html, 'content-length': String(size) });
  await pour(response, Buffer.alloc(megabyte, 'a'), 200);
};

const hugePageUnannounced: Route = async (response) => {
  response.writeHead(200, html);
  await pour(response, Buffer.alloc(megabyte, 'a'), 200);
};

const slowDrip: Route = async (response) => {
  response.writeHead(200, html);
  while (!response.destroyed) {
    response.write('滴');
    await wait(100);
  }
};

let bomb: Buffer | undefined;
const gzipBomb: Route = (response) => {
  bomb ??= gzipSync(Buffer.alloc(150 * megabyte, ' '), { level: 9 });
  response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(bomb);
};

const truncated: Route = (response) => {
  response.writeHead(200, { ...html, 'content-length': '5000' }).write('<title>只有一半</title><p>说到一半');
  setTimeout(() => response.destroy(), 20);
};

const neverAnswers: Route = () => undefined;

const hangsUp: Route = (response) => void response.destroy();

const hugeHeaders: Route = (response) => {
  for (let index = 0; index < 100; index += 1) response.setHeader(`x-padding-${index}`, 'h'.repeat(1000));
  response.writeHead(200, html).end('<title>头太大</title>');
};

const invalidCharset: Route = (response) => {
  const bytes = Buffer.concat([
    Buffer.from('<meta charset="x-no-such-charset"><title>charset</title><p>'),
    Buffer.from([0xff, 0xfe, 0x81, 0x20, 0xc0, 0x80]),
  ]);
  response.writeHead(200, { 'content-type': 'text/html; charset=x-no-such-charset' }).end(bytes);
};

const entityBomb = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY a "样样样样样样样样样样">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY ${'bcdefghij'[index] ?? 'z'} "${`&${'abcdefghi'[index] ?? 'a'};`.repeat(10)}">`,
).join('')}]>
<rss version="2.0"><channel><title>&j;</title><item><title>&j;</title><link>http://127.0.0.1/x</link></item></channel></rss>`;

const externalEntity = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]>
<rss version="2.0"><channel><title>&file;</title><item><title>&file;</title><link>http://127.0.0.1/x</link></item></channel></rss>`;

const negativePrice = `<!DOCTYPE html><title>负价格商品</title><h1>负价格商品</h1><span class="price">¥-19.90</span>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"负价格商品","offers":{"@type":"Offer","price":"-19.90","priceCurrency":"CNY"}}</script>`;

const hops = /\/redirect-chain\/(\d+)$/u;

/** Address → what goes wrong there. */
export const hostileRoutes: Readonly<Record<string, Route>> = {
  '/endless': endless,
  '/huge-page': hugePage,
  '/huge-page-unannounced': hugePageUnannounced,
  '/slow-drip': slowDrip,
  '/gzip-bomb': gzipBomb,
  '/broken-gzip': page('这不是压缩数据', { ...html, 'content-encoding': 'gzip' }),
  '/truncated': truncated,
  '/never-answers': neverAnswers,
  '/hangs-up': hangsUp,
  '/huge-headers': hugeHeaders,
  '/invalid-charset': invalidCharset,
  '/redirect-loop': redirect(() => '/redirect-loop'),
  '/redirect-pair': redirect(() => '/redirect-pair-back'),
  '/redirect-pair-back': redirect(() => '/redirect-pair'),
  '/redirect-chain': redirect((request) => `/redirect-chain/${Number(hops.exec(request.url ?? '')?.[1] ?? '0') + 1}`),
  '/redirect-to-metadata': redirect(() => 'http://169.254.169.254/latest/meta-data/'),
  '/redirect-to-file': redirect(() => 'file:///etc/hostname'),
  '/redirect-nowhere': (response) => void response.writeHead(302).end(),
  '/rss-entity-bomb': page(entityBomb, { 'content-type': 'application/rss+xml' }),
  '/rss-external-entity': page(externalEntity, { 'content-type': 'application/rss+xml' }),
  '/rss-broken': page('<rss><channel><item><title>没有结束', { 'content-type': 'application/rss+xml' }),
  '/empty': page(''),
  '/no-body': page('<html><head><title>没有正文</title></head></html>'),
  '/script-title': page(
    '<title>&lt;script&gt;alert(1)&lt;/script&gt;"><img src=x onerror=alert(2)></title><h1><script>alert(3)</script>标题</h1><p>正文里没有脚本。</p>',
  ),
  '/deep-nesting': page(`<title>太深</title>${'<div>'.repeat(50_000)}底${'</div>'.repeat(50_000)}`),
  '/negative-price': page(negativePrice),
  '/zip-as-page': page('PK\u0003\u0004 not a page', { 'content-type': 'application/zip' }),
  '/nonsense-date': page(
    '<title>日期胡说</title><meta property="article:published_time" content="2099-99-99T99:99"><p>发布于 3025年13月40日</p>',
  ),
  '/rate-limited': (response) => void response.writeHead(429, { 'retry-after': '3600' }).end(),
  '/retry-after-nonsense': (response) => void response.writeHead(503, { 'retry-after': 'soon' }).end(),
  '/robots.txt': (response) => void response.writeHead(404).end(),
};
