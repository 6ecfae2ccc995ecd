import { readFeed } from '../../../crawler/extract/read-feed';

const item = { url: 'http://a.example/1', title: '甲 & 乙', publishedAt: '2026-05-06T15:08:09+08:00' };

describe('readFeed', () => {
  test.each([
    [
      'rss',
      `<?xml version="1.0"?><rss version="2.0"><channel><title>频道</title><item><title>甲 &amp; 乙</title><link>http://a.example/1</link><pubDate>Wed, 06 May 2026 07:08:09 GMT</pubDate><description><![CDATA[<p>摘要</p>]]></description></item></channel></rss>`,
    ],
    [
      'atom',
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>频道</title><entry><title type="html">甲 &amp;amp; 乙</title><link rel="self" href="/self"/><link href="/1"/><published>2026-05-06T15:08:09+08:00</published><summary>摘要</summary></entry></feed>`,
    ],
    [
      'rdf',
      `<rdf:RDF xmlns:rdf="x"><channel><title>频道</title></channel><item rdf:about="http://a.example/1"><title>甲 &#38; 乙</title><link>http://a.example/1</link><dc:date>2026-05-06T15:08:09+08:00</dc:date><description>摘要</description></item></rdf:RDF>`,
    ],
    [
      'json',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: '频道',
        items: [{ id: '1', url: '/1', title: '甲 & 乙', date_published: '2026-05-06T15:08:09+08:00', summary: '摘要' }],
      }),
    ],
  ])('%s', (form, text) => {
    expect(readFeed(text, 'http://a.example/feed')).toEqual({
      ok: true,
      feed: { form, title: '频道', items: [{ ...item, author: null, summary: '摘要' }] },
    });
  });

  test('a guid stands in for a missing link, unless it says it is none', () => {
    const rss = (guid: string): string => `<rss><channel><item><title>x</title>${guid}</item></channel></rss>`;
    expect(readFeed(rss('<guid>http://a.example/g</guid>'), null)).toMatchObject({
      feed: { items: [{ url: 'http://a.example/g' }] },
    });
    expect(readFeed(rss('<guid isPermaLink="false">http://a.example/g</guid>'), null)).toMatchObject({
      feed: { items: [] },
    });
  });

  test('entities of its own are never expanded', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel><title>&b;&c;</title></channel></rss>`;
    const outcome = readFeed(bomb, null);
    expect(outcome.ok).toBe(true);
    expect(JSON.stringify(outcome)).not.toMatch(/aaaa|root:/u);
  });

  test.each([
    ['nothing', ' ', 'empty'],
    ['HTML', '<html><body>x</body></html>', 'not-a-feed'],
    ['JSON of another kind', '{"a":1}', 'not-a-feed'],
    ['broken JSON', '{', 'not-a-feed'],
    ['an open DTD', '<!DOCTYPE rss [ <!ENTITY x "y"', 'not-a-feed'],
    ['nesting without end', '<a>'.repeat(100_000), 'not-a-feed'],
    ['plain words', 'hello', 'not-a-feed'],
  ])('%s → %s', (_name, text, reason) => expect(readFeed(text, null)).toMatchObject({ ok: false, reason }));
});
