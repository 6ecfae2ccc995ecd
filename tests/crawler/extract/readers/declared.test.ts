import { readMetaTags } from '../../../../crawler/extract/readers/meta-tags';
import { readMicrodata } from '../../../../crawler/extract/readers/microdata';
import { readOpenGraph } from '../../../../crawler/extract/readers/open-graph';
import { readUrlDate } from '../../../../crawler/extract/readers/url-date';
import { factsOf } from '../page-facts';

const short = (readings: readonly { field: string; value: string }[]): string[] =>
  readings.map(({ field, value }) => `${field}=${value}`);

describe('readOpenGraph', () => {
  test.each([
    ['<meta property="og:title" content="标题">', ['title=标题']],
    ['<meta property="article:published_time" content="2026-05-06T07:08:09Z">', ['publishedAt=2026-05-06T07:08:09Z']],
    ['<meta name="og:site_name" content="某网">', ['siteName=某网']],
    ['<meta property="article:author" content="https://x.example/me">', []],
    ['<meta property="og:title" content="  ">', []],
    ['<meta property="article:published_time" content="soon">', []],
  ])('%s', (html, expected) => expect(short(readOpenGraph(factsOf(html)))).toEqual(expected));
});

describe('readMetaTags', () => {
  test.each([
    ['<meta name="PubDate" content="2026-05-06 07:08">', ['publishedAt=2026-05-06T07:08:00+08:00']],
    ['<meta itemprop="dateUpdate" content="2026-05-06 07:08:09">', ['publishedAt=2026-05-06T07:08:09+08:00']],
    ['<meta name="author" content="甲">', ['author=甲']],
    ['<meta name="source" content="某报">', ['source=某报']],
    ['<link rel="canonical" href="/a">', ['canonicalUrl=/a']],
    ['<meta name="viewport" content="width=1">', []],
    ['<meta name="pubdate" content="">', []],
  ])('%s', (html, expected) => expect(short(readMetaTags(factsOf(html)))).toEqual(expected));
});

describe('readMicrodata', () => {
  test.each([
    ['<h1 itemprop="headline">标题</h1>', ['title=标题']],
    ['<meta itemprop="datePublished" content="2026-05-06">', ['publishedAt=2026-05-06']],
    ['<span itemprop="author"><b itemprop="name">甲</b>记者</span>', ['author=甲']],
    ['<time datetime="2026-05-06T07:08:09+08:00">昨天</time>', ['publishedAt=2026-05-06T07:08:09+08:00']],
    ['<time>昨天</time>', []],
  ])('%s', (html, expected) => expect(short(readMicrodata(factsOf(html)))).toEqual(expected));
});

describe('readUrlDate', () => {
  test.each([
    ['http://a.example/2026/05/06/x.html', '2026-05-06'],
    ['http://a.example/20260506/x.html', '2026-05-06'],
    ['http://a.example/c/2026-05-06/1.shtml', '2026-05-06'],
    ['http://a.example/t20260506_12.html', '2026-05-06'],
    ['http://a.example/202605/12345678.html', undefined],
    ['http://a.example/?d=20260506', undefined],
    [null, undefined],
  ])('%s → %s', (url, day) => expect(readUrlDate(factsOf('', url))[0]?.value).toBe(day));
});
