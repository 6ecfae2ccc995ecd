import { z } from 'zod';
import { sentimentLabel } from '../contracts/analysis';
import type { Analysis, AnalysisResult } from '../contracts/analysis';
import type { SourceDocument } from '../contracts/page';
import { severity } from '../contracts/primitives';
import type { MatchFinding, MatchInput, MatchNumber } from '../contracts/rule-match';
import { normalise } from '../text/normalise';
import { toEpoch, withZone } from './event-time';
import { toNumber } from './field-value';

/** How far a near-duplicate cluster has spread; ones where nobody has counted. */
export type Spread = MatchInput['spread'];
const alone: Spread = { documents: 1, platforms: 1, provinces: 1 };

/** What rules read of a stored document and its analysis. */
export function toMatchInput(document: SourceDocument, analysis: Analysis, spread: Spread = alone): MatchInput {
  return {
    id: document.id,
    title: document.title,
    text: document.text,
    imageText: analysis.imageText,
    normalised: analysis.normalised,
    url: document.url,
    host: document.host,
    platform: document.platform,
    author: document.author,
    seller: document.seller,
    region: document.region,
    kind: document.kind ?? null,
    price: document.price,
    collectedAt: document.collectedAt,
    publishedAt: document.publishedAt,
    source: document.sourceId,
    media: document.media,
    ...analysisParts(analysis),
    cluster: analysis.cluster,
    spread,
    extra: { documentVersion: document.version, siteName: document.siteName, currency: document.currency },
  };
}

function analysisParts(analysis: AnalysisResult) {
  return {
    genre: analysis.genre,
    isQuoted: analysis.quoted,
    violations: analysis.violations,
    attributes: analysis.attributes,
    sentiment: analysis.sentiment,
    feeling: analysis.feeling?.label ?? null,
    drugs: analysis.drugs,
    companies: analysis.entities.filter((entity) => entity.type === 'company').map((entity) => entity.text),
    numbers: analysis.numbers,
  };
}

const text = z.union([z.string(), z.number().transform(String)]);
const optionalText = text.nullish().transform((value) => value ?? null);
const given = z.looseObject({
  id: text,
  title: z.string().nullish(),
  text: z.string().nullish(),
  imageText: z.string().nullish(),
  url: optionalText,
  platform: optionalText,
  author: optionalText,
  seller: optionalText,
  region: optionalText,
  kind: optionalText,
  source: optionalText,
  media: optionalText,
  publishedAt: optionalText,
  collectedAt: optionalText,
  genre: optionalText,
  cluster: optionalText,
  quoted: z.boolean().nullish(),
  violations: z
    .array(
      z.union([
        z.string().transform((code) => ({ code })),
        z.looseObject({ code: z.string(), severity: severity.optional(), confidence: z.number().optional() }),
      ]),
    )
    .nullish(),
  attributes: z.array(z.string()).nullish(),
  sentiment: z
    .union([
      sentimentLabel.transform((label) => ({ label })),
      z.looseObject({ label: sentimentLabel, confidence: z.number().optional() }),
    ])
    .nullish(),
  feeling: z
    .union([sentimentLabel.transform((label) => ({ label })), z.looseObject({ label: sentimentLabel })])
    .nullish(),
  drugs: z.array(z.string()).nullish(),
  companies: z.array(z.string()).nullish(),
  entities: z.array(z.looseObject({ type: z.string(), text: z.string() })).nullish(),
  numbers: z
    .array(z.looseObject({ type: z.string(), text: z.string().default(''), valid: z.boolean().default(true) }))
    .nullish(),
  spread: z
    .object({ documents: z.number().default(1), platforms: z.number().default(1), provinces: z.number().default(1) })
    .nullish(),
});
type Given = z.infer<typeof given>;

const ownKeys = new Set(Object.keys(given.shape));

export type EventReading =
  { readonly ok: true; readonly input: MatchInput } | { readonly ok: false; readonly message: string };

/**
 * Reads one event of `rules test`: the input of `analyze` plus `collectedAt`, any part of an analysis, and any extra field. A finding
 * given without severity counts as S2, without confidence as certain. `collectedAt` falls back on `publishedAt`, then on `fallbackTime`.
 */
export function readEvent(raw: unknown, fallbackTime: string): EventReading {
  const read = given.safeParse(raw);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { ok: false, message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}` };
  }
  const event = read.data;
  const collected =
    event.collectedAt ??
    (event.publishedAt !== null && toEpoch(event.publishedAt) !== undefined ? event.publishedAt : fallbackTime);
  const collectedAt = withZone(collected);
  if (collectedAt === undefined) return { ok: false, message: `collectedAt: not an RFC 3339 time: ${collected}` };
  return { ok: true, input: eventInput(event, collectedAt) };
}

function eventInput(event: Given, collectedAt: string): MatchInput {
  const title = event.title ?? '';
  const body = event.text ?? '';
  const imageText = event.imageText ?? '';
  const extra = Object.fromEntries(Object.entries(event).filter(([key]) => !ownKeys.has(key)));
  return {
    id: event.id,
    title,
    text: body,
    imageText,
    normalised: { title: normalise(title).text, text: normalise(body).text, imageText: normalise(imageText).text },
    url: event.url,
    host: hostOf(event.url),
    platform: event.platform,
    author: event.author,
    seller: event.seller,
    region: event.region ?? '000000',
    kind: event.kind,
    price: toNumber(event.price) ?? null,
    collectedAt,
    publishedAt: event.publishedAt,
    source: event.source,
    media: event.media,
    genre: event.genre,
    isQuoted: event.quoted ?? false,
    violations: (event.violations ?? []).map(findingOf),
    attributes: event.attributes ?? [],
    sentiment:
      event.sentiment == null
        ? null
        : {
            label: event.sentiment.label,
            confidence: 'confidence' in event.sentiment ? (event.sentiment.confidence ?? 1) : 1,
          },
    feeling: event.feeling?.label ?? null,
    drugs: event.drugs ?? [],
    companies:
      event.companies ??
      (event.entities ?? []).filter((entity) => entity.type === 'company').map((entity) => entity.text),
    numbers: (event.numbers ?? []).map(numberOfEvent),
    cluster: event.cluster,
    spread: event.spread ?? alone,
    extra,
  };
}

function findingOf(found: {
  code: string;
  severity?: MatchFinding['severity'] | undefined;
  confidence?: number | undefined;
}): MatchFinding {
  return { code: found.code, severity: found.severity ?? 'S2', confidence: found.confidence ?? 1 };
}

function numberOfEvent(found: { type: string; text: string; valid: boolean; [key: string]: unknown }): MatchNumber {
  const verified = found['verified'];
  return {
    type: found.type,
    text: found.text,
    valid: found.valid,
    verified: typeof verified === 'boolean' ? verified : 'unknown',
  };
}

function hostOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return new URL(url).host.toLowerCase();
}
