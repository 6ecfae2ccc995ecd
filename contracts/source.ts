import { z } from 'zod';
import { isoTime, kind, regionCode } from './primitives';

export const sourceKinds = [
  'rss',
  'sitemap',
  'news-list',
  'site-search',
  'marketplace-search',
  'shop',
  'ad-slots',
  'open-api',
  'page-watch',
  'upload',
] as const;
export const sourceKind = z.enum(sourceKinds);
export type SourceKind = z.infer<typeof sourceKind>;

/** A duration such as `30s`, `10m`, `6h`, `2d`, or `500ms`. */
export const duration = z.string().regex(/^\d+(ms|s|m|h|d)$/, 'expected a duration such as 30s, 10m, 6h or 2d');

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a duration string; the string has passed `duration`. */
export function durationMs(value: string): number {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(value);
  if (!match) throw new RangeError(`not a duration: ${value}`);
  return Number(match[1]) * (unitMs[match[2] ?? ''] ?? Number.NaN);
}

export const media = z.enum(['central', 'province', 'city', 'portal', 'self', 'commerce']);

/** A monitored source (信源), formats.md 3. Unknown keys are faults. */
export const source = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case'),
  name: z.string().min(1),
  kind: sourceKind,
  url: z.url({ protocol: /^https?$/ }),
  region: regionCode.default('000000'),
  media: media.default('self'),
  platform: z.string().min(1).optional(),
  render: z.enum(['never', 'auto', 'always']).default('auto'),
  schedule: z
    .strictObject({
      every: duration,
      adaptive: z.strictObject({ min: duration, max: duration }).optional(),
    })
    .default({ every: '30m' }),
  politeness: z
    .strictObject({
      minDelay: duration.default('1s'),
      concurrency: z.number().int().min(1).max(8).default(1),
      respectRobots: z.boolean().default(true),
    })
    .default({ minDelay: '1s', concurrency: 1, respectRobots: true }),
  query: z.array(z.string().min(1)).optional(),
  select: z
    .strictObject({
      item: z.string(),
      title: z.string(),
      text: z.string(),
      time: z.string(),
      price: z.string(),
      seller: z.string(),
    })
    .partial()
    .optional(),
  /** What the pages of this source are, where the source knows it better than the page does. */
  documentKind: kind.optional(),
  maxPages: z.number().int().min(1).max(100_000).default(200),
  /** Private addresses this source may reach; everything private is refused otherwise. */
  allowAddresses: z.array(z.string()).optional(),
  enabled: z.boolean().default(true),
  owner: z.string().optional(),
});
export type Source = z.infer<typeof source>;

/** How a source is doing; the console's sources page shows exactly this. */
export const sourceHealth = z.object({
  sourceId: z.string(),
  state: z.enum(['waiting', 'healthy', 'degraded', 'failing', 'disabled']),
  since: isoTime,
  lastVisitAt: isoTime.nullable(),
  nextVisitAt: isoTime.nullable(),
  lastSuccessAt: isoTime.nullable(),
  failuresInARow: z.number().int().nonnegative(),
  lastReason: z.string().nullable(),
  pagesFetched: z.number().int().nonnegative(),
  documents: z.number().int().nonnegative(),
  skipped: z.number().int().nonnegative(),
  intervalMs: z.number().int().positive(),
});
export type SourceHealth = z.infer<typeof sourceHealth>;

/** One visit of one source: what was seen, fetched and skipped. */
export const visit = z.object({
  id: z.string(),
  sourceId: z.string(),
  dueAt: isoTime,
  startedAt: isoTime,
  endedAt: isoTime.nullable(),
  outcome: z.enum(['running', 'ok', 'unchanged', 'failed']),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  found: z.number().int().nonnegative(),
  queued: z.number().int().nonnegative(),
});
export type Visit = z.infer<typeof visit>;

/** An address that was deliberately not fetched, and why. */
export const skippedPage = z.object({
  sourceId: z.string(),
  url: z.string(),
  reason: z.string(),
  at: isoTime,
});
export type SkippedPage = z.infer<typeof skippedPage>;

/** Validators of the last answer for conditional requests, and when an address was last fetched. */
export const seenPage = z.object({
  canonicalUrl: z.string(),
  lastFetchedAt: isoTime,
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  contentHash: z.string().nullable(),
  documentId: z.string().nullable(),
});
export type SeenPage = z.infer<typeof seenPage>;
