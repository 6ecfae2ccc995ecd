import type { Source } from '../../contracts/source';
import type { Cheerio } from 'cheerio';
import type { Element } from 'domhandler';
import { cleanText, linkUrl, type OpenList } from './list-page';
import type { FoundPage } from '../sources/source-kind';

type Selection = Cheerio<Element>;

const pricePattern = /[¥￥]\s*(\d[\d,]*(?:\.\d{1,2})?)|(\d[\d,]*(?:\.\d{1,2})?)\s*元/u;
const sellerNames = '[class*=shop i], [class*=seller i], [class*=store i]';
const leastTitle = 4;
/** DOM's number for a text node. */
const textNode: number = 3;

/**
 * The goods of a shop window or search result: elements of `select.item`, or else every smallest block that shows a price and links to a
 * page. Each with title, price and seller as the card says.
 */
export function goodsCards(list: OpenList, select: Source['select']): FoundPage[] {
  const { $ } = list;
  const cards =
    select?.item === undefined
      ? pricedBlocks(list)
      : $(select.item)
          .toArray()
          .map((node) => $(node as Element));
  const byUrl = new Map<string, FoundPage>();
  for (const card of cards) {
    const found = readCard(list, card, select);
    if (found && !byUrl.has(found.url)) byUrl.set(found.url, found);
  }
  return [...byUrl.values()];
}

function readCard(list: OpenList, card: Selection, select: Source['select']): FoundPage | undefined {
  const { $ } = list;
  const links = (card.is('a[href]') ? card : card.find('a[href]'))
    .toArray()
    .map((node) => $(node))
    .map((link) => ({ url: linkUrl(link.attr('href'), list.base), text: titleOf(link) }));
  const named = select?.title === undefined ? undefined : card.find(select.title).first();
  const own =
    named && named.length > 0
      ? linkUrl(named.closest('a').attr('href') ?? named.find('a').attr('href'), list.base)
      : undefined;
  const seller = sellerOf(card, select);
  const goods = links.filter(({ url, text }) => url !== undefined && text !== seller);
  const best = [...goods].sort((a, b) => b.text.length - a.text.length)[0];
  const url = own ?? best?.url;
  if (url === undefined) return undefined;
  const title = named && named.length > 0 ? cleanText(named.text()) : (best?.text ?? '');
  const price = priceOf(card, select);
  const hints = {
    ...(title.length < leastTitle ? {} : { title }),
    ...(price === undefined ? {} : { price }),
    ...(seller === undefined ? {} : { seller }),
  };
  return { url, hints, marker: `${title}\n${price ?? ''}` };
}

function titleOf(link: Selection): string {
  return cleanText(link.text()) || cleanText(link.attr('title') ?? link.find('img').attr('alt') ?? '');
}

function priceOf(card: Selection, select: Source['select']): string | undefined {
  const own = select?.price === undefined ? '' : cleanText(card.find(select.price).first().text());
  const match = pricePattern.exec(own === '' ? cleanText(card.text()) : own) ?? /(\d[\d,]*(?:\.\d{1,2})?)/u.exec(own);
  return (match?.[1] ?? match?.[2])?.replace(/,/gu, '');
}

function sellerOf(card: Selection, select: Source['select']): string | undefined {
  const text = cleanText(
    card
      .find(select?.seller ?? sellerNames)
      .first()
      .text(),
  );
  return text === '' ? undefined : text;
}

/** Blocks that show a price and hold a link, the smallest of each: the price's nearest ancestor with a titled link. */
function pricedBlocks({ $, base }: OpenList): Selection[] {
  const blocks = new Set<Element>();
  const holders = $('body *').filter((_, node) => {
    const own = $(node)
      .contents()
      .filter((_index, child) => child.nodeType === textNode)
      .text();
    return /[¥￥]|\d\s*元/u.test(own) && $(node).closest('script, style, [class*=total i]').length === 0;
  });
  for (const node of holders.toArray()) {
    let block = $(node);
    for (let depth = 0; depth < 6 && block.length > 0; depth += 1, block = block.parent()) {
      const titled = block
        .find('a[href]')
        .toArray()
        .some((link) => linkUrl($(link).attr('href'), base) !== undefined && titleOf($(link)).length >= leastTitle);
      const element = block.get(0);
      if (!titled || element === undefined) continue;
      if (block.find('a[href]').length <= 8) blocks.add(element);
      break;
    }
  }
  return [...blocks].map((element) => $(element));
}
