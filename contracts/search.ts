import { z } from 'zod';
import { genre, isoTime, kind, regionCode, severity } from './primitives';
import { sentimentLabel } from './analysis';
import { violationCode } from './violation';

/** Filters of the archive search. `region` covers what lies in it; times bound `collectedAt`, half open. */
export const documentFilter = z.object({
  q: z.string().max(2000).optional(),
  codes: z.array(violationCode).optional(),
  minSeverity: severity.optional(),
  illegal: z.boolean().optional(),
  region: regionCode.optional(),
  platform: z.string().optional(),
  sourceId: z.string().optional(),
  genre: genre.optional(),
  sentiment: sentimentLabel.optional(),
  kind: kind.optional(),
  cluster: z.string().optional(),
  seller: z.string().optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
});
export type DocumentFilter = z.infer<typeof documentFilter>;

export const documentHit = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  excerpt: z.string(),
  url: z.string(),
  platform: z.string().nullable(),
  seller: z.string().nullable(),
  region: regionCode,
  kind: kind.optional(),
  genre,
  sentiment: sentimentLabel,
  illegal: z.boolean(),
  codes: z.array(violationCode),
  severity: severity.nullable(),
  cluster: z.string(),
  sourceId: z.string(),
  price: z.number().nullable(),
  publishedAt: z.string().nullable(),
  collectedAt: isoTime,
});
export type DocumentHit = z.infer<typeof documentHit>;

export const facetBucket = z.object({ value: z.string(), count: z.number().int() });
export const documentFacets = z.object({
  codes: z.array(facetBucket),
  regions: z.array(facetBucket),
  platforms: z.array(facetBucket),
  genres: z.array(facetBucket),
  sentiments: z.array(facetBucket),
  days: z.array(facetBucket),
});
export type DocumentFacets = z.infer<typeof documentFacets>;

export const documentPage = z.object({
  items: z.array(documentHit),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
  facets: documentFacets.optional(),
});
export type DocumentPage = z.infer<typeof documentPage>;
