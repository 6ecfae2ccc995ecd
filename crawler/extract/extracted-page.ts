/** What kind of page was read: one article, one thing on sale, a thread, a list of links, or none of these. */
export type PageKind = 'article' | 'listing' | 'forum' | 'list' | 'other';

/** Who answered for a field (`json-ld`, `open-graph`, `visible`, …) and how sure that reader is, 0 to 1. */
export interface FieldReading {
  readonly reader: string;
  readonly confidence: number;
}

export interface PageImage {
  readonly url: string;
  readonly alt: string;
}

export interface PageLink {
  readonly url: string;
  readonly text: string;
}

export interface PageComment {
  readonly author: string | null;
  readonly publishedAt: string | null;
  readonly text: string;
}

/** CSS selectors of a source file; a part that finds nothing falls back to reading without it. */
export interface PageSelectors {
  readonly title?: string | undefined;
  readonly text?: string | undefined;
  readonly time?: string | undefined;
  readonly author?: string | undefined;
  readonly price?: string | undefined;
  readonly seller?: string | undefined;
  readonly item?: string | undefined;
}

export interface PageInput {
  /** Address of the page, for relative links and the date in the path; `null` where it is not known. */
  readonly url: string | null;
  readonly html: string;
  readonly select?: PageSelectors | undefined;
}

/**
 * What was read out of one page. Addresses are absolute. `publishedAt` is RFC 3339 with a zone (+08:00 where the page
 * names none), or a plain day `YYYY-MM-DD`. Paragraphs of `text` are joined by one line feed. Prices are in `currency`.
 */
export interface ExtractedPage {
  readonly kind: PageKind;
  readonly title: string;
  readonly text: string;
  readonly publishedAt: string | null;
  readonly author: string | null;
  readonly siteName: string | null;
  readonly price: number | null;
  readonly priceMin: number | null;
  readonly priceMax: number | null;
  readonly currency: string | null;
  readonly seller: string | null;
  readonly sellerLicence: string | null;
  readonly approvalNumbers: readonly string[];
  readonly specification: string | null;
  readonly sales: number | null;
  readonly images: readonly PageImage[];
  readonly comments: readonly PageComment[];
  readonly links: readonly PageLink[];
  readonly nextPageUrl: string | null;
  readonly canonicalUrl: string | null;
  /** BCP 47 primary language (`zh`, `en`), or `null`. */
  readonly language: string | null;
  readonly readers: Readonly<Record<string, FieldReading>>;
}

export type ExtractionReason = 'empty' | 'no-body' | 'too-large' | 'not-html';

export interface ExtractionRefusal {
  readonly ok: false;
  readonly reason: ExtractionReason;
  readonly message: string;
}

export type ExtractionOutcome = { readonly ok: true; readonly page: ExtractedPage } | ExtractionRefusal;
