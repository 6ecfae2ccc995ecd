import type { PageTask } from '../../contracts/page';
import type { Kind } from '../../contracts/primitives';
import type { Source, SourceKind } from '../../contracts/source';

/** One fetched page of a listing: a feed, a sitemap, a list, a shop window. `text` is decoded. */
export interface ListingPage {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly contentType: string | undefined;
  /** For a part of another page (a frame): the page that shows it. */
  readonly shownOn?: string | undefined;
}

/** A page that a listing names, with what the listing says of it. `updatedAt` is RFC 3339 or a day. */
export interface FoundPage {
  readonly url: string;
  readonly updatedAt?: string | undefined;
  readonly hints?: PageTask['hints'];
  readonly slot?: PageTask['slot'];
  readonly kind?: Kind | undefined;
  /** What of the listing, when it changes, means that the page is worth another look (title and price); absent: only its date. */
  readonly marker?: string;
}

/**
 * A further listing page: the next of a row (`page`, followed only while everything on the page before is new), or a
 * piece of this one (`part`: a sitemap of an index, a frame), which is always read.
 */
export interface NextListing {
  readonly url: string;
  readonly as: 'page' | 'part';
  readonly shownOn?: string;
}

/** What one listing page gave: pages, and further listing pages in the order they should be read. */
export interface Listing {
  readonly pages: readonly FoundPage[];
  readonly next: readonly NextListing[];
}

/**
 * A kind of source describes itself here: where a visit starts and how a listing page is read. `read` throws a `FetchFault` with
 * the reason where the page is not what its kind promises. It reads only what it is given; fetching, paging limits,
 * deduplication, robots and politeness are the visitor's.
 */
export interface SourceKindDefinition {
  readonly kind: SourceKind;
  /** Name on screen. */
  readonly name: string;
  /** What its pages are where the source does not say. */
  readonly pageKind?: Kind;
  /** Most further listing pages of one visit, where the general setting does not fit. */
  readonly maxListPages?: number;
  /** True where listing pages may be drawn by scripts and are worth a browser. */
  readonly isDrawn: boolean;
  start(source: Source): readonly string[];
  read(page: ListingPage, source: Source): Listing;
}
