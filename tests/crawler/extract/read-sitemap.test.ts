import { readSitemap } from '../../../crawler/extract/read-sitemap';

const page = { modifiedAt: null, title: null, publishedAt: null };

describe('readSitemap', () => {
  test.each<[string, string, object]>([
    [
      'pages',
      '<urlset xmlns="x"><url><loc>http://a.example/1?a=1&amp;b=2</loc><lastmod>2026-05-06</lastmod></url><url><loc> /2 </loc></url><url/></urlset>',
      {
        pages: [
          { ...page, url: 'http://a.example/1?a=1&b=2', modifiedAt: '2026-05-06' },
          { ...page, url: 'http://a.example/2' },
        ],
        sitemaps: [],
      },
    ],
    [
      'an index',
      '<?xml version="1.0"?><sitemapindex><sitemap><loc>http://a.example/s1.xml</loc><lastmod>2026-05-06T07:08:09Z</lastmod></sitemap></sitemapindex>',
      { pages: [], sitemaps: [{ url: 'http://a.example/s1.xml', modifiedAt: '2026-05-06T07:08:09Z' }] },
    ],
    [
      'news',
      '<urlset xmlns:news="n"><url><loc>http://a.example/n</loc><news:news><news:publication><news:name>甲报</news:name></news:publication><news:publication_date>2026-05-06T07:08:09+08:00</news:publication_date><news:title>标题</news:title></news:news></url></urlset>',
      {
        pages: [
          { url: 'http://a.example/n', modifiedAt: null, title: '标题', publishedAt: '2026-05-06T07:08:09+08:00' },
        ],
        sitemaps: [],
      },
    ],
    [
      'plain text',
      'http://a.example/1\r\nhttp://a.example/2',
      {
        pages: [
          { ...page, url: 'http://a.example/1' },
          { ...page, url: 'http://a.example/2' },
        ],
        sitemaps: [],
      },
    ],
  ])('%s', (_name, text, sitemap) =>
    expect(readSitemap(text, 'http://a.example/sitemap.xml')).toEqual({ ok: true, sitemap }),
  );

  test.each([
    ['nothing', '', 'empty'],
    ['HTML', '<html></html>', 'not-a-sitemap'],
    ['words', 'not found', 'not-a-sitemap'],
  ])('%s → %s', (_name, text, reason) => expect(readSitemap(text, null)).toMatchObject({ ok: false, reason }));
});
