import { load } from 'cheerio';
import { type PublishedPage, type SampleWeb, startSampleWeb } from '../../../demo/sample-web';
import { sites } from '../../../demo/sites';
import { readSiteProfiles } from '../../../demo/site-profiles';

let web: SampleWeb;
beforeAll(async () => {
  const pace = { faults: false, minMs: 3_600_000, maxMs: 3_600_000 };
  web = await startSampleWeb({ port: 0, seed: 'sites', stock: 1200, pace });
});
afterAll(() => web.close());

const bodyOf = async (path: string): Promise<string> => (await fetch(web.baseUrl + path)).text();
const pagesOn = (site: string): PublishedPage[] => web.published().filter((page) => page.site === site);

test('every profile has a site and every site a profile', () => {
  expect(sites.map(({ id }) => id)).toEqual(readSiteProfiles().map(({ id }) => id));
  expect(sites.length).toBeGreaterThanOrEqual(8);
});

describe('news', () => {
  test('the feed holds absolute links to pages of 要闻 only', async () => {
    const feed = load(await bodyOf('/news/rss.xml'), { xml: true });
    const links = feed('item > link')
      .map((_, link) => feed(link).text())
      .get();
    const urls = new Set(pagesOn('news').map(({ url }) => url));
    expect(links.length).toBeGreaterThan(5);
    expect(links.every((link) => urls.has(link))).toBe(true);
    expect(
      new Set(
        feed('category')
          .map((_, one) => feed(one).text())
          .get(),
      ),
    ).toEqual(new Set(['要闻']));
  });

  test('the sitemap holds 科普 and shares nothing with the feed', async () => {
    const map = load(await bodyOf('/news/sitemap.xml'), { xml: true });
    const places = map('loc')
      .map((_, one) => map(one).text())
      .get();
    const feed = await bodyOf('/news/rss.xml');
    expect(places.length).toBeGreaterThan(3);
    expect(places.filter((place) => feed.includes(place))).toEqual([]);
  });

  test('lists are paged and an article has byline, text, related links and comments', async () => {
    const list = load(await bodyOf('/news/list/science/'));
    const path = list('ul.list a').first().attr('href')!;
    expect(list('.pager a[href$="index_2.html"]')).toHaveLength(1);
    const second = load(await bodyOf('/news/list/science/index_2.html'));
    expect(second('ul.list a').first().attr('href')).not.toBe(path);
    const article = load(await bodyOf(path));
    expect(article('.info').text()).toMatch(/\d{4}年\d{2}月\d{2}日 \d{2}:\d{2}.*来源：/u);
    for (const part of [
      'h1',
      '.article p',
      '.share',
      '.related a',
      '.comments .cmt',
      '.side ol',
      '.footer',
      '.nav a',
    ]) {
      expect(article(part).length).toBeGreaterThan(0);
    }
  });
});

describe('shops', () => {
  const jsonLd = async (page: PublishedPage): Promise<number> =>
    load(await bodyOf(page.path))('script[type="application/ld+json"]').length;

  test('the pharmacy has JSON-LD on every listing, the marketplace on some', async () => {
    const counts = async (site: string): Promise<Set<number>> => new Set(await Promise.all(pagesOn(site).map(jsonLd)));
    expect(await counts('pharmacy')).toEqual(new Set([1]));
    expect(await counts('market')).toEqual(new Set([0, 1]));
  });

  test('price and seller of the JSON-LD are those on the page', async () => {
    const page = load(await bodyOf(pagesOn('pharmacy')[0]!.path));
    const product = JSON.parse(page('script[type="application/ld+json"]').text()) as {
      offers: { price: string; seller: { name: string } };
    };
    expect(page('.pricebox .price').text()).toBe(`¥${product.offers.price}`);
    expect(page('a.seller').text()).toBe(product.offers.seller.name);
  });

  test('search finds by words, shops list their own goods, licences stand where there are any', async () => {
    const found = load(await bodyOf(`/market/search?q=${encodeURIComponent('保健食品')}`));
    expect(found('ul.goods li').length).toBeGreaterThan(0);
    const nothing = load(await bodyOf(`/market/search?q=${encodeURIComponent('绝无此物')}`));
    expect(nothing('ul.goods li')).toHaveLength(0);
    const licensed = load(await bodyOf('/pharmacy/shop/101/'));
    expect(licensed('.licence').text()).toContain('浙DA0000001');
    expect(
      new Set(
        licensed('.gshop')
          .map((_, one) => licensed(one).text())
          .get(),
      ),
    ).toEqual(new Set(['样例大药房旗舰店']));
    expect(load(await bodyOf('/pharmacy/shop/104/'))('.licence')).toHaveLength(0);
    expect((await fetch(`${web.baseUrl}/pharmacy/shop/999/`)).status).toBe(404);
  });
});

describe('picture advertisements', () => {
  test('slots hold pictures and frames, and no word of what the pictures say', async () => {
    const home = await bodyOf('/slots/list/home/');
    const page = load(home);
    expect(page('.ad-slot').length).toBeGreaterThan(1);
    expect(page('.ad-slot img').length).toBeGreaterThan(0);
    expect(page('.ad-slot iframe').length).toBeGreaterThan(0);
    expect(home).not.toContain('data:');
  });

  test('the text of an advertisement stands in no HTML', async () => {
    const suspects = pagesOn('slots').filter(({ suspect }) => suspect.length > 0);
    // Without a Han font the pictures are placeholders and stand for no violation.
    expect(suspects.length > 2).toBe(web.warnings.length === 0);
    for (const { path, title } of suspects) {
      const html = await bodyOf(path);
      const frame = await bodyOf(path.replace('/ad/', '/frame/'));
      expect(html + frame).not.toContain(title);
      expect(load(html)('.ad-slot').text().trim()).toBe('广告');
      const picture = await fetch(web.baseUrl + load(html)('.ad-slot img').attr('src')!);
      expect(picture.headers.get('content-type')).toBe('image/png');
      expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(3000);
    }
  });
});

describe('forum and notes', () => {
  test('a thread has its opening post and replies of different people', async () => {
    const thread = load(await bodyOf(pagesOn('forum')[0]!.path));
    expect(thread('.post').length).toBeGreaterThanOrEqual(2);
    expect(thread('.post h1')).toHaveLength(1);
  });

  test('a reply arrives as an edit', async () => {
    const { path } = pagesOn('forum')[1]!;
    const count = async (): Promise<number> => load(await bodyOf(path))('.post').length;
    const before = await count();
    web.editNow(path);
    expect(await count()).toBe(before + 1);
  });

  test('the script-drawn site has nothing in its HTML and everything in its data', async () => {
    const page = pagesOn('spa')[0]!;
    const html = await bodyOf(page.path);
    expect(html).not.toContain(page.title);
    expect(html).toContain('/static/spa.js');
    const note = JSON.parse(await bodyOf(page.path.replace('/note/', '/api/note/') + '.json')) as { title: string };
    expect(note.title).toBe(page.title);
    web.takeDownNow(page.path);
    expect((await fetch(`${web.baseUrl}${page.path.replace('/note/', '/api/note/')}.json`)).status).toBe(404);
  });
});
