import type { MatchInput } from '../contracts/rule-match';

/** Value of a field or path (`context.rx`): of the document first, then of its extra fields. Undefined where missing. */
export function fieldValue(input: MatchInput, path: string): unknown {
  const own = Object.hasOwn(readers, path) ? readers[path]?.(input) : undefined;
  const isMissing = own === undefined || own === null || (Array.isArray(own) && own.length === 0);
  if (!isMissing) return own;
  if (Object.hasOwn(input.extra, path)) return input.extra[path] ?? undefined;
  let value: unknown = input.extra;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value ?? undefined;
}

const worst = (input: MatchInput): string | null =>
  input.violations.reduce<string | null>(
    (most, finding) => (most === null || finding.severity > most ? finding.severity : most),
    null,
  );

const readers: Readonly<Record<string, (input: MatchInput) => unknown>> = {
  id: (input) => input.id,
  title: (input) => input.title,
  text: (input) => input.text,
  imageText: (input) => input.imageText,
  url: (input) => input.url,
  host: (input) => input.host,
  platform: (input) => input.platform,
  author: (input) => input.author,
  seller: (input) => input.seller,
  region: (input) => input.region,
  province: (input) => (input.region === '000000' ? null : `${input.region.slice(0, 2)}0000`),
  city: (input) => (/^\d{2}00/.test(input.region) ? null : `${input.region.slice(0, 4)}00`),
  kind: (input) => input.kind,
  price: (input) => input.price,
  collectedAt: (input) => input.collectedAt,
  publishedAt: (input) => input.publishedAt,
  source: (input) => input.source,
  media: (input) => input.media,
  genre: (input) => input.genre,
  quoted: (input) => input.isQuoted,
  illegal: (input) => input.violations.length > 0,
  code: (input) => input.violations.map((finding) => finding.code),
  codes: (input) => input.violations.map((finding) => finding.code),
  severity: worst,
  attribute: (input) => input.attributes,
  sentiment: (input) => input.sentiment?.label ?? null,
  feeling: (input) => input.feeling,
  drug: (input) => input.drugs,
  drugs: (input) => input.drugs,
  company: (input) => input.companies,
  companies: (input) => input.companies,
  cluster: (input) => input.cluster,
};

/** A value as a key's part: strings and numbers as they are, lists joined, nothing and empty lists as null (missing). */
export function keyPart(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((item) => keyPart(item) ?? '').join('、');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Key of a document under `by`; a missing value is null, which is a key of its own. */
export function keyOf(input: MatchInput, by: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(by.map((path) => [path, keyPart(fieldValue(input, path))]));
}

/** The separate values of a field; empty where it is missing. Empty strings count as missing. */
export function valuesOf(input: MatchInput, path: string): string[] {
  const value = fieldValue(input, path);
  const parts = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((item) => keyPart(item) ?? '');
  return [...new Set(parts)].filter((part) => part !== '');
}

/** A field as a number; numerals in strings count (`"¥128.00"` is 128). Undefined where there is none. */
export function numberOf(input: MatchInput, path: string): number | undefined {
  return toNumber(fieldValue(input, path));
}

/** The number in a value, undefined where it holds none or several. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = /^[^\d-]{0,4}(-?\d{1,15}(?:,\d{3})*(?:\.\d+)?)\D{0,4}$/.exec(value.trim());
  return match?.[1] === undefined ? undefined : Number(match[1].replaceAll(',', ''));
}
