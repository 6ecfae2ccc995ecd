import { z } from 'zod';
import { FetchFault } from '../fetch-fault';
import { listingTime } from '../listings/listing-time';
import { asNode, listOf, readXml, textOf, type XmlNode } from '../listings/read-xml';
import type { FoundPage, Listing, ListingPage, SourceKindDefinition } from './source-kind';

const jsonFeed = z.looseObject({
  items: z.array(
    z.looseObject({
      url: z.string().optional(),
      external_url: z.string().optional(),
      title: z.string().optional(),
      date_published: z.string().optional(),
      date_modified: z.string().optional(),
      content_text: z.string().optional(),
      summary: z.string().optional(),
      authors: z.array(z.looseObject({ name: z.string().optional() })).optional(),
    }),
  ),
});

const maxHintCharacters = 4_000;

interface Entry {
  readonly link: string | undefined;
  readonly title: string | undefined;
  readonly published: string | undefined;
  readonly updated: string | undefined;
  readonly author: string | undefined;
  readonly text: string | undefined;
}

function plainText(html: string | undefined): string | undefined {
  const text = html
    ?.replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, maxHintCharacters);
  return text === '' ? undefined : text;
}

function rssEntry(item: XmlNode): Entry {
  const guid = textOf(item['guid']);
  return {
    link: textOf(item['link']) ?? (/^https?:/u.test(guid ?? '') ? guid : undefined),
    title: textOf(item['title']),
    published: textOf(item['pubDate']) ?? textOf(item['date']),
    updated: textOf(item['updated']) ?? textOf(item['modified']),
    author: textOf(item['creator']) ?? textOf(item['author']),
    text: textOf(item['description']) ?? textOf(item['encoded']),
  };
}

function atomEntry(entry: XmlNode): Entry {
  const links = listOf(entry['link']).map(asNode);
  const alternate = links.find((link) => link['@rel'] === undefined || link['@rel'] === 'alternate') ?? links[0];
  return {
    link: textOf(alternate?.['@href']),
    title: textOf(entry['title']),
    published: textOf(entry['published']) ?? textOf(entry['issued']),
    updated: textOf(entry['updated']) ?? textOf(entry['modified']),
    author: textOf(asNode(listOf(entry['author'])[0])['name']),
    text: textOf(entry['summary']) ?? textOf(entry['content']),
  };
}

function entriesOf(page: ListingPage): Entry[] {
  if (/^\s*\{/u.test(page.text)) return jsonEntries(page.text);
  const root = readXml(page.text, 'bad-feed');
  const channel = asNode(asNode(root['rss'])['channel']);
  const rdf = asNode(root['RDF']);
  const feed = asNode(root['feed']);
  if (root['rss'] === undefined && root['RDF'] === undefined && root['feed'] === undefined) {
    throw new FetchFault({ reason: 'bad-feed', message: `${page.url} 不是 RSS、Atom 或 JSON Feed`, retry: 'back-off' });
  }
  return [
    ...listOf(channel['item']).map((item) => rssEntry(asNode(item))),
    ...listOf(rdf['item']).map((item) => rssEntry(asNode(item))),
    ...listOf(feed['entry']).map((entry) => atomEntry(asNode(entry))),
  ];
}

function jsonEntries(text: string): Entry[] {
  try {
    return jsonFeed.parse(JSON.parse(text)).items.map((item) => ({
      link: item.url ?? item.external_url,
      title: item.title,
      published: item.date_published,
      updated: item.date_modified,
      author: item.authors?.[0]?.name,
      text: item.content_text ?? item.summary,
    }));
  } catch (cause) {
    throw new FetchFault({ reason: 'bad-feed', message: 'JSON Feed 无法解析', retry: 'back-off', cause });
  }
}

function foundPage(entry: Entry, base: string): FoundPage[] {
  if (entry.link === undefined || !URL.canParse(entry.link, base)) return [];
  const publishedAt = listingTime(entry.published);
  const hints = {
    ...(entry.title === undefined ? {} : { title: plainText(entry.title) ?? '' }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(entry.author === undefined ? {} : { author: entry.author }),
    ...(plainText(entry.text) === undefined ? {} : { text: plainText(entry.text) ?? '' }),
  };
  const updatedAt = listingTime(entry.updated) ?? publishedAt;
  return [{ url: new URL(entry.link, base).href, updatedAt, hints }];
}

function read(page: ListingPage): Listing {
  return { pages: entriesOf(page).flatMap((entry) => foundPage(entry, page.url)), next: [] };
}

/** RSS 0.9 to 2.0, RDF, Atom and JSON Feed. */
export const rss: SourceKindDefinition = {
  kind: 'rss',
  name: '订阅源（RSS、Atom、JSON Feed）',
  isDrawn: false,
  start: (source) => [source.url],
  read,
};
