import { gzipSync } from 'node:zlib';
import { sitemap } from '../../../crawler/sources/sitemap';
import { testSource } from '../local-web';
import { savedPage } from './saved-page';

const source = testSource({ kind: 'sitemap', url: 'http://news.example.invalid/sitemap.xml' });

describe('reading a sitemap', () => {
  it('gives the newest pages first, with the news extension', () => {
    const { pages } = sitemap.read(savedPage('sitemap/urlset.xml', source.url), source);
    expect(pages.map(({ url }) => url.split('/').at(-1))).toEqual(['new.html', 'old.html', 'undated.html']);
    expect(pages[0]).toMatchObject({ hints: { title: '新的一篇' } });
  });

  it('follows an index, newest part first', () => {
    const { next } = sitemap.read(savedPage('sitemap/index.xml', source.url), source);
    expect(next.map(({ url, as }) => `${as} ${url.slice(-11)}`)).toEqual(['part 2026.xml.gz', 'part 2025.xml.gz']);
  });

  it('reads gzip and plain text', () => {
    const page = savedPage('sitemap/urlset.xml', source.url);
    expect(sitemap.read({ ...page, bytes: gzipSync(page.bytes), text: '\u001f' }, source).pages).toHaveLength(3);
    expect(sitemap.read(savedPage('sitemap/plain.txt', source.url), source).pages).toHaveLength(2);
  });

  it.each([
    ['HTML', savedPage('news-list/list.html', source.url), 'bad-sitemap'],
    [
      'damaged gzip',
      savedPage('sitemap/plain.txt', source.url, { bytes: Buffer.from([0x1f, 0x8b, 1, 2]) }),
      'bad-sitemap',
    ],
    [
      'a gzip bomb',
      savedPage('sitemap/plain.txt', source.url, { bytes: gzipSync(Buffer.alloc(60 * 1024 * 1024)) }),
      'decompression-bomb',
    ],
  ])('refuses %s', (_, page, reason) => {
    expect(() => sitemap.read(page, source)).toThrow(expect.objectContaining({ reason }) as Error);
  });
});
