import { marketplaceSearch } from '../../../crawler/sources/marketplace-search';
import { testSource } from '../local-web';
import { savedPage } from './saved-page';

const source = testSource({
  kind: 'marketplace-search',
  url: 'http://m.example.invalid/search?q={query}',
  query: ['胶囊'],
});
const page = savedPage('marketplace-search/results.html', 'http://m.example.invalid/search?q=x');

describe('searching a marketplace', () => {
  it.each([
    ['without selectors', undefined],
    ['with selectors', { item: 'li.item', title: '.t', price: '.price, em', seller: '.gshop' }],
  ])('reads goods with title, price and seller %s', (_, select) => {
    const { pages } = marketplaceSearch.read(page, { ...source, ...(select ? { select } : {}) });
    expect(pages.map(({ hints }) => hints)).toEqual([
      { title: '样牌灵芝孢子粉胶囊 增强免疫力 60粒', price: '1299.00', seller: '样牌旗舰店' },
      { title: '样牌感冒清热颗粒 12袋', price: '39.9', seller: '样样大药房' },
    ]);
    expect(pages[0]?.url).toBe('http://m.example.invalid/item/1.html');
  });

  it('marks goods by title and price, so that a new price is worth another look', () => {
    const changed = { ...page, text: page.text.replace('39.9元', '29.9元') };
    const marker = (of: typeof page) => marketplaceSearch.read(of, source).pages.map((found) => found.marker);
    expect(marker(changed)[0]).toBe(marker(page)[0]);
    expect(marker(changed)[1]).not.toBe(marker(page)[1]);
  });

  it('follows the numbered pager', () => {
    expect(marketplaceSearch.read(page, source).next[0]?.url).toBe('http://m.example.invalid/search?q=x&page=2');
  });
});
