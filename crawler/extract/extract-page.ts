import type { Element } from 'domhandler';
import type {
  ExtractedPage,
  ExtractionOutcome,
  ExtractionReason,
  ExtractionRefusal,
  FieldReading,
  PageInput,
  PageKind,
} from './extracted-page';
import { findDates, formatDate } from './find-dates';
import { descendants, openPage, resolveAddress, tidyText } from './open-page';
import type { OpenPage } from './open-page';
import type { Block } from './page-blocks';
import { readLanguage } from './page-language';
import { readImages, readLinks, readNextPageUrl } from './page-links';
import { plainLines, readBody, selectElements } from './read-body';
import type { PageBody } from './read-body';
import { readListing } from './read-listing';
import type { Listing } from './read-listing';
import { readMetadata } from './read-metadata';
import type { Metadata } from './read-metadata';

// Lines of the page → the part that is the article → title, time and names by ranked readers → what a listing declares → one answer.
// Nothing of the page is executed or fetched, and nothing it holds can throw: what cannot be read gives a reason.

const maxCharacters = 8_000_000;
const longestTitle = 600;
const messages: Readonly<Record<ExtractionReason, string>> = {
  empty: '页面是空的 (the page is empty)',
  'no-body': '页面里没有可读的正文 (no readable text)',
  'too-large': `页面超过 ${maxCharacters} 个字符 (the page is too large)`,
  'not-html': '内容不是 HTML (not HTML)',
};

/** Reads title, text, time, author and more out of a page; a page that cannot be read gives a reason, never an exception. */
export function extractPage(input: PageInput): ExtractionOutcome {
  const early = refuse(input.html);
  if (early !== null) return early;
  const page = openPage(input.html, input.url);
  const { top } = page;
  const body = readBody(page, top, input.select);
  if (body.blocks.length === 0 && descendants(top, 'img').length === 0) return refusal('no-body');
  return { ok: true, page: assemble(page, { input, top, body }) };
}

function refuse(html: string): ExtractionRefusal | null {
  if (html.trim() === '') return refusal('empty');
  if (html.length > maxCharacters) return refusal('too-large');
  return /<[a-z!/?]/iu.test(html) ? null : refusal('not-html');
}

function refusal(reason: ExtractionReason): ExtractionRefusal {
  return { ok: false, reason, message: messages[reason] };
}

interface Parts {
  readonly input: PageInput;
  readonly top: Element;
  readonly body: PageBody;
}

function assemble(page: OpenPage, { input, top, body }: Parts): ExtractedPage {
  const metadata = readMetadata(factsOf(page, input.url, body));
  const listing = readListing(page, body.blocks);
  const chosen = selected(page, input);
  const links = readLinks(page);
  const isArticle = /^article/iu.test(metadata.readings.kind?.value ?? '');
  const kind = kindOf(body, { isListing: listing.isListing && !isArticle, links: links.length });
  const title = chosen.title ?? (kind === 'listing' ? listing.name : null) ?? metadata.readings.title?.value ?? '';
  const lines = body.linesFor(title);
  const shown =
    kind === 'listing' && body.reader !== 'selector'
      ? plainLines(body.blocks).filter(({ text }) => text !== title)
      : lines;
  const text = shown.map((block) => block.text).join('\n');
  const { publishedAt, author, source, siteName, canonicalUrl } = metadata.readings;
  const canonical = canonicalUrl === undefined ? null : resolveAddress(canonicalUrl.value, page.base);
  return {
    kind,
    title,
    text,
    publishedAt: chosen.time ?? publishedAt?.value ?? null,
    author: chosen.author ?? author?.value ?? source?.value ?? null,
    siteName: siteName?.value ?? null,
    ...sale(listing, kind, chosen),
    approvalNumbers: listing.approvalNumbers,
    images: readImages(page, body.chosen === null || kind === 'listing' ? top : body.chosen.root),
    comments: body.isThread ? body.comments.comments.slice(1) : body.comments.isCertain ? body.comments.comments : [],
    links,
    nextPageUrl: readNextPageUrl(page),
    canonicalUrl: canonical,
    language: readLanguage(page.$('html').attr('lang'), `${title} ${text}`),
    readers: readersOf(metadata, { listing, kind, body, chosen }),
  };
}

function factsOf(page: OpenPage, url: string | null, body: PageBody): Parameters<typeof readMetadata>[0] {
  const draft = body.linesFor('');
  const place = (block: Block | undefined): number => (block === undefined ? -1 : body.blocks.indexOf(block));
  const documentTitle = tidyText(page.$('title').first().text().slice(0, longestTitle));
  return {
    $: page.$,
    url,
    documentTitle,
    blocks: body.blocks,
    bodyStart: place(draft[0]),
    bodyEnd: place(draft.at(-1)),
  };
}

type Chosen = Readonly<Partial<Record<'title' | 'time' | 'author' | 'price' | 'seller', string>>>;

/** What the source's own selectors find. */
function selected(page: OpenPage, { select = {} }: PageInput): Chosen {
  const found: Partial<Record<keyof Chosen, string>> = {};
  for (const key of ['title', 'time', 'author', 'price', 'seller'] as const) {
    const selector = select[key];
    const element = selector === undefined ? undefined : selectElements(page, selector)[0];
    const text =
      element === undefined
        ? ''
        : tidyText(page.$(element).text() || (element.attribs.content ?? element.attribs.datetime ?? ''));
    const value = key === 'time' ? timeIn(text) : text;
    if (value !== '') found[key] = value;
  }
  return found;
}

function timeIn(text: string): string {
  const date = findDates(text).find(({ year }) => year !== null);
  return date === undefined ? '' : (formatDate(date) ?? '');
}

function kindOf(body: PageBody, seen: { isListing: boolean; links: number }): PageKind {
  if (seen.isListing) return 'listing';
  if (body.isThread) return 'forum';
  const prose = body.chosen?.prose ?? 0;
  const units = body.linesFor('').reduce((sum, block) => sum + block.units, 0);
  if (prose >= 60 || body.reader === 'selector') return 'article';
  if (seen.links >= 10 && units < seen.links * 15) return 'list';
  return units >= 20 ? 'article' : 'other';
}

type Sale = Pick<
  ExtractedPage,
  'price' | 'priceMin' | 'priceMax' | 'currency' | 'seller' | 'sellerLicence' | 'specification' | 'sales'
>;

function sale(listing: Listing, kind: PageKind, chosen: Chosen): Sale {
  const { priceMin, priceMax, currency, seller, sellerLicence, specification, sales } = listing;
  const own = Number(/\d[\d,]*(?:\.\d+)?/u.exec(chosen.price ?? '')?.[0].replaceAll(',', ''));
  if (kind !== 'listing' && !(own >= 0) && chosen.seller === undefined) {
    return {
      price: null,
      priceMin: null,
      priceMax: null,
      currency: null,
      seller: null,
      sellerLicence: null,
      specification: null,
      sales: null,
    };
  }
  const prices =
    own >= 0
      ? { price: own, priceMin: own, priceMax: own, currency: currency ?? 'CNY' }
      : { price: priceMin, priceMin, priceMax, currency };
  return { ...prices, seller: chosen.seller ?? seller, sellerLicence, specification, sales };
}

interface Answered {
  readonly listing: Listing;
  readonly kind: PageKind;
  readonly body: PageBody;
  readonly chosen: Chosen;
}

function readersOf(metadata: Metadata, { listing, kind, body, chosen }: Answered): Record<string, FieldReading> {
  const readers: Record<string, FieldReading> = {};
  for (const [field, reading] of Object.entries(metadata.readings))
    readers[field] = { reader: reading.reader, confidence: reading.confidence };
  if (kind === 'listing') Object.assign(readers, listing.readers);
  const sure = { selector: 1, thread: 0.8, density: 0.9, lines: 0.4 }[body.reader];
  readers.text = { reader: kind === 'listing' && body.reader !== 'selector' ? 'lines' : body.reader, confidence: sure };
  const fields = { title: 'title', time: 'publishedAt', author: 'author', price: 'price', seller: 'seller' } as const;
  for (const key of Object.keys(chosen) as (keyof Chosen)[])
    readers[fields[key]] = { reader: 'selector', confidence: 1 };
  return readers;
}
