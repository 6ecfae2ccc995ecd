import { z } from 'zod';
import { normaliseTime } from './find-dates';
import { resolveAddress, tidyText } from './open-page';
import { attribute, children, childText, nodeText, parseXml } from './parse-xml';
import type { XmlNode } from './parse-xml';

export interface FeedItem {
  readonly url: string;
  readonly title: string;
  readonly publishedAt: string | null;
  readonly author: string | null;
  readonly summary: string;
}

export interface Feed {
  readonly form: 'rss' | 'atom' | 'rdf' | 'json';
  readonly title: string;
  readonly items: readonly FeedItem[];
}

export type FeedOutcome =
  | { readonly ok: true; readonly feed: Feed }
  | { readonly ok: false; readonly reason: 'empty' | 'too-large' | 'not-a-feed'; readonly message: string };

const maxCharacters = 20_000_000;
const mostItems = 5000;

/** Reads RSS 0.9–2.0, RDF, Atom or JSON Feed. Addresses are absolute; items without one are left out. Never throws. */
export function readFeed(text: string, url: string | null): FeedOutcome {
  const body = text.replace(/^\ufeff/u, '').trim();
  if (body === '') return { ok: false, reason: 'empty', message: '订阅源是空的 (the feed is empty)' };
  if (body.length > maxCharacters)
    return { ok: false, reason: 'too-large', message: '订阅源太大 (the feed is too large)' };
  const feed = body.startsWith('{') ? readJsonFeed(body, url) : readXmlFeed(body, url);
  return feed === null
    ? { ok: false, reason: 'not-a-feed', message: '不是 RSS、Atom 或 JSON Feed (not a feed)' }
    : { ok: true, feed };
}

function readXmlFeed(xml: string, url: string | null): Feed | null {
  const root = parseXml(xml);
  const rss = children(root, 'rss')[0];
  const rdf = children(root, 'RDF')[0];
  const atom = children(root, 'feed')[0];
  if (rss !== undefined) {
    const channel = children(rss, 'channel')[0] ?? {};
    return { form: 'rss', title: childText(channel, 'title'), items: items(children(channel, 'item'), url) };
  }
  if (rdf !== undefined) {
    return {
      form: 'rdf',
      title: childText(children(rdf, 'channel')[0], 'title'),
      items: items(children(rdf, 'item'), url),
    };
  }
  if (atom !== undefined)
    return { form: 'atom', title: childText(atom, 'title'), items: items(children(atom, 'entry'), url) };
  return null;
}

function items(nodes: readonly XmlNode[], base: string | null): FeedItem[] {
  return nodes.slice(0, mostItems).flatMap((node) => {
    const url = resolveAddress(linkOf(node), base);
    if (url === null) return [];
    const written = childText(node, 'pubDate', 'published', 'date', 'issued', 'updated', 'modified');
    const author = childText(node, 'author', 'creator') || childText(children(node, 'author')[0], 'name');
    return [
      {
        url,
        title: childText(node, 'title'),
        publishedAt: normaliseTime(written),
        author: author === '' ? null : author,
        summary: childText(node, 'description', 'summary', 'encoded', 'content'),
      },
    ];
  });
}

function linkOf(node: XmlNode): string {
  const links = children(node, 'link');
  const alternate = links.find(
    (link) => attribute(link, 'href') !== '' && ['', 'alternate'].includes(attribute(link, 'rel')),
  );
  if (alternate !== undefined) return attribute(alternate, 'href');
  const written = links.map(nodeText).find((text) => text !== '');
  if (written !== undefined) return written;
  const identity = children(node, 'guid')[0] ?? children(node, 'id')[0];
  if (identity === undefined || attribute(identity, 'isPermaLink') === 'false')
    return node['@rdf:about'] === undefined ? '' : attribute(node, 'rdf:about');
  return nodeText(identity);
}

const jsonFeed = z.object({
  version: z.string(),
  title: z.string().default(''),
  items: z.array(
    z
      .object({
        url: z.string(),
        external_url: z.string(),
        id: z.union([z.string(), z.number()]),
        title: z.string(),
        date_published: z.string(),
        summary: z.string(),
        content_text: z.string(),
        authors: z.array(z.object({ name: z.string() }).partial()),
        author: z.object({ name: z.string() }).partial(),
      })
      .partial(),
  ),
});

function readJsonFeed(text: string, base: string | null): Feed | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = jsonFeed.safeParse(value);
  if (!parsed.success || !/jsonfeed/u.test(parsed.data.version)) return null;
  const list = parsed.data.items.slice(0, mostItems).flatMap((item): FeedItem[] => {
    const url = resolveAddress(item.url ?? item.external_url ?? String(item.id ?? ''), base);
    if (url === null) return [];
    const publishedAt = normaliseTime(item.date_published ?? '');
    const author = item.authors?.[0]?.name ?? item.author?.name ?? null;
    return [
      {
        url,
        title: tidyText(item.title ?? ''),
        publishedAt,
        author,
        summary: tidyText(item.summary ?? item.content_text ?? ''),
      },
    ];
  });
  return { form: 'json', title: parsed.data.title, items: list };
}
