import { z } from 'zod';
import { isoTime, kind, regionCode, sha256 } from './primitives';
import { seenPage, skippedPage, source, sourceHealth, visit } from './source';

/** A visit that is due: the job of the first stage. */
export const dueVisit = z.object({ sourceId: z.string(), dueAt: isoTime });
export type DueVisit = z.infer<typeof dueVisit>;

/** One page that a visit found and that is to be fetched. `id` derives from visit and canonical URL, so it is fetched once. */
export const pageTask = z.object({
  id: z.string(),
  sourceId: z.string(),
  visitId: z.string(),
  url: z.string(),
  /** What the source says of the page; extraction may know better. */
  kind: kind.optional(),
  /** What the listing said (title, price, time), used where the page itself is silent. */
  hints: z
    .object({
      title: z.string(),
      publishedAt: z.string(),
      price: z.string(),
      seller: z.string(),
      author: z.string(),
      text: z.string(),
    })
    .partial()
    .optional(),
  /** For advertisement slots: the picture or frame this task stands for, and the page that shows it. */
  slot: z
    .object({
      pageUrl: z.string(),
      imageUrl: z.string().optional(),
      landingUrl: z.string().optional(),
      alt: z.string().optional(),
    })
    .optional(),
  render: source.shape.render,
});
export type PageTask = z.infer<typeof pageTask>;

export const capturedFile = z.object({
  role: z.enum(['request', 'response', 'body', 'dom', 'screenshot', 'image', 'warc', 'metadata', 'ocr']),
  sha256,
  bytes: z.number().int().nonnegative(),
  mediaType: z.string(),
  url: z.string().optional(),
});
export type CapturedFile = z.infer<typeof capturedFile>;

/** What one fetch brought: never the bytes themselves, which are in the evidence store under their SHA-256. */
export const pageSnapshot = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  taskId: z.string(),
  sourceId: z.string(),
  visitId: z.string(),
  url: z.string(),
  finalUrl: z.string(),
  redirects: z.array(z.object({ url: z.string(), status: z.number().int() })),
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  fetchedAt: isoTime,
  respondedAt: isoTime,
  charset: z.string(),
  rendered: z.boolean(),
  /** SHA-256 of the decoded HTML that extraction reads (body as UTF-8, or rendered DOM). */
  html: sha256,
  files: z.array(capturedFile),
  captureId: z.string(),
  task: pageTask,
});
export type PageSnapshot = z.infer<typeof pageSnapshot>;

export const documentImage = z.object({ url: z.string(), alt: z.string().optional(), sha256: sha256.optional() });

/** A page as a reader sees it. One document per canonical URL; every changed text is a new `version` of it. */
export const sourceDocument = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  version: z.number().int().positive(),
  snapshotId: z.string(),
  captureId: z.string(),
  sourceId: z.string(),
  url: z.string(),
  canonicalUrl: z.string(),
  host: z.string(),
  kind: kind.optional(),
  title: z.string(),
  text: z.string(),
  publishedAt: z.string().nullable(),
  author: z.string().nullable(),
  siteName: z.string().nullable(),
  platform: z.string().nullable(),
  media: source.shape.media,
  region: regionCode,
  price: z.number().nullable(),
  currency: z.string().nullable(),
  seller: z.string().nullable(),
  sellerLicence: z.string().nullable(),
  approvalNumbers: z.array(z.string()),
  images: z.array(documentImage),
  contentHash: sha256,
  /** When the response was received: the origin of every latency figure. */
  collectedAt: isoTime,
  respondedAt: isoTime,
});
export type SourceDocument = z.infer<typeof sourceDocument>;

/** One version of one document: what the later stages are told to work on. */
export const documentRef = z.object({ documentId: z.string(), version: z.number().int().positive() });
export type DocumentRef = z.infer<typeof documentRef>;

/** A version to be analysed, with the text read from its pictures once there is any. */
export const analysisOrder = documentRef.extend({ imageText: z.string().default('') });
export type AnalysisOrder = z.infer<typeof analysisOrder>;

/**
 * What one visit brought. All of it belongs in one transaction: the listing's validators (`seen`) are only true when the
 * tasks they stand for are kept. `skips` are addresses that were deliberately left out, with the reason.
 */
export const visitResult = z.object({
  visit,
  tasks: z.array(pageTask),
  health: sourceHealth,
  skips: z.array(skippedPage),
  seen: z.array(seenPage),
});
export type VisitResult = z.infer<typeof visitResult>;
