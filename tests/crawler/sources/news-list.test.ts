import { newsList } from '../../../crawler/sources/news-list';
import { testSource } from '../local-web';
import { savedPage } from './saved-page';

const url = 'http://news.example.invalid/yaowen/';
const page = savedPage('news-list/list.html', url);
const expected = ['/2026/03/02/art_1.html', '/2026/03/02/art_2.html', '/2026/03/01/art_3.html'];

describe('reading a news list', () => {
  it.each([
    ['without selectors', undefined],
    ['with a selector of links', { item: 'ul.list a[href^="/"]' }],
    ['with a selector of rows', { item: 'ul.list li:nth-child(-n+3)' }],
  ])('finds the articles %s', (_, select) => {
    const { pages } = newsList.read(page, testSource({ url, select }));
    expect(pages.map((found) => new URL(found.url).pathname)).toEqual(expected);
    expect(pages[0]).toMatchObject({
      updatedAt: '2026-03-02T09:10:00+08:00',
      hints: { title: '丁样市查处一起网络无证销售处方药案件' },
    });
    expect(pages[1]?.hints?.title).toBe('丁样市药监局提醒：购买减肥产品要认准批准文号谨防上当');
    expect(pages[2]?.updatedAt).toBe('2026-03-01T00:00:00+08:00');
  });

  it('goes on to the next number of the pager', () => {
    const { next } = newsList.read(page, testSource({ url }));
    expect(next).toEqual([{ url: 'http://news.example.invalid/yaowen/index_2.html', as: 'page' }]);
  });

  it.each([
    ['an empty page', ''],
    ['text', 'not html at all'],
    ['nesting without end', '<div>'.repeat(200_000)],
    ['a script in a title', '<ul><li><a href="/a.html"><script>alert(1)</script>标题标题标题标题</a></ul>'],
  ])('survives %s', (_, text) => {
    expect(() => newsList.read({ ...page, text }, testSource({ url }))).not.toThrow();
  });
});
