import { createHash } from 'node:crypto';
import { StageFailure } from '../contracts/failure';
import type { PageSnapshot, SourceDocument } from '../contracts/page';
import type { Kind } from '../contracts/primitives';
import type { SeenPage, Source } from '../contracts/source';
import { canonicalUrl, documentIdOf } from './canonical-url';
import type { DocumentStore } from './crawl-store';
import type { ExtractedPage } from './extract/extracted-page';
import { extractPage } from './extract/extract-page';

export interface DocumentDeps {
  readonly documents: Pick<DocumentStore, 'get'>;
}

const maxTitle = 500;
const maxText = 500_000;

/**
 * The document of a snapshot: what extraction reads, with the listing's hints where the page is silent and the source's own facts
 * (region, media, platform). None where title and text are those of the version already kept; a page with nothing to read is an
 * `empty-page` failure. `html` is the text stored under `snapshot.html`.
 */
export async function makeDocument(
  snapshot: PageSnapshot,
  html: string,
  source: Source,
  deps: DocumentDeps,
): Promise<SourceDocument[]> {
  const read = snapshot.task.slot === undefined ? readPage(snapshot, html, source) : readSlot(snapshot);
  const title = read.title.slice(0, maxTitle);
  const text = read.text.slice(0, maxText);
  const contentHash = contentHashOf(title, text, read.images[0]?.sha256);
  const id = documentIdOf(read.canonicalUrl);
  const kept = await deps.documents.get(id);
  if (kept?.contentHash === contentHash) return [];
  return [
    {
      schemaVersion: 1,
      id,
      version: (kept?.version ?? 0) + 1,
      snapshotId: snapshot.id,
      captureId: snapshot.captureId,
      sourceId: source.id,
      url: snapshot.task.slot === undefined ? snapshot.finalUrl : snapshot.url,
      canonicalUrl: read.canonicalUrl,
      host: new URL(read.canonicalUrl).host,
      ...(read.kind === undefined ? {} : { kind: read.kind }),
      title,
      text,
      ...read.facts,
      platform: source.platform ?? read.facts.siteName,
      media: source.media,
      region: source.region,
      images: read.images,
      contentHash,
      collectedAt: snapshot.respondedAt,
      respondedAt: snapshot.respondedAt,
    },
  ];
}

/** SHA-256 over title and text with compatibility forms folded and white space joined: markup and layout do not count. */
export function contentHashOf(title: string, text: string, image = ''): string {
  const plain = (part: string) => part.normalize('NFKC').replace(/\s+/gu, ' ').trim();
  return createHash('sha256')
    .update(`${plain(title)}\n${plain(text)}\n${image}`)
    .digest('hex');
}

/** What is remembered of a fetched page, so that visits leave it alone until it is due. Store it with the document. */
export function seenAfterFetch(snapshot: PageSnapshot, document: SourceDocument | undefined): SeenPage {
  return {
    canonicalUrl: canonicalUrl(snapshot.task.url, { keepFragment: snapshot.task.slot !== undefined }),
    lastFetchedAt: snapshot.respondedAt,
    etag: snapshot.headers['etag'] ?? null,
    lastModified: snapshot.headers['last-modified'] ?? null,
    contentHash: document?.contentHash ?? null,
    documentId: document?.id ?? null,
  };
}

type Facts = Pick<
  SourceDocument,
  'publishedAt' | 'author' | 'siteName' | 'price' | 'currency' | 'seller' | 'sellerLicence' | 'approvalNumbers'
>;

interface ReadPage {
  readonly canonicalUrl: string;
  readonly kind: Kind | undefined;
  readonly title: string;
  readonly text: string;
  readonly facts: Facts;
  readonly images: SourceDocument['images'];
}

function readPage(snapshot: PageSnapshot, html: string, source: Source): ReadPage {
  const outcome = extractPage({ url: snapshot.finalUrl, html, select: source.select });
  const hints = snapshot.task.hints ?? {};
  const page = outcome.ok ? outcome.page : null;
  const text = page?.text ?? '';
  const readable = text === '' ? (hints.text ?? '') : text;
  if (readable === '' && (page === null || page.images.length === 0)) {
    const why = outcome.ok ? '没有可读的正文 (no text)' : outcome.message;
    throw new StageFailure({
      stage: 'document',
      reason: outcome.ok || outcome.reason !== 'too-large' ? 'empty-page' : 'too-large',
      retry: 'never',
      subjectId: snapshot.id,
      message: `${snapshot.finalUrl} ${why}`,
    });
  }
  return {
    canonicalUrl: identityOf(snapshot.finalUrl, page?.canonicalUrl ?? null),
    kind: kindOf(snapshot, source, page),
    title: page?.title === undefined || page.title === '' ? (hints.title ?? '') : page.title,
    text: readable,
    facts: factsOf(page, hints),
    images: (page?.images ?? []).map(({ url, alt }) => ({ url, ...(alt === '' ? {} : { alt }) })),
  };
}

function factsOf(page: ExtractedPage | null, hints: NonNullable<PageSnapshot['task']['hints']>): Facts {
  const price = page?.price ?? page?.priceMin ?? priceOf(hints.price);
  return {
    publishedAt: page?.publishedAt ?? hints.publishedAt ?? null,
    author: page?.author ?? hints.author ?? null,
    siteName: page?.siteName ?? null,
    price: price !== null && price >= 0 ? price : null,
    currency: price === null ? null : (page?.currency ?? 'CNY'),
    seller: page?.seller ?? hints.seller ?? null,
    sellerLicence: page?.sellerLicence ?? null,
    approvalNumbers: [...(page?.approvalNumbers ?? [])],
  };
}

function priceOf(text: string | undefined): number | null {
  const value = Number(text?.replace(/[^\d.]/gu, ''));
  return text === undefined || text.trim() === '' || !Number.isFinite(value) ? null : value;
}

/** A declared canonical address is believed only for the same path: whole sites declare one address for all their pages. */
function identityOf(finalUrl: string, declared: string | null): string {
  const own = canonicalUrl(finalUrl);
  if (declared === null || !URL.canParse(declared)) return own;
  const [a, b] = [new URL(own), new URL(declared)];
  return a.host === b.host && a.pathname === b.pathname ? canonicalUrl(declared) : own;
}

const newsMedia = new Set<Source['media']>(['central', 'province', 'city', 'portal']);
const newsKinds = new Set<Source['kind']>(['rss', 'news-list', 'sitemap', 'site-search']);

function kindOf(snapshot: PageSnapshot, source: Source, page: ExtractedPage | null): Kind | undefined {
  if (source.documentKind !== undefined) return source.documentKind;
  if (snapshot.task.kind !== undefined) return snapshot.task.kind;
  if (page?.kind === 'listing' || page?.kind === 'forum') return page.kind;
  return newsKinds.has(source.kind) && newsMedia.has(source.media) ? 'news' : undefined;
}

/** An advertisement slot: its words stand in the picture, which was kept as evidence; text read from it comes later. */
function readSlot(snapshot: PageSnapshot): ReadPage {
  const { slot, url } = snapshot.task;
  const alt = slot?.alt ?? '';
  const picture = snapshot.files.find((file) => file.role === 'image');
  const imageUrl = slot?.imageUrl ?? snapshot.finalUrl;
  return {
    canonicalUrl: canonicalUrl(url, { keepFragment: true }),
    kind: snapshot.task.kind ?? 'ad',
    title: alt === '' ? `广告位 ${new URL(url).host}` : alt,
    text: alt,
    facts: factsOf(null, snapshot.task.hints ?? {}),
    images: [
      { url: imageUrl, ...(alt === '' ? {} : { alt }), ...(picture === undefined ? {} : { sha256: picture.sha256 }) },
    ],
  };
}
