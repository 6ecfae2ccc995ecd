import { siteSearch } from '../../../crawler/sources/site-search';
import { testSource } from '../local-web';
import { savedPage } from './saved-page';

const source = testSource({
  kind: 'site-search',
  url: 'http://news.example.invalid/search?q={query}',
  query: ['司美格鲁肽', '减重笔'],
});

describe('searching a site', () => {
  it('starts once per search word', () => {
    expect(siteSearch.start(source).map((url) => new URL(url).searchParams.get('q'))).toEqual(source.query);
  });

  it('puts the word as q where the address has no place for it, and refuses a source without words', () => {
    const plain = { ...source, url: 'http://news.example.invalid/s?type=all' };
    expect(siteSearch.start(plain)[1]).toBe(`http://news.example.invalid/s?type=all&q=${encodeURIComponent('减重笔')}`);
    expect(() => siteSearch.start({ ...source, query: [] })).toThrow('没有检索词');
  });

  it('reads results and the next page', () => {
    const { pages, next } = siteSearch.read(
      savedPage('site-search/results.html', siteSearch.start(source)[0]!),
      source,
    );
    expect(pages.map(({ hints }) => hints?.title)).toEqual([
      '司美格鲁肽注射液使用注意事项一览',
      '网传“减重笔”并非人人可用专家提醒',
    ]);
    expect(next).toEqual([{ url: 'http://news.example.invalid/search?q=x&page=2', as: 'page' }]);
  });
});
