import { z } from 'zod';
import type { NormalisedText, SentimentLabel } from './analysis';
import { isoTime, level } from './primitives';

/** A rule came true. `matchId` derives from rule, version, key, moment, and documents, so the same match is never kept twice. */
export const ruleMatch = z.object({
  schemaVersion: z.literal(1),
  matchId: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  ruleVersion: z.string(),
  /** Time of the event that completed the match; for `flatline` the moment the silence became too long. */
  at: isoTime,
  /** Values of the window's `by`; a missing value is null. Null where the rule has none. */
  key: z.record(z.string(), z.string().nullable()).nullable(),
  /** Values of `group.by` in the document that completed the match. */
  groupKey: z.record(z.string(), z.string().nullable()).nullable(),
  /** Only with a window: how many events (for `cardinality` distinct values, for `sequence` steps) made the match. */
  count: z.number().int().nonnegative().optional(),
  /** Documents that made the match, oldest first. Empty where silence did. */
  documentIds: z.array(z.string()),
  /** The document to show: the one that completed the match, or the last one known before a silence. */
  anchorDocumentId: z.string().nullable(),
  level,
  /** `alert.title` with its names filled in, or the rule's name. */
  title: z.string(),
  channels: z.array(z.string()),
  /** What the window measured: the new term, the two values of a change, a metric, a share. */
  measured: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type RuleMatch = z.infer<typeof ruleMatch>;

/** A finding as far as rules read it. */
export interface MatchFinding {
  readonly code: string;
  readonly severity: 'S1' | 'S2' | 'S3' | 'S4';
  readonly confidence: number;
}

export interface MatchNumber {
  readonly type: string;
  readonly text: string;
  readonly valid: boolean;
  readonly verified: boolean | 'unknown';
}

/** What rules read of a document and its analysis. `extra` holds every other field, so that rules can name it. */
export interface MatchInput {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly imageText: string;
  readonly normalised: NormalisedText;
  readonly url: string | null;
  readonly host: string | null;
  readonly platform: string | null;
  readonly author: string | null;
  readonly seller: string | null;
  /** GB/T 2260; `000000` where unknown. */
  readonly region: string;
  readonly kind: string | null;
  readonly price: number | null;
  /** RFC 3339 with a zone. Windows run on it. */
  readonly collectedAt: string;
  readonly publishedAt: string | null;
  readonly source: string | null;
  /** central, province, city, portal, self or commerce. */
  readonly media: string | null;
  readonly genre: string | null;
  readonly isQuoted: boolean;
  readonly violations: readonly MatchFinding[];
  readonly attributes: readonly string[];
  readonly sentiment: { readonly label: SentimentLabel; readonly confidence: number } | null;
  readonly feeling: SentimentLabel | null;
  readonly drugs: readonly string[];
  readonly companies: readonly string[];
  readonly numbers: readonly MatchNumber[];
  readonly cluster: string | null;
  /** How many documents, platforms, and provinces the near-duplicate cluster has reached so far; at least 1 each. */
  readonly spread: { readonly documents: number; readonly platforms: number; readonly provinces: number };
  readonly extra: Readonly<Record<string, unknown>>;
}
