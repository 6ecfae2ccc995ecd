import type { CheerioAPI } from 'cheerio/slim';
import { tidyText } from '../open-page';
import { normaliseTime } from '../find-dates';
import type { PageFacts, Reading } from '../reading';

/** A node of a page's JSON-LD: an object with `@type` and anything else. */
export type LinkedNode = Readonly<Record<string, unknown>>;

const largest = 2_000_000;
const mostNodes = 500;
const articleTypes = /Article|BlogPosting|Report|WebPage$|DiscussionForumPosting|Posting/u;

/** All JSON-LD nodes of a page, `@graph` and lists opened; blocks that are not JSON are passed over, as browsers do. */
export function linkedNodes($: CheerioAPI): LinkedNode[] {
  const nodes: LinkedNode[] = [];
  $('script[type*="ld+json"]').each((_, element) => {
    const text = $(element).text();
    if (text.length < largest) collect(parseLenient(text), nodes, 0);
  });
  return nodes;
}

/** Types of a node as one string, `NewsArticle Article`. */
export function linkedType(node: LinkedNode): string {
  const type = node['@type'];
  return Array.isArray(type)
    ? type.filter((each) => typeof each === 'string').join(' ')
    : typeof type === 'string'
      ? type
      : '';
}

/** The name behind a JSON-LD value: a string, a node with a name, or the first of a list. */
export function linkedName(value: unknown): string {
  if (typeof value === 'string') return tidyText(value);
  if (Array.isArray(value))
    return value
      .map(linkedName)
      .filter((name) => name !== '')
      .join('、');
  return isNode(value) ? linkedName(value.name) : '';
}

/** Title, time, author and site out of article nodes. */
export function readJsonLd(facts: PageFacts): Reading[] {
  const readings: Reading[] = [];
  const add = (field: Reading['field'], value: string, confidence: number): void => {
    if (value !== '') readings.push({ field, value, reader: 'json-ld', confidence });
  };
  for (const node of linkedNodes(facts.$)) {
    const type = linkedType(node);
    if (!articleTypes.test(type)) continue;
    const sure = type.endsWith('WebPage') ? 0.2 : 0;
    if (/Article|Posting|Report/u.test(type)) add('kind', 'article', 0.7);
    add('title', linkedName(node.headline), 0.8 - sure);
    add(
      'publishedAt',
      typeof node.datePublished === 'string' ? (normaliseTime(node.datePublished) ?? '') : '',
      0.85 - sure,
    );
    add('author', linkedName(node.author), 0.8 - sure);
    add('siteName', linkedName(node.publisher), 0.75 - sure);
  }
  return readings;
}

function collect(value: unknown, nodes: LinkedNode[], depth: number): void {
  if (depth > 6 || nodes.length >= mostNodes) return;
  if (Array.isArray(value)) value.forEach((each) => collect(each, nodes, depth + 1));
  else if (isNode(value)) {
    if (value['@type'] !== undefined) nodes.push(value);
    for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement', 'item'])
      collect(value[key], nodes, depth + 1);
  }
}

function parseLenient(text: string): unknown {
  const bare = text.replace(/^\s*(?:<!--|\/\/<!\[CDATA\[)|(?:-->|\/\/\]\]>)\s*$/gu, '').trim();
  for (const attempt of [bare, bare.replace(/[\r\n\t]+/gu, ' '), bare.replace(/,\s*([}\]])/gu, '$1')]) {
    try {
      return JSON.parse(attempt) as unknown;
    } catch {
      continue;
    }
  }
  return null;
}

function isNode(value: unknown): value is LinkedNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
