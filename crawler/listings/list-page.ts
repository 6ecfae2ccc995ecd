import { load, type Cheerio, type CheerioAPI } from 'cheerio';
import type { Element } from 'domhandler';
import { limitNesting } from '../extract/limit-nesting';
import { listingTime } from './listing-time';
import type { FoundPage, ListingPage, NextListing } from '../sources/source-kind';

/** A list page opened for reading: its tree, and its base address. */
export interface OpenList {
  readonly $: CheerioAPI;
  readonly base: string;
}

type Selection = Cheerio<Element>;

const leastTitle = 4;
const nextWords = /^(?:下一?页|后一页|下页|next(?: page)?|[>›»→]{1,2}|下一页\s*[>›»→]{1,2})$/iu;
const outside =
  'nav, header, footer, .nav, .menu, .footer, .header, .crumb, .breadcrumb, .friend, .friend-links, .pager';
const datePattern = /\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?/u;

export function openList(page: ListingPage): OpenList {
  const $ = load(limitNesting(page.text));
  const own = $('base[href]').attr('href');
  const base = own !== undefined && URL.canParse(own, page.url) ? new URL(own, page.url).href : page.url;
  return { $, base };
}

/** Absolute http(s) address of a link, without its fragment; undefined for everything else and for the page itself. */
export function linkUrl(href: string | undefined, base: string): string | undefined {
  if (href === undefined || !URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  url.hash = '';
  const page = new URL(base);
  page.hash = '';
  return /^https?:$/u.test(url.protocol) && url.href !== page.href ? url.href : undefined;
}

export function cleanText(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/**
 * Links to articles of a list page: those of `selector` (links, or elements that hold one), or without it the links of the block that
 * carries the most title text. Each with its text as title and a date that stands beside it.
 */
export function articleLinks(list: OpenList, selector: string | undefined): FoundPage[] {
  const { $ } = list;
  const links =
    selector === undefined
      ? mainLinks(list)
      : $(selector)
          .toArray()
          .map((node) => anchorOf($, $(node)));
  const byUrl = new Map<string, FoundPage>();
  for (const link of links) {
    const url = linkUrl(link?.attr('href'), list.base);
    if (!link || url === undefined) continue;
    const title = titleOf(link);
    const known = byUrl.get(url);
    // A picture and a headline often link to the same page: the longer text is the headline.
    if (known && (known.hints?.title ?? '').length >= title.length) continue;
    const updatedAt = timeBeside(link);
    const hints = {
      ...(title === '' ? {} : { title }),
      ...(updatedAt === undefined ? {} : { publishedAt: updatedAt }),
    };
    byUrl.set(url, { url, hints, updatedAt });
  }
  return [...byUrl.values()];
}

function anchorOf($: CheerioAPI, node: Selection | Cheerio<never> | ReturnType<CheerioAPI>): Selection | undefined {
  const element = node as Selection;
  const anchor = element.is('a[href]') ? element : element.find('a[href]').first();
  return anchor.length === 0 ? undefined : $(anchor.get(0) as Element);
}

function titleOf(link: Selection): string {
  const text = cleanText(link.text());
  const attribute = cleanText(link.attr('title') ?? '');
  const shown = /(?:\.{3}|…)$/u.test(text) && attribute.length > text.length ? attribute : text;
  return (shown === '' ? attribute || (link.find('img').attr('alt') ?? '') : shown).replace(datePattern, '').trim();
}

function timeBeside(link: Selection): string | undefined {
  for (let node = link.parent(), depth = 0; node.length > 0 && depth < 3; node = node.parent(), depth += 1) {
    // A block with several links has several dates: none is this link's for certain.
    if (node.find('a[href]').length > 2) return undefined;
    const found = datePattern.exec(node.text())?.[0];
    if (found !== undefined) return listingTime(found);
  }
  return undefined;
}

/** Where the article links are, when nobody says: links are grouped by the tags and classes around them. */
function mainLinks({ $, base }: OpenList): Selection[] {
  const host = new URL(base).host;
  const groups = new Map<string, { weight: number; links: Selection[] }>();
  for (const node of $('a[href]').toArray()) {
    const link = $(node);
    const url = linkUrl(link.attr('href'), base);
    const title = titleOf(link);
    if (url === undefined || new URL(url).host !== host || title.length < leastTitle) continue;
    if (link.closest(outside).length > 0 || nextWords.test(title)) continue;
    const signature = signatureOf(link);
    const group = groups.get(signature) ?? { weight: 0, links: [] };
    group.links.push(link);
    // Long titles are articles; short ones are channels and buttons.
    group.weight += title.length >= 8 ? title.length : title.length / 4;
    groups.set(signature, group);
  }
  return [...groups.values()].sort((a, b) => b.weight - a.weight)[0]?.links ?? [];
}

function signatureOf(link: Selection): string {
  return link
    .parents()
    .slice(0, 3)
    .toArray()
    .map((parent) => `${parent.name}.${(parent.attribs['class'] ?? '').split(/\s+/u)[0] ?? ''}`)
    .join('<');
}

/** The next page of a row: rel=next, a link that says so, or the number after this page's in a pager. */
export function nextPage({ $, base }: OpenList): NextListing[] {
  const related = linkUrl($('link[rel=next], a[rel=next]').attr('href'), base);
  if (related !== undefined) return [{ url: related, as: 'page' }];
  const links = $('a[href]')
    .toArray()
    .map((node) => $(node));
  const named = links.find((link) => nextWords.test(cleanText(link.text())));
  const url = linkUrl((named ?? numberedNext($, links, base))?.attr('href'), base);
  return url === undefined ? [] : [{ url, as: 'page' }];
}

function numberedNext($: CheerioAPI, links: readonly Selection[], base: string): Selection | undefined {
  const pager = $('[class*=pag i]').has('a[href]').last();
  if (pager.length === 0) return undefined;
  const marked = cleanText(pager.find('.on, .active, .current, .cur, [aria-current]').first().text());
  const inQuery = /[?&](?:page|pn|p|pageno)=(\d{1,4})/iu.exec(base)?.[1];
  const current = Number(/^\d{1,4}$/u.exec(marked)?.[0] ?? inQuery ?? '1');
  const inside = new Set(pager.find('a[href]').toArray());
  return links.find((link) => inside.has(link.get(0) as Element) && cleanText(link.text()) === String(current + 1));
}
