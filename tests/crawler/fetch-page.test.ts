import { AsyncIterReader, WARCParser } from 'warcio';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { pageSnapshot } from '../../contracts/page';
import { captureOf, systemCapturer } from '../../crawler/capture';
import { createFetcher, type Fetcher } from '../../crawler/fetch-page';
import { Web } from '../../crawler/web';
import { capture } from '../../contracts/evidence';
import { MemoryFiles, startLocalWeb, testSettings, testSource, testTask, type LocalWeb } from './local-web';

/** Reads WARC records by hand, so that our digests are checked without the library that wrote them. */
function warcBlocks(file: Buffer): { digest: string; block: Buffer }[] {
  const blocks: { digest: string; block: Buffer }[] = [];
  for (let at = 0; at < file.length;) {
    const headEnd = file.indexOf('\r\n\r\n', at);
    const head = file.subarray(at, headEnd).toString();
    const length = Number(/^Content-Length: (\d+)/imu.exec(head)![1]);
    const digest = /^WARC-Block-Digest: (\S+)/imu.exec(head)![1]!;
    blocks.push({ digest, block: file.subarray(headEnd + 4, headEnd + 4 + length) });
    at = headEnd + 4 + length + 4;
  }
  return blocks;
}

const article = (text: string) =>
  `<!doctype html><html><head><title>${text}</title></head><body><p>${text}</p></body></html>`;

describe('fetching a page', () => {
  let site: LocalWeb;
  let web: Web;
  let files: MemoryFiles;
  let fetcher: Fetcher;
  const capturer = systemCapturer();

  beforeAll(async () => {
    site = await startLocalWeb();
    const settings = testSettings();
    web = new Web(settings);
    files = new MemoryFiles();
    fetcher = createFetcher(settings, { web, files, capturer });
  });
  afterAll(async () => {
    await fetcher.close();
    await web.close();
    await site.close();
  });

  it('gives a snapshot whose files are in the evidence store under their SHA-256', async () => {
    site.route('/a', article('示例药店公告'));
    const snapshot = await fetcher.fetch(testTask(`${site.origin}/a`), testSource());
    expect(pageSnapshot.parse(snapshot)).toEqual(snapshot);
    expect(snapshot).toMatchObject({ status: 200, charset: 'utf-8', rendered: false, redirects: [] });
    for (const file of snapshot.files) {
      const bytes = files.kept.get(file.sha256)!;
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
      expect(bytes.length).toBe(file.bytes);
    }
    expect(Buffer.from(files.kept.get(snapshot.html)!).toString()).toContain('示例药店公告');
    expect(capture.parse(captureOf(snapshot, capturer)).files).toHaveLength(2);
  });

  it('follows redirects, records each, and keeps raw bytes beside decoded text', async () => {
    const gb = iconv.encode(article('国标编码的页面'), 'gb18030');
    site.route('/from', (_, response) => response.writeHead(301, { Location: '/middle' }).end());
    site.route('/middle', (_, response) => response.writeHead(302, { Location: `${site.origin}/gb` }).end());
    site.route('/gb', (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=gb2312' }).end(gb),
    );
    const snapshot = await fetcher.fetch(testTask(`${site.origin}/from`), testSource());
    expect(snapshot.redirects).toEqual([
      { url: `${site.origin}/from`, status: 301 },
      { url: `${site.origin}/middle`, status: 302 },
    ]);
    expect(snapshot.finalUrl).toBe(`${site.origin}/gb`);
    const body = snapshot.files.find((file) => file.role === 'body')!;
    expect(Buffer.from(files.kept.get(body.sha256)!).equals(gb)).toBe(true);
    expect(Buffer.from(files.kept.get(snapshot.html)!).toString()).toContain('国标编码的页面');
  });

  it('writes a WARC that reads back with every digest right', async () => {
    site.route('/warc', (_, response) => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.write(article('分块'));
      response.end('<p>第二块</p>');
    });
    const snapshot = await fetcher.fetch(testTask(`${site.origin}/warc`), testSource());
    const bytes = files.kept.get(snapshot.files.find((file) => file.role === 'warc')!.sha256)!;
    const types: string[] = [];
    for await (const record of new WARCParser(new AsyncIterReader([bytes]))) {
      types.push(record.warcType);
      const payload = await record.readFully(false);
      const expected = `sha256:${createHash('sha256').update(payload).digest('hex')}`;
      expect(record.warcPayloadDigest).toBe(expected);
      if (record.warcType === 'response') {
        expect(Buffer.from(payload).toString()).toContain('第二块');
        expect(record.warcTargetURI).toBe(`${site.origin}/warc`);
      }
    }
    expect(types).toEqual(['warcinfo', 'request', 'response', 'metadata']);
    const blocks = warcBlocks(gunzipSync(bytes));
    expect(blocks).toHaveLength(4);
    for (const { digest, block } of blocks) {
      expect(digest).toBe(`sha256:${createHash('sha256').update(block).digest('hex')}`);
    }
    expect(blocks[2]!.block.toString().match(/^set-cookie: [ab]=[12]\r$/gimu)).toHaveLength(2);
  });

  it('gives the same ids when a task is run again', async () => {
    site.route('/twice', article('两次'));
    const [one, two] = [
      await fetcher.fetch(testTask(`${site.origin}/twice`), testSource()),
      await fetcher.fetch(testTask(`${site.origin}/twice`), testSource()),
    ];
    expect([one.id, one.captureId]).toEqual([two.id, two.captureId]);
  });

  it('fetches many pages at once without mixing them up', async () => {
    for (let n = 0; n < 100; n += 1) site.route(`/many/${n}`, article(`第${n}页`));
    const snapshots = await Promise.all(
      Array.from({ length: 100 }, (_, n) => fetcher.fetch(testTask(`${site.origin}/many/${n}`), testSource())),
    );
    snapshots.forEach((snapshot, n) => {
      expect(Buffer.from(files.kept.get(snapshot.html)!).toString()).toContain(`第${n}页`);
    });
  });
});
