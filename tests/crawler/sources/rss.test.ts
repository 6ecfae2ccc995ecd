import { FetchFault } from '../../../crawler/fetch-fault';
import { rss } from '../../../crawler/sources/rss';
import { testSource } from '../local-web';
import { savedPage } from './saved-page';

const source = testSource({ kind: 'rss', url: 'http://news.example.invalid/rss.xml' });
const read = (file: string) => rss.read(savedPage(`rss/${file}`, source.url), source);

describe('reading a feed', () => {
  it('reads RSS 2.0 with relative, guid-only and undated items', () => {
    const { pages } = read('rss-2.xml');
    expect(pages.map(({ url }) => url)).toEqual([
      'http://news.example.invalid/2026/03/02/1001.html?utm_source=rss',
      'http://news.example.invalid/2026/03/02/1002.html',
      'http://news.example.invalid/2026/03/02/1003.html',
    ]);
    expect(pages[0]).toMatchObject({
      updatedAt: '2026-03-02T01:30:00.000Z',
      hints: { title: '甲样市开展药品网络销售检查', author: '样记者', text: '检查组走访了 三家 药店。' },
    });
    expect(pages[1]?.updatedAt).toBeUndefined();
  });

  it('reads Atom with the alternate link and the later time', () => {
    expect(read('atom.xml').pages).toEqual([
      {
        url: 'http://health.example.invalid/a/1',
        updatedAt: '2026-03-02T02:00:00.000Z',
        hints: {
          title: '感冒药 怎么选',
          publishedAt: '2026-03-01T00:00:00.000Z',
          author: '样药师',
          text: '按说明书使用。',
        },
      },
    ]);
  });

  it('reads JSON Feed', () => {
    expect(read('feed.json').pages[0]).toMatchObject({
      url: 'http://notice.example.invalid/1',
      hints: { title: '抽检公告' },
    });
  });

  it.each([
    ['an entity bomb', savedPage('rss/bomb.xml', source.url)],
    ['an external entity', savedPage('rss/external.xml', source.url)],
    ['HTML', savedPage('news-list/list.html', source.url)],
    ['nothing', savedPage('rss/rss-2.xml', source.url, { text: '' })],
    ['broken JSON', savedPage('rss/feed.json', source.url, { text: '{"items": 3}' })],
    ['nesting without end', savedPage('rss/rss-2.xml', source.url, { text: '<rss>'.repeat(50_000) })],
  ])('refuses %s as bad-feed', (_, page) => {
    expect(() => rss.read(page, source)).toThrow(expect.objectContaining({ reason: 'bad-feed' }) as FetchFault);
  });
});
