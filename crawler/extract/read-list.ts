import { isText } from 'domhandler';
import type { Element } from 'domhandler';
import { nameHint } from './boilerplate';
import { parentOf } from './choose-body';
import { findDates, formatDate } from './find-dates';
import { isElement, openPage, resolveAddress, tidyText } from './open-page';
import type { OpenPage } from './open-page';
import { countUnits } from './page-blocks';
import { readNextPageUrl } from './page-links';

export interface ListItem {
  readonly url: string;
  readonly title: string;
  /** The date written beside the link, `YYYY-MM-DD` or RFC 3339. */
  readonly publishedAt: string | null;
}

export interface PageList {
  readonly items: readonly ListItem[];
  readonly nextPageUrl: string | null;
  /** The selector that gives these links: the one asked for where it found any, else the suggested one; `null` where there is no list. */
  readonly selector: string | null;
  readonly by: 'selector' | 'structure' | 'none';
}

export interface ListInput {
  readonly url: string | null;
  readonly html: string;
  /** CSS selector of the items: links, or elements that hold one. */
  readonly item?: string | undefined;
}

const mostItems = 500;

/** Reads the article links of a list page by a selector, or, without one or where it finds nothing, by the page's repeated structure. */
export function readList(input: ListInput): PageList {
  const page = openPage(input.html, input.url);
  return listOf(page, input.item);
}

/** As `readList`, of a page that is already parsed. */
export function listOf(page: OpenPage, selector: string | undefined): PageList {
  const nextPageUrl = readNextPageUrl(page);
  const asked = selector === undefined ? [] : selectedLinks(page, selector);
  if (selector !== undefined && asked.length > 0)
    return { items: toItems(page, asked), nextPageUrl, selector, by: 'selector' };
  const group = bestGroup(page);
  if (group === null) return { items: [], nextPageUrl, selector: null, by: 'none' };
  return { items: toItems(page, group.links), nextPageUrl, selector: group.selector, by: 'structure' };
}

function selectedLinks(page: OpenPage, selector: string): Element[] {
  const { $ } = page;
  try {
    return $(selector)
      .map((_, element) =>
        isElement(element) && element.name === 'a'
          ? element
          : $(element)
              .find('a[href]')
              .get()
              .sort((a, b) => $(b).text().length - $(a).text().length)[0],
      )
      .get();
  } catch {
    return [];
  }
}

interface LinkGroup {
  readonly links: Element[];
  readonly selector: string;
}

function bestGroup(page: OpenPage): LinkGroup | null {
  const { $ } = page;
  const groups = new Map<string, Element[]>();
  $('a[href]').each((_, element) => {
    const text = tidyText($(element).text());
    if (countUnits(text) < 6 || resolveAddress(element.attribs.href ?? '', page.base) === null) return;
    const key = pathOf(element).join(' > ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [element]);
    else if (group.length < mostItems) group.push(element);
  });
  let best: { group: LinkGroup; score: number } | null = null;
  for (const [selector, links] of groups) {
    if (links.length < 3) continue;
    const score = groupScore(page, links);
    if (best === null || score > best.score) best = { group: { links, selector }, score };
  }
  return best?.group ?? null;
}

function groupScore({ $ }: OpenPage, links: readonly Element[]): number {
  const units = links.reduce((sum, link) => sum + Math.min(40, countUnits($(link).text())), 0) / links.length;
  const dated =
    links.slice(0, 10).filter((link) => findDates(surroundings(link)).length > 0).length / Math.min(10, links.length);
  const different = new Set(links.map((link) => link.attribs.href)).size / links.length;
  const named = ancestors(links[0] ?? null).some((element) => nameHint(element) === 'never') ? 0.1 : 1;
  return Math.min(60, links.length) ** 0.7 * units * (1 + dated * 1.5) * different * named;
}

/** Tag and first class of a link and its ancestors up to the part with an id, innermost last: a selector. */
function pathOf(link: Element): string[] {
  const path: string[] = [];
  for (let at: Element | null = link; at !== null && path.length < 5 && at.name !== 'body'; at = parentOf(at)) {
    const { id } = at.attribs;
    const stableId = id !== undefined && /^[a-z][\w-]*$/iu.test(id) && !/\d/u.test(id);
    path.unshift(stableId ? `${at.name}#${id}` : at.name + stableClass(at));
    if (stableId) break;
  }
  return path;
}

function stableClass(element: Element): string {
  const first = (element.attribs.class ?? '').trim().split(/\s+/u)[0] ?? '';
  const stable =
    /^[a-z][a-z_-]*$/iu.test(first) && !/^(?:odd|even|first|last|active|current|on|cur|clearfix)$/iu.test(first);
  return stable ? `.${first}` : '';
}

function toItems(page: OpenPage, links: readonly Element[]): ListItem[] {
  const items = new Map<string, ListItem>();
  for (const link of links) {
    const url = resolveAddress(link.attribs.href ?? '', page.base);
    if (url === null || items.has(url) || items.size >= mostItems) continue;
    const title = tidyText(link.attribs.title ?? '') || tidyText(page.$(link).text());
    const date = findDates(surroundings(link)).find(({ year }) => year !== null);
    items.set(url, { url, title, publishedAt: date === undefined ? null : formatDate(date) });
  }
  return [...items.values()];
}

/** Text of the largest part around a link that holds no second headline-like link. */
function surroundings(link: Element): string {
  let widest = link;
  for (let at = parentOf(link), up = 0; at !== null && up < 4; at = parentOf(at), up += 1) {
    if (hasOtherHeadline(at, link)) break;
    widest = at;
  }
  return spaced(widest, 600);
}

const mostNodesLookedAt = 400;

/** Whether a part holds another link as long as a headline; a part too large to look through counts as one that does. */
function hasOtherHeadline(part: Element, link: Element): boolean {
  let looked = 0;
  const stack: Element['children'] = [...part.children.slice(0, mostNodesLookedAt)];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    looked += 1;
    if (looked > mostNodesLookedAt) return true;
    if (!isElement(node) || node === link) continue;
    if (node.name === 'a' && node.attribs.href !== link.attribs.href && countUnits(spaced(node, 200)) >= 6) return true;
    stack.push(...node.children.slice(0, mostNodesLookedAt));
  }
  return false;
}

/** The first `most` characters of an element's text, a space between nodes. */
function spaced(element: Element, most: number): string {
  let text = '';
  const stack: Element['children'] = [element];
  for (let node = stack.pop(); node !== undefined && text.length < most; node = stack.pop()) {
    if (isText(node)) text += ` ${node.data.slice(0, most)}`;
    else if (isElement(node))
      for (let at = node.children.length - 1; at >= 0; at--)
        stack.push(node.children[at] as (typeof node.children)[number]);
  }
  return text.slice(0, most);
}

function ancestors(element: Element | null): Element[] {
  const found: Element[] = [];
  for (let at = element; at !== null; at = parentOf(at)) found.push(at);
  return found;
}
