import { shop } from '../../../crawler/sources/shop';
import { testSource } from '../local-web';
import { savedPage } from './saved-page';

describe('reading a shop window', () => {
  it('names the shop as seller and takes titles from pictures', () => {
    const source = testSource({ kind: 'shop', url: 'http://m.example.invalid/shop/7/' });
    const { pages, next } = shop.read(savedPage('shop/window.html', source.url), source);
    expect(pages.map(({ hints }) => hints)).toEqual([
      { seller: '样样养生馆', title: '样牌苦瓜桑叶片 糖友福音', price: '88' },
      { seller: '样样养生馆', title: '样牌玛咖片 男士', price: '128' },
    ]);
    expect(next).toEqual([]);
  });
});
