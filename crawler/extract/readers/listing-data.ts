import type { CheerioAPI } from 'cheerio/slim';
import { tidyText } from '../open-page';
import { linkedName, linkedNodes, linkedType } from './json-ld';
import type { LinkedNode } from './json-ld';

/** What a listing declares about itself; every field is absent where it is not declared. */
export interface ListingFacts {
  readonly reader: string;
  readonly name?: string;
  readonly priceMin?: number;
  readonly priceMax?: number;
  readonly currency?: string;
  readonly seller?: string;
  readonly specification?: string;
  readonly sales?: number;
}

type Draft = { -readonly [Key in keyof ListingFacts]: ListingFacts[Key] };

/** A product described in JSON-LD (`Product`, `Drug`, `Offer`, `AggregateOffer`), or `null`. */
export function readLinkedListing($: CheerioAPI): ListingFacts | null {
  const product = linkedNodes($).find((node) => /Product|Drug|DietarySupplement/u.test(linkedType(node)));
  if (product === undefined) return null;
  const facts: Draft = { reader: 'json-ld', ...text('name', linkedName(product.name)) };
  for (const offer of asNodes(product.offers)) {
    const low = toNumber(offer.lowPrice ?? offer.price ?? firstNode(offer.priceSpecification)?.price);
    const high = toNumber(offer.highPrice ?? offer.price) ?? low;
    if (low !== null) facts.priceMin = Math.min(low, facts.priceMin ?? low);
    if (high !== null) facts.priceMax = Math.max(high, facts.priceMax ?? high);
    Object.assign(facts, text('currency', linkedName(offer.priceCurrency)), text('seller', linkedName(offer.seller)));
  }
  const size = linkedName(product.size ?? product.weight ?? product.availableStrength ?? product.model);
  return { ...facts, ...text('specification', size) };
}

/** A product described by Open Graph (`og:type product`, `product:price:amount`), or `null`. */
export function readGraphListing($: CheerioAPI): ListingFacts | null {
  const given = new Map<string, string>();
  $('meta[content]').each((_, { attribs }) => {
    const name = attribs.property ?? attribs.name ?? '';
    if (!given.has(name)) given.set(name, tidyText(attribs.content ?? ''));
  });
  const get = (name: string): string => given.get(name) ?? '';
  const price = toNumber(get('product:price:amount') || get('og:price:amount') || get('og:product:price'));
  if (!/product/iu.test(get('og:type')) && price === null) return null;
  return {
    reader: 'open-graph',
    ...text('name', get('og:title')),
    ...(price === null ? {} : { priceMin: price, priceMax: price }),
    ...text('currency', get('product:price:currency') || get('og:price:currency')),
    ...text('seller', get('og:product:nick').replace(/^name=([^;]*).*$/u, '$1')),
  };
}

/** A product described by microdata (`itemtype` Product with `itemprop` price, seller …), or `null`. */
export function readItemListing($: CheerioAPI): ListingFacts | null {
  const scope = $('[itemtype*="schema.org/Product"], [itemtype*="schema.org/Drug"]').first();
  if (scope.length === 0) return null;
  const get = (name: string): string => {
    const found = scope.find(`[itemprop~="${name}"]`).first();
    return tidyText(found.attr('content') ?? found.text());
  };
  const low = toNumber(get('lowPrice') || get('price'));
  const high = toNumber(get('highPrice') || get('price'));
  return {
    reader: 'microdata',
    ...text('name', get('name')),
    ...(low === null ? {} : { priceMin: low, priceMax: high ?? low }),
    ...text('currency', get('priceCurrency')),
    ...text('seller', get('seller')),
    ...text('specification', get('size') || get('model')),
  };
}

function text<Key extends 'name' | 'currency' | 'seller' | 'specification'>(
  key: Key,
  value: string,
): Partial<Record<Key, string>> {
  return value === '' || value.length > 200 ? {} : ({ [key]: value } as Partial<Record<Key, string>>);
}

function toNumber(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const digits = /\d[\d,]*(?:\.\d+)?/u.exec(String(value))?.[0];
  const number = digits === undefined ? Number.NaN : Number(digits.replaceAll(',', ''));
  return Number.isFinite(number) ? number : null;
}

function asNodes(value: unknown): LinkedNode[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is LinkedNode => typeof each === 'object' && each !== null);
}

function firstNode(value: unknown): LinkedNode | undefined {
  return asNodes(value)[0];
}
