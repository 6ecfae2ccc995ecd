import type { FieldReading } from './extracted-page';
import { tidyText } from './open-page';
import type { OpenPage } from './open-page';
import type { Block } from './page-blocks';
import { findApprovalNumbers } from './readers/approval-numbers';
import { readGraphListing, readItemListing, readLinkedListing } from './readers/listing-data';
import type { ListingFacts } from './readers/listing-data';
import { readVisibleListing } from './readers/visible-listing';

/** What a shop listing says; `null` fields were not found. `isListing` is false where the page sells nothing. */
export interface Listing {
  readonly isListing: boolean;
  readonly name: string | null;
  readonly price: number | null;
  readonly priceMin: number | null;
  readonly priceMax: number | null;
  readonly currency: string | null;
  readonly seller: string | null;
  readonly sellerLicence: string | null;
  readonly approvalNumbers: readonly string[];
  readonly specification: string | null;
  readonly sales: number | null;
  readonly readers: Readonly<Record<string, FieldReading>>;
}

const confidences: Readonly<Record<string, number>> = {
  'json-ld': 0.95,
  microdata: 0.9,
  'open-graph': 0.85,
  visible: 0.75,
};

/** Reads a listing by JSON-LD, microdata, Open Graph and visible labels, in this order of trust. */
export function readListing(page: OpenPage, blocks: readonly Block[]): Listing {
  const { $ } = page;
  const buttons = $('button, input[type="submit"], input[type="button"], a[class*="cart"], a[class*="buy"]')
    .map((_, element) => tidyText(`${$(element).text()} ${element.attribs.value ?? ''}`))
    .get()
    .join(' ');
  const visible = readVisibleListing(blocks, buttons);
  const declared = [readLinkedListing($), readItemListing($), readGraphListing($)].filter((facts) => facts !== null);
  const shown: ListingFacts = {
    reader: 'visible',
    ...(visible.price === null
      ? {}
      : { priceMin: visible.price.min, priceMax: visible.price.max, currency: visible.price.currency }),
    ...(visible.seller === null ? {} : { seller: visible.seller }),
    ...(visible.specification === null ? {} : { specification: visible.specification }),
    ...(visible.sales === null ? {} : { sales: visible.sales }),
  };
  const isListing =
    declared.length > 0 ||
    (visible.price !== null && (visible.canBuy || (visible.seller !== null && visible.sales !== null)));
  return {
    isListing,
    ...merge([...declared, shown], visible.sellerLicence),
    approvalNumbers: findApprovalNumbers(blocks.map(({ text }) => text).join('\n')),
  };
}

function merge(
  sources: readonly ListingFacts[],
  sellerLicence: string | null,
): Omit<Listing, 'isListing' | 'approvalNumbers'> {
  const readers: Record<string, FieldReading> = {};
  const first = <Key extends Exclude<keyof ListingFacts, 'reader'>>(
    key: Key,
    field: string,
  ): NonNullable<ListingFacts[Key]> | null => {
    const source = sources.find((facts) => facts[key] !== undefined);
    if (source !== undefined) readers[field] = { reader: source.reader, confidence: confidences[source.reader] ?? 0.5 };
    return source?.[key] ?? null;
  };
  const priced = sources.find((facts) => facts.priceMin !== undefined);
  const priceMin = first('priceMin', 'price');
  if (sellerLicence !== null) readers.sellerLicence = { reader: 'visible', confidence: 0.75 };
  return {
    name: first('name', 'title'),
    price: priceMin,
    priceMin,
    priceMax: priced?.priceMax ?? priceMin,
    currency: priceMin === null ? null : (priced?.currency ?? 'CNY'),
    seller: first('seller', 'seller'),
    sellerLicence,
    specification: first('specification', 'specification'),
    sales: first('sales', 'sales'),
    readers,
  };
}
