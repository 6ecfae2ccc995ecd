import { strFromU8, unzipSync } from 'fflate';
import type { DocumentHit } from '../../contracts/search';
import { exportDocuments, exportRowsAtMost } from '../../archive/export-documents';
import { noon } from './samples';

const hit = (change: Partial<DocumentHit> = {}): DocumentHit => ({
  id: 'd1',
  version: 1,
  title: '减重笔低价转让',
  excerpt: '加微信详谈',
  url: 'http://news.example/1',
  platform: '示例网',
  seller: null,
  region: '330106',
  genre: 'listing',
  sentiment: 'neu',
  illegal: true,
  codes: ['PRIVATE_TRADE', 'EVASION'],
  severity: 'S2',
  cluster: 'k1',
  sourceId: 'demo-news',
  price: 199,
  publishedAt: null,
  collectedAt: noon,
  ...change,
});

const csvLines = async (...hits: DocumentHit[]): Promise<string[]> =>
  (await exportDocuments(hits, 'csv')).bytes.toString('utf8').split('\r\n');

test('a CSV has a byte order mark, a head and a line for each hit', async () => {
  const { bytes, mediaType } = await exportDocuments([hit()], 'csv');
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(mediaType).toBe('text/csv; charset=utf-8');
  const [head, line, end] = bytes.toString('utf8').slice(1).split('\r\n');
  expect(head).toMatch(/^采集时间,标题,摘录,/);
  expect(line).toBe(
    '2026-03-02T12:00:00+08:00,减重笔低价转让,加微信详谈,是,PRIVATE_TRADE EVASION,S2,示例网,,199,浙江省杭州市西湖区,330106,listing,neu,,http://news.example/1,demo-news,k1,d1',
  );
  expect(end).toBe('');
});

test.each([
  ['a formula', '=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['a sum', '+1+1', "'+1+1"],
  ['a minus', '-2', "'-2"],
  ['a function of old', '@SUM(A1)', "'@SUM(A1)"],
  ['a formula behind a blank', ' =1', "' =1"],
  ['a full-width equals sign', '＝1', "'＝1"],
  ['a tab', '\t=1', "'\t=1"],
  ['a comma', '甲,乙', '"甲,乙"'],
  ['a quotation mark', '所谓"神药"', '"所谓""神药"""'],
  ['a line break', '一\n二', '"一\n二"'],
  ['plain text', '普通标题', '普通标题'],
])('CSV cell: %s', async (_name, title, cell) => {
  expect((await csvLines(hit({ title })))[1]).toContain(`+08:00,${cell},`);
});

test('an XLSX holds texts as texts and numbers as numbers', async () => {
  const { bytes, mediaType } = await exportDocuments([hit({ title: '=1+1\u0001 & <b>' })], 'xlsx');
  expect(mediaType).toContain('spreadsheetml');
  const files = unzipSync(bytes);
  const all = Object.entries(files)
    .filter(([name]) => name.endsWith('.xml'))
    .map(([, content]) => strFromU8(content))
    .join('\n');
  expect(all).toContain('=1+1 &amp; &lt;b&gt;');
  expect(all).not.toContain('<f>');
  expect(all).toContain('<v>199</v>');
  expect(all).toContain('采集时间');
});

test('an empty list gives a file with a head', async () => {
  expect((await csvLines())[0]).toContain('文档编号');
  expect((await exportDocuments([], 'xlsx')).bytes.length).toBeGreaterThan(1000);
});

test('more rows than a file may hold are refused', async () => {
  const rows = Array.from({ length: exportRowsAtMost + 1 }, () => hit());
  await expect(exportDocuments(rows, 'csv')).rejects.toMatchObject({ reason: 'too-large' });
});
