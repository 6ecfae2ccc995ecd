import { gunzipSync } from 'node:zlib';
import { FetchFault } from '../fetch-fault';
import { decodeBytes } from '../extract/decode-bytes';
import { listingTime } from '../listings/listing-time';
import { asNode, listOf, readXml, textOf, type XmlNode } from '../listings/read-xml';
import type { FoundPage, Listing, ListingPage, SourceKindDefinition } from './source-kind';

const maxBytes = 50 * 1024 * 1024;
const maxParts = 50;

function textOfSitemap(page: ListingPage): string {
  const isGzip = page.bytes[0] === 0x1f && page.bytes[1] === 0x8b;
  if (!isGzip) return page.text;
  try {
    return decodeBytes(gunzipSync(page.bytes, { maxOutputLength: maxBytes }), undefined).text;
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const reason = isTooLarge ? 'decompression-bomb' : 'bad-sitemap';
    throw new FetchFault({ reason, message: `${page.url} 无法解压`, retry: 'never', cause });
  }
}

function foundPage(node: XmlNode): FoundPage[] {
  const url = textOf(node['loc']);
  if (url === undefined) return [];
  const news = asNode(node['news']);
  const publishedAt = listingTime(textOf(news['publication_date']));
  const title = textOf(news['title']);
  const updatedAt = listingTime(textOf(node['lastmod'])) ?? publishedAt;
  return [
    {
      url,
      updatedAt,
      hints: { ...(title === undefined ? {} : { title }), ...(publishedAt === undefined ? {} : { publishedAt }) },
    },
  ];
}

function byTime(a: { updatedAt?: string | undefined }, b: { updatedAt?: string | undefined }): number {
  return Date.parse(b.updatedAt ?? '1970-01-01') - Date.parse(a.updatedAt ?? '1970-01-01');
}

function read(page: ListingPage): Listing {
  const text = textOfSitemap(page);
  if (!/^\s*(?:\uFEFF)?\s*</u.test(text)) {
    // A plain list of addresses, one a line, is a sitemap too (sitemaps.org).
    const lines = text.split(/\r?\n/u).filter((line) => /^https?:\/\/\S+$/u.test(line.trim()));
    if (lines.length > 0) return { pages: lines.map((line) => ({ url: line.trim() })), next: [] };
  }
  const root = readXml(text, 'bad-sitemap');
  if (root['sitemapindex'] !== undefined) {
    const parts = listOf(asNode(root['sitemapindex'])['sitemap']).map((part) => foundPage(asNode(part))[0]);
    const newest = parts.filter((part) => part !== undefined).sort(byTime);
    return { pages: [], next: newest.slice(0, maxParts).map(({ url }) => ({ url, as: 'part' })) };
  }
  if (root['urlset'] === undefined) {
    throw new FetchFault({
      reason: 'bad-sitemap',
      message: `${page.url} 不是站点地图 (not a sitemap)`,
      retry: 'back-off',
    });
  }
  const pages = listOf(asNode(root['urlset'])['url']).flatMap((node) => foundPage(asNode(node)));
  return { pages: pages.sort(byTime), next: [] };
}

/** Sitemaps of sitemaps.org: index, gzip, news extension, plain text. Newest pages first. */
export const sitemap: SourceKindDefinition = {
  kind: 'sitemap',
  name: '站点地图（sitemap）',
  maxListPages: maxParts,
  isDrawn: false,
  start: (source) => [source.url],
  read,
};
