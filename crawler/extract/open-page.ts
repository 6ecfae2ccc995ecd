import { load } from 'cheerio/slim';
import type { CheerioAPI } from 'cheerio/slim';
import { isTag } from 'domhandler';
import type { AnyNode, Element } from 'domhandler';
import { limitNesting } from './limit-nesting';

/** A parsed page. Nothing in it is ever executed or fetched. */
export interface OpenPage {
  readonly $: CheerioAPI;
  /** One element that holds everything, also what stands outside of `<body>`. */
  readonly top: Element;
  readonly url: string | null;
  /** What relative addresses are resolved against: `<base href>` or the page's own address. */
  readonly base: string | null;
}

/** Parses HTML of any nesting depth in linear time. */
export function openPage(html: string, url: string | null): OpenPage {
  const $ = load(`<page-root>${limitNesting(html)}`);
  const top = $('page-root')[0];
  if (top === undefined) throw new Error('the parser lost the root element');
  const base = $('base[href]').first().attr('href');
  return { $, top, url, base: (base === undefined ? null : resolveAddress(base, url)) ?? url };
}

/** Elements of a name below an element, in reading order. */
export function descendants(root: Element, name: string): Element[] {
  const found: Element[] = [];
  const stack: AnyNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isElement(node)) continue;
    if (node.name === name && node !== root) found.push(node);
    for (let at = node.children.length - 1; at >= 0; at--) stack.push(node.children[at] as AnyNode);
  }
  return found;
}

/** An absolute http(s) address, or `null` where there is none (other schemes, fragments, broken ones). */
export function resolveAddress(href: string, base: string | null): string | null {
  const trimmed = href.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return null;
  try {
    const address = base === null ? new URL(trimmed) : new URL(trimmed, base);
    if (address.protocol !== 'http:' && address.protocol !== 'https:') return null;
    return address.href;
  } catch {
    return null;
  }
}

/** An element of any name, scripts and styles included. */
export function isElement(node: AnyNode): node is Element {
  return isTag(node);
}

/** Text with every run of white space as one space, trimmed; zero-width characters dropped. */
export function tidyText(text: string): string {
  return text
    .replace(/[\u200b-\u200d\u2060\ufeff]+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
