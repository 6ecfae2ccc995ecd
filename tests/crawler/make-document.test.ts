import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { sourceDocument } from '../../contracts/page';
import { systemCapturer } from '../../crawler/capture';
import { createFetcher, type Fetcher } from '../../crawler/fetch-page';
import { contentHashOf, makeDocument, seenAfterFetch } from '../../crawler/make-document';
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
const sentences = [
  '甲样市药品监督管理局今天提示，购买药品要选择有资质的正规药店，并保存好购药凭证。',
  '处方药应当凭医师开具的处方购买，按照说明书的用法用量使用，不要自行加大剂量。',
  '网上所谓根治、无效退款的说法都不可信，普通食品和保健食品不能代替药品治病。',
  '消费者发现违法线索，可以拨打投诉举报电话，监管部门将依法核实处理并反馈结果。',
];
const article =
  '<!doctype html><html><head><title>样例标题：理性用药提示</title></head><body><h1>样例标题：理性用药提示</h1>' +
  `<div class="article">${sentences.map((text) => `<p>${text}</p>`).join('')}</div></body></html>`;
const traditional =
  '<!doctype html><html><head><title>理性用藥提示</title></head><body><h1>理性用藥提示</h1><div class="article">' +
  '<p>購買藥品請選擇合法藥局，保存購藥憑證，處方藥應依醫師處方使用，不要自行增加劑量。</p>' +
  '<p>網路上所謂根治、無效退款的說法都不可信，一般食品與保健食品不能代替藥品治病，請多加留意。</p>' +
  '<p>消費者發現違法線索，可以撥打投訴舉報電話，主管機關將依法核實處理並回覆結果，謝謝配合。</p></div></body></html>';
const send =
  (status: number, headers: Record<string, string>, body: string | Buffer = ''): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

const noDocuments = { documents: { get: () => Promise.resolve(undefined) } };

describe('making documents of fetched pages', () => {
  let site: LocalWeb;
  let web: Web;
  let files: MemoryFiles;
  let fetcher: Fetcher;

  beforeAll(async () => {
    site = await startLocalWeb();
    const settings = testSettings();
    web = new Web(settings);
    files = new MemoryFiles();
    fetcher = createFetcher(settings, { web, files, capturer: systemCapturer() });
  });
  afterAll(async () => {
    await fetcher.close();
    await web.close();
    await site.close();
  });

  const fetch = (url: string, change: object = {}) => fetcher.fetch(testTask(url, change), testSource());
  const stored = (sha256: string) => Buffer.from(files.kept.get(sha256)!).toString('utf8');

  const readable: [string, Answer, string][] = [
    ['gzip', send(200, { ...html, 'content-encoding': 'gzip' }, gzipSync(article)), 'utf-8'],
    ['deflate', send(200, { ...html, 'content-encoding': 'deflate' }, deflateSync(article)), 'utf-8'],
    ['raw deflate', send(200, { ...html, 'content-encoding': 'deflate' }, deflateRawSync(article)), 'utf-8'],
    ['brotli', send(200, { ...html, 'content-encoding': 'br' }, brotliCompressSync(article)), 'utf-8'],
    [
      'GB18030 in the header',
      send(200, { 'content-type': 'text/html; charset=gb18030' }, iconv.encode(article, 'gb18030')),
      'gb18030',
    ],
    ['GBK nowhere declared', send(200, { 'content-type': 'text/html' }, iconv.encode(article, 'gbk')), 'gb18030'],
    ['Big5', send(200, { 'content-type': 'text/html; charset=big5' }, iconv.encode(traditional, 'big5')), 'big5'],
    ['a charset that does not exist', send(200, { 'content-type': 'text/html; charset=klingon-8' }, article), 'utf-8'],
    ['a wrong charset', send(200, { 'content-type': 'text/html; charset=iso-8859-1' }, article), 'utf-8'],
    [
      'UTF-16 with a mark',
      send(
        200,
        { 'content-type': 'text/html' },
        Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(article, 'utf16le')]),
      ),
      'utf-16le',
    ],
    ['no content type', send(200, {}, article), 'utf-8'],
    [
      'a script in the title',
      send(200, html, article.replace('样例标题', '</title><script>alert(1)</script><title>样例标题')),
      'utf-8',
    ],
    ['a null byte', send(200, html, article.replace('。', '。\0')), 'utf-8'],
    ['deep nesting', send(200, html, article.replace('<p>', `${'<div>'.repeat(5000)}<p>`)), 'utf-8'],
  ];
  it.each(readable)('%s gives one document', async (name, answer, charset) => {
    site.route(`/ok/${encodeURIComponent(name)}`, answer);
    const snapshot = await fetch(`${site.origin}/ok/${encodeURIComponent(name)}`);
    expect(snapshot.charset).toBe(charset);
    const stored = Buffer.from(files.kept.get(snapshot.html)!).toString('utf8');
    const documents = await makeDocument(snapshot, stored, testSource(), {
      documents: { get: () => Promise.resolve(undefined) },
    });
    expect(documents).toHaveLength(1);
    expect(documents[0]!.text.length).toBeGreaterThan(100);
    expect(documents[0]!.title).not.toContain('alert');
  });

  it.each([
    ['HTML without body', '<html><head><title>只有标题</title></head></html>'],
    ['an empty page', ''],
    ['only scripts', '<body><script>var a=1</script></body>'],
  ])('%s is an empty page', async (name, body) => {
    site.route('/empty', send(200, html, body));
    const snapshot = await fetch(`${site.origin}/empty`);
    const made = makeDocument(snapshot, body, testSource(), noDocuments);
    await expect(made).rejects.toMatchObject({ reason: 'empty-page', retry: 'never' });
  });

  it('fills in from source and listing what the page does not say, and nothing it does', async () => {
    site.route('/hints', article);
    const hints = {
      title: '列表上的标题',
      price: '¥1,280.50',
      seller: '样样药房',
      publishedAt: '2026-03-02T09:00:00+08:00',
    };
    const snapshot = await fetch(`${site.origin}/hints?utm_source=x&b=2&a=1`, { hints, kind: 'listing' });
    const source = testSource({ region: '330100', media: 'commerce', platform: '样例集市' });
    const [document] = await makeDocument(snapshot, stored(snapshot.html), source, noDocuments);
    expect(sourceDocument.parse(document)).toMatchObject({
      canonicalUrl: `${site.origin}/hints?a=1&b=2`,
      kind: 'listing',
      title: '样例标题：理性用药提示',
      price: 1280.5,
      currency: 'CNY',
      seller: '样样药房',
      publishedAt: hints.publishedAt,
      region: '330100',
      media: 'commerce',
      platform: '样例集市',
      version: 1,
      collectedAt: snapshot.respondedAt,
    });
    expect(seenAfterFetch(snapshot, document)).toMatchObject({ documentId: document!.id });
  });

  it('makes a new version of a changed text, and none of an unchanged one', async () => {
    site.route('/version', article);
    const one = await fetch(`${site.origin}/version`);
    const [first] = await makeDocument(one, stored(one.html), testSource(), noDocuments);
    const kept = { documents: { get: () => Promise.resolve(first) } };
    expect(await makeDocument(one, stored(one.html), testSource(), kept)).toEqual([]);
    site.route('/version', article.replace('处方药应当', '处方药必须'));
    const two = await fetch(`${site.origin}/version`);
    const [second] = await makeDocument(two, stored(two.html), testSource(), kept);
    expect(second).toMatchObject({ id: first!.id, version: 2 });
    expect(contentHashOf('标题', 'ａｂｃ 正文')).toBe(contentHashOf('标题', 'abc\n正文'));
  });

  it('makes a document of an advertisement slot whose picture is evidence', async () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n-----', 'latin1');
    site.route('/ad.png', send(200, { 'content-type': 'text/plain' }, png));
    const slot = { pageUrl: `${site.origin}/nav`, imageUrl: `${site.origin}/ad.png`, alt: '样牌贴膏 "三天"见效' };
    const snapshot = await fetch(`${site.origin}/nav#slot-1`, { slot, kind: 'ad' });
    const image = snapshot.files.find((file) => file.role === 'image')!;
    expect(Buffer.from(files.kept.get(image.sha256)!).equals(png)).toBe(true);
    const [document] = await makeDocument(snapshot, stored(snapshot.html), testSource(), noDocuments);
    expect(sourceDocument.parse(document)).toMatchObject({
      kind: 'ad',
      canonicalUrl: `${site.origin}/nav#slot-1`,
      title: slot.alt,
      images: [{ url: slot.imageUrl, sha256: image.sha256 }],
    });
  });

  it('refuses a slot whose picture is none', async () => {
    site.route('/ad.html', article);
    const slot = { pageUrl: `${site.origin}/nav`, imageUrl: `${site.origin}/ad.html` };
    await expect(fetch(`${site.origin}/nav#slot-2`, { slot })).rejects.toMatchObject({ reason: 'not-html' });
  });
});
