import { z } from 'zod';
import { genre, isoTime, kind } from './primitives';
import { finding, violationCode } from './violation';

/** Facts known from outside the text (formats.md 1); unknown keys are kept and ignored. */
export const knownFacts = z
  .object({
    rx: z.union([z.boolean(), z.literal('双跨')]),
    category: z.string(),
    ad_approval: z.enum(['none', 'valid', 'expired', 'content_mismatch']),
    approval: z.string(),
    approval_format_valid: z.boolean(),
    approved_function: z.string(),
    filed_use: z.string(),
    device_reg: z.unknown(),
    special_reg: z.unknown(),
    license: z.unknown(),
    channel: z.string(),
    prescription_check: z.unknown(),
    labelled_ad: z.boolean(),
    shopping_link: z.boolean(),
    publish_date: z.string(),
    substance: z.string(),
    implied_substance: z.string(),
    generic: z.string(),
    patent: z.unknown(),
    detected: z.unknown(),
    filed: z.unknown(),
    note: z.string(),
  })
  .partial()
  .loose();
export type KnownFacts = z.infer<typeof knownFacts>;

/** One line of `yaoshao analyze`, and what the analyst is given for every document. */
export const analysisInput = z
  .object({
    id: z.string(),
    title: z.string().default(''),
    text: z.string(),
    kind: kind.optional(),
    platform: z.string().optional(),
    url: z.string().optional(),
    region: z.string().optional(),
    publishedAt: z.string().optional(),
    author: z.string().optional(),
    seller: z.string().optional(),
    price: z.union([z.number(), z.string()]).optional(),
    images: z.array(z.string()).optional(),
    context: knownFacts.optional(),
  })
  .loose();
export type AnalysisInput = z.infer<typeof analysisInput>;

export const sentimentLabel = z.enum(['neg', 'neu', 'pos']);
export type SentimentLabel = z.infer<typeof sentimentLabel>;

export const entityType = z.enum([
  'drug',
  'company',
  'disease',
  'symptom',
  'place',
  'person',
  'phone',
  'account',
  'batch',
]);
export const entity = z.object({
  type: entityType,
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  id: z.string().optional(),
});
export type Entity = z.infer<typeof entity>;

/** A registry number found in the text. `valid` is its format; `verified` is what a register says, `unknown` when none was asked. */
export const numberFound = z.object({
  type: z.string(),
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  valid: z.boolean(),
  verified: z.union([z.boolean(), z.literal('unknown')]),
  reason: z.string().optional(),
});
export type NumberFound = z.infer<typeof numberFound>;

/** Stance towards the regulated object (reference.md f). `words` are the words that decided. */
export const stance = z.object({
  label: sentimentLabel,
  score: z.number().min(-1).max(1),
  confidence: z.number().min(0).max(1),
  words: z.array(z.string()).optional(),
});
export type Stance = z.infer<typeof stance>;

/** What a consumer's review, comment or post feels; the sign of `score` is the answer. */
export const feeling = z.object({
  label: sentimentLabel,
  score: z.number().min(-1).max(1),
  words: z.array(z.string()).optional(),
});
export type Feeling = z.infer<typeof feeling>;

/** One answer of `yaoshao analyze` (formats.md 1). */
export const analysisResult = z.object({
  id: z.string(),
  illegal: z.boolean(),
  genre,
  quoted: z.boolean(),
  violations: z.array(finding),
  attributes: z.array(violationCode),
  sentiment: stance,
  feeling: feeling.nullable(),
  entities: z.array(entity),
  drugs: z.array(z.string()),
  numbers: z.array(numberFound),
  cluster: z.string().optional(),
});
export type AnalysisResult = z.infer<typeof analysisResult>;

/** Normalised forms (reference.md d) of the parts of a document, for matching and search. */
export const normalisedText = z.object({ title: z.string(), text: z.string(), imageText: z.string() });
export type NormalisedText = z.infer<typeof normalisedText>;

/** The stored analysis of one version of one document. `simhash` is 16 hexadecimal digits; `tokens` are search words separated by spaces. */
export const analysis = analysisResult.extend({
  schemaVersion: z.literal(1),
  documentId: z.string(),
  documentVersion: z.number().int().positive(),
  cluster: z.string(),
  simhash: z.string().regex(/^[0-9a-f]{16}$/),
  normalised: normalisedText,
  imageText: z.string(),
  tokens: z.object({ title: z.string(), text: z.string() }),
  analysedAt: isoTime,
  versions: z.record(z.string(), z.string()),
  detectorFaults: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type Analysis = z.infer<typeof analysis>;

/** The answer to a line that cannot be parsed. `line` counts from 1. */
export const analysisFault = z.object({
  line: z.number().int().positive(),
  error: z.object({ reason: z.string(), message: z.string() }),
});
export type AnalysisFault = z.infer<typeof analysisFault>;
