import type { Cheerio } from 'cheerio';
import type { Element } from 'domhandler';
import { shortHash } from '../canonical-url';
import { linkUrl, openList, type OpenList } from '../listings/list-page';
import type { FoundPage, Listing, ListingPage, NextListing, SourceKindDefinition } from './source-kind';

/** Names by which pages mark their advertisement places: whole words of class, id and data attributes. */
const slotWord =
  /(?:^|[-_\s])(?:ad|ads|adv|advert|advertisement|adbox|adslot|adsense|banner|guanggao|ggw|promo|sponsor(?:ed)?|tuiguang)(?:$|[-_\s\d])/iu;
const slotAttributes = ['data-ad-slot', 'data-ad', 'data-ad-client', 'data-adid', 'data-spm-ad'];
const labelText = /^\s*(?:广告|推广|赞助|AD)\s*$/iu;

const leastSide = 60;
const maxFrames = 20;

type Selection = Cheerio<Element>;

function isSlot(element: Selection): boolean {
  if (slotAttributes.some((name) => element.attr(name) !== undefined)) return true;
  return slotWord.test(element.attr('class') ?? '') || slotWord.test(element.attr('id') ?? '');
}

/** A word beside the picture that says what it is: an element of its own, holding nothing else. */
function hasLabel(block: Selection, $: OpenList['$']): boolean {
  return block
    .children()
    .toArray()
    .some((child) => $(child).children().length === 0 && labelText.test($(child).text()));
}

function isInSlot(element: Selection, $: OpenList['$']): boolean {
  if (/\b(?:sponsored|nofollow sponsored)\b/iu.test(element.closest('a').attr('rel') ?? '')) return true;
  const around = element.parents().slice(0, 5).toArray();
  return around.some((parent) => isSlot($(parent)) || hasLabel($(parent), $));
}

function isTooSmall(image: Selection): boolean {
  const side = (name: string) => Number(image.attr(name) ?? Number.NaN);
  return side('width') < leastSide || side('height') < leastSide;
}

function slotPage(image: Selection, list: OpenList, page: ListingPage): FoundPage | undefined {
  const address = image.attr('data-src') ?? image.attr('data-original') ?? image.attr('src');
  const imageUrl = linkUrl(address, list.base);
  if (imageUrl === undefined || isTooSmall(image)) return undefined;
  const pageUrl = page.shownOn ?? page.url;
  const landingUrl = linkUrl(image.closest('a').attr('href'), list.base);
  const alt = (image.attr('alt') ?? image.attr('title') ?? '').trim();
  return {
    url: `${pageUrl.split('#')[0] ?? pageUrl}#slot-${shortHash(imageUrl).slice(0, 16)}`,
    kind: 'ad',
    ...(alt === '' ? {} : { hints: { title: alt } }),
    slot: {
      pageUrl,
      imageUrl,
      ...(landingUrl === undefined ? {} : { landingUrl }),
      ...(alt === '' ? {} : { alt }),
    },
  };
}

function read(page: ListingPage): Listing {
  const list = openList(page);
  const { $ } = list;
  const isFrame = page.shownOn !== undefined;
  const pages = $('img')
    .toArray()
    .map((node) => $(node))
    .filter((image) => isFrame || isInSlot(image, $))
    .map((image) => slotPage(image, list, page))
    .filter((found) => found !== undefined);
  const frames: NextListing[] = $('iframe[src]')
    .toArray()
    .map((node) => $(node))
    .filter((frame) => !isFrame && (isSlot(frame) || isInSlot(frame, $)))
    .map((frame) => linkUrl(frame.attr('src'), list.base))
    .filter((url) => url !== undefined)
    .slice(0, maxFrames)
    .map((url) => ({ url, as: 'part', shownOn: page.url }));
  return { pages, next: frames };
}

/** Advertisement places of a page: pictures in marked blocks and in their frames, each with its landing address. */
export const adSlots: SourceKindDefinition = {
  kind: 'ad-slots',
  name: '广告位',
  pageKind: 'ad',
  maxListPages: maxFrames,
  isDrawn: true,
  start: (source) => [source.url],
  read,
};
