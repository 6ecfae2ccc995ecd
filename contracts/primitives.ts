import { z } from 'zod';

/** RFC 3339 time with a zone. */
export const isoTime = z.iso.datetime({ offset: true });

/** GB/T 2260 code, six digits; `000000` stands for "whole country or unknown". */
export const regionCode = z.string().regex(/^\d{6}$/, 'expected six digits (GB/T 2260)');

export const severity = z.enum(['S1', 'S2', 'S3', 'S4']);
export type Severity = z.infer<typeof severity>;

/** red 特别重大, orange 重大, yellow 较大, blue 一般. */
export const level = z.enum(['red', 'orange', 'yellow', 'blue']);
export type Level = z.infer<typeof level>;

/** What kind of publication a text claims to be; absent means unknown. */
export const kind = z.enum(['ad', 'listing', 'news', 'forum', 'live']);
export type Kind = z.infer<typeof kind>;

export const genre = z.enum([
  'advertisement',
  'listing',
  'news',
  'notice',
  'science',
  'complaint',
  'forum',
  'law',
  'other',
]);
export type Genre = z.infer<typeof genre>;

/** Lower-case hexadecimal SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
