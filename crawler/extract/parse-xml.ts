import { XMLParser } from 'fast-xml-parser';
import { load } from 'cheerio/slim';
import { tidyText } from './open-page';

/** A parsed XML element: children by local name, text under `#text`, attributes as `@name`. */
export type XmlNode = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  cdataPropName: '#cdata',
  maxNestedTags: 60,
  stopNodes: ['*.content', '*.content:encoded', '*.xhtml'],
});

/** Parses XML without its DTD: the declaration is dropped before parsing, so no entity of its own is ever expanded. `null` where it is not XML. */
export function parseXml(xml: string): XmlNode | null {
  const bare = dropDoctype(xml);
  if (bare === null) return null;
  try {
    const parsed: unknown = parser.parse(bare);
    return isNode(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** Child elements of a name, with or without a namespace prefix. */
export function children(node: unknown, name: string): XmlNode[] {
  if (!isNode(node)) return [];
  const found: XmlNode[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (localName(key) !== name || key.startsWith('@')) continue;
    const list: unknown[] = Array.isArray(value) ? value : [value];
    for (const each of list) found.push(isNode(each) ? each : { '#text': each });
  }
  return found;
}

/** Plain text of the first child of any of the names; markup inside is dropped, the five XML entities and HTML's are read. */
export function childText(node: unknown, ...names: readonly string[]): string {
  for (const name of names) {
    for (const child of children(node, name)) {
      const text = nodeText(child);
      if (text !== '') return text;
    }
  }
  return '';
}

/** Plain text of an element. */
export function nodeText(node: XmlNode): string {
  const raw = ['#text', '#cdata'].map((key) => pieces(node[key])).join('');
  return plain(raw);
}

export function attribute(node: XmlNode, name: string): string {
  const value = node[`@${name}`];
  return typeof value === 'string' ? plain(value) : '';
}

function plain(raw: string): string {
  const decoded = /[&<]/u.test(raw) ? load(raw).text() : raw;
  return tidyText(/<[a-z/][^<>]*>|&(?:#\d+|[a-z]+);/iu.test(decoded) ? load(decoded).text() : decoded);
}

function pieces(value: unknown): string {
  if (Array.isArray(value)) return value.map(pieces).join('');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function localName(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dropDoctype(xml: string): string | null {
  const start = xml.search(/<!DOCTYPE/iu);
  if (start === -1) return xml;
  const open = xml.indexOf('[', start);
  const close = xml.indexOf('>', start);
  if (close === -1) return null;
  if (open === -1 || open > close) return xml.slice(0, start) + xml.slice(close + 1);
  const end = /\]\s*>/u.exec(xml.slice(open));
  return end === null ? null : xml.slice(0, start) + xml.slice(open + end.index + end[0].length);
}
