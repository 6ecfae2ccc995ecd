import type { Element } from 'domhandler';
import type { PageImage, PageLink } from './extracted-page';
import { isHidden } from './page-blocks';
import { descendants, resolveAddress, tidyText } from './open-page';
import type { OpenPage } from './open-page';

const mostLinks = 3000;
const mostImages = 200;
const nextText = /^(?:下一?页|后一?页|后页|下一頁|下頁|next(?: page)?|older(?: posts| entries)?)\s*[>›»→]*$|^[›»]$/iu;

/** Every link of the page, absolute, each address once with its first text. */
export function readLinks(page: OpenPage): PageLink[] {
  const seen = new Map<string, PageLink>();
  page.$('a[href], area[href]').each((_, element) => {
    const url = resolveAddress(element.attribs.href ?? '', page.base);
    if (url === null || seen.size >= mostLinks) return;
    const text = tidyText(page.$(element).text()) || tidyText(element.attribs.title ?? element.attribs.alt ?? '');
    const known = seen.get(url);
    if (known === undefined || (known.text === '' && text !== '')) seen.set(url, { url, text });
  });
  return [...seen.values()];
}

/** Pictures below an element with absolute addresses; lazily loaded ones by their `data-` address, dots and spacers left out. */
export function readImages(page: OpenPage, root: Element): PageImage[] {
  const seen = new Map<string, PageImage>();
  for (const element of descendants(root, 'img')) {
    const url = imageAddress(element, page.base);
    if (url === null || seen.size >= mostImages || isTiny(element) || isHidden(element)) continue;
    if (!seen.has(url)) seen.set(url, { url, alt: tidyText(element.attribs.alt ?? '') });
  }
  return [...seen.values()];
}

/** The address an `<img>` really shows: lazy-loading attributes win over a placeholder in `src`. */
export function imageAddress(element: Element, base: string | null): string | null {
  const { attribs } = element;
  const candidates = [
    'data-src',
    'data-original',
    'data-lazy-src',
    'data-actualsrc',
    'data-url',
    'data-lazyload',
    'src',
  ]
    .map((name) => attribs[name])
    .concat((attribs.srcset ?? attribs['data-srcset'])?.split(/\s+/u)[0]);
  for (const candidate of candidates) {
    if (candidate === undefined || candidate.startsWith('data:')) continue;
    const url = resolveAddress(candidate, base);
    if (url !== null) return url;
  }
  return null;
}

/** The next page of a paged article or list: `rel=next`, or a link that says so and leads to another page of the same site. */
export function readNextPageUrl(page: OpenPage): string | null {
  const { $, base, url } = page;
  const declared = $('link[rel="next"][href], a[rel="next"][href]').first().attr('href');
  const texts = $('a[href]')
    .filter((_, element) => nextText.test(tidyText($(element).text())))
    .map((_, element) => element.attribs.href)
    .get();
  for (const href of [declared, ...texts]) {
    const next = href === undefined ? null : resolveAddress(href, base);
    if (next !== null && isSameSite(next, url) && withoutFragment(next) !== withoutFragment(url ?? '')) return next;
  }
  return null;
}

function isSameSite(address: string, url: string | null): boolean {
  return url === null || new URL(address).hostname === hostnameOf(url);
}

function hostnameOf(url: string): string | null {
  try {
    return new URL(url).hostname;
  } catch {
    return null;
  }
}

function withoutFragment(address: string): string {
  return address.replace(/#.*$/u, '');
}

function isTiny(element: Element): boolean {
  const width = Number.parseInt(element.attribs.width ?? '', 10);
  const height = Number.parseInt(element.attribs.height ?? '', 10);
  return width <= 20 || height <= 20;
}
