import { normaliseTime } from './find-dates';
import { resolveAddress } from './open-page';
import { children, childText, parseXml } from './parse-xml';

export interface SitemapPage {
  readonly url: string;
  readonly modifiedAt: string | null;
  /** From a news sitemap: headline and time of publication. */
  readonly title: string | null;
  readonly publishedAt: string | null;
}

export interface Sitemap {
  readonly pages: readonly SitemapPage[];
  /** Sitemaps that an index names. */
  readonly sitemaps: readonly { readonly url: string; readonly modifiedAt: string | null }[];
}

export type SitemapOutcome =
  | { readonly ok: true; readonly sitemap: Sitemap }
  | { readonly ok: false; readonly reason: 'empty' | 'too-large' | 'not-a-sitemap'; readonly message: string };

const maxCharacters = 52_428_800;
const mostPages = 50_000;

/** Reads a sitemap, a sitemap index, a news sitemap, or a plain text list of addresses. Never throws. */
export function readSitemap(text: string, url: string | null): SitemapOutcome {
  const body = text.replace(/^\ufeff/u, '').trim();
  if (body === '') return { ok: false, reason: 'empty', message: '站点地图是空的 (the sitemap is empty)' };
  if (body.length > maxCharacters)
    return { ok: false, reason: 'too-large', message: '站点地图太大 (the sitemap is too large)' };
  const sitemap = body.startsWith('<') ? readXml(body, url) : readPlain(body);
  return sitemap === null
    ? { ok: false, reason: 'not-a-sitemap', message: '不是站点地图 (not a sitemap)' }
    : { ok: true, sitemap };
}

function readXml(xml: string, base: string | null): Sitemap | null {
  const root = parseXml(xml);
  const index = children(root, 'sitemapindex')[0];
  const set = children(root, 'urlset')[0];
  if (index === undefined && set === undefined) return null;
  const pages = children(set, 'url')
    .slice(0, mostPages)
    .flatMap((node): SitemapPage[] => {
      const url = resolveAddress(childText(node, 'loc'), base);
      if (url === null) return [];
      const news = children(node, 'news')[0];
      const title = childText(news, 'title');
      return [
        {
          url,
          modifiedAt: normaliseTime(childText(node, 'lastmod')),
          title: title === '' ? null : title,
          publishedAt: normaliseTime(childText(news, 'publication_date')),
        },
      ];
    });
  const sitemaps = children(index, 'sitemap').flatMap((node) => {
    const url = resolveAddress(childText(node, 'loc'), base);
    return url === null ? [] : [{ url, modifiedAt: normaliseTime(childText(node, 'lastmod')) }];
  });
  return { pages, sitemaps };
}

function readPlain(text: string): Sitemap | null {
  const urls = text.split(/\s+/u).map((line) => resolveAddress(line, null));
  if (urls.some((url) => url === null)) return null;
  const pages = urls
    .slice(0, mostPages)
    .flatMap((url) => (url === null ? [] : [{ url, modifiedAt: null, title: null, publishedAt: null }]));
  return { pages, sitemaps: [] };
}
