import { adSlots } from '../../../crawler/sources/ad-slots';
import { testSource } from '../local-web';
import { savedPage } from './saved-page';

const source = testSource({ kind: 'ad-slots', url: 'http://nav.example.invalid/' });

describe('finding advertisement slots', () => {
  const { pages, next } = adSlots.read(savedPage('ad-slots/home.html', source.url), source);

  it('finds marked pictures with their landing addresses, and no other picture', () => {
    expect(pages.map(({ slot }) => slot)).toEqual([
      {
        pageUrl: source.url,
        imageUrl: 'http://nav.example.invalid/img/a.png',
        landingUrl: 'http://nav.example.invalid/go?id=1',
        alt: '样牌贴膏 三天见效',
      },
      {
        pageUrl: source.url,
        imageUrl: 'http://nav.example.invalid/img/b.png',
        landingUrl: 'http://shop.example.invalid/b',
      },
    ]);
    expect(pages.every(({ url }) => url.startsWith(`${source.url}#slot-`))).toBe(true);
  });

  it('reads marked frames as parts of the page that shows them', () => {
    expect(next).toEqual([{ url: 'http://nav.example.invalid/frame/c.html', as: 'part', shownOn: source.url }]);
    const frame = savedPage('ad-slots/frame.html', next[0]!.url, { shownOn: source.url });
    expect(adSlots.read(frame, source).pages[0]?.slot).toMatchObject({
      pageUrl: source.url,
      imageUrl: 'http://nav.example.invalid/img/c.png',
    });
  });
});
