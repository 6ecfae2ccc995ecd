import { readList } from '../../../crawler/extract/read-list';
import { savedPage } from './saved-page';

const url = 'http://news.example/list/';

describe('readList', () => {
  test('finds the list by its structure, with dates, full titles, a selector and the next page', () => {
    expect(readList({ url, html: savedPage('news-list') })).toEqual({
      items: [
        { url: 'http://news.example/n/1.html', title: '青禾市启动秋季流感疫苗接种工作', publishedAt: '2026-09-01' },
        { url: 'http://news.example/n/2.html', title: '全市药店开展夜间售药服务试点', publishedAt: '2026-08-30' },
        {
          url: 'http://news.example/n/3.html',
          title: '某网店虚假宣传保健食品被立案调查处理',
          publishedAt: '2026-08-29',
        },
        { url: 'http://news.example/n/4.html', title: '医疗器械经营者座谈会在青禾召开', publishedAt: '2026-08-28' },
      ],
      nextPageUrl: 'http://news.example/list/?p=2',
      selector: 'ul.news-list > li > a',
      by: 'structure',
    });
  });

  test.each(['ul.news-list li', 'ul.news-list a', '.news-list'])('the selector %s is followed', (item) => {
    const list = readList({ url, html: savedPage('news-list'), item });
    expect(list).toMatchObject({ by: 'selector', selector: item });
    expect(list.items[0]?.publishedAt).toBe('2026-09-01');
  });

  test.each(['.gone', '>>>'])('the selector %s finds nothing, the structure stands in', (item) =>
    expect(readList({ url, html: savedPage('news-list'), item })).toMatchObject({ by: 'structure' }),
  );

  test('a page without a list gives none', () =>
    expect(readList({ url, html: '<p>只有一段话，没有链接。</p>' })).toEqual({
      items: [],
      nextPageUrl: null,
      selector: null,
      by: 'none',
    }));
});
