import { z } from 'zod';
import { isoTime, sha256 } from './primitives';
import { capturedFile } from './page';

/** Who or what captured: one software agent with its versions, or an officer. */
export const capturer = z.object({
  kind: z.enum(['system', 'officer']),
  name: z.string(),
  versions: z.record(z.string(), z.string()),
  host: z.string().optional(),
});
export type Capturer = z.infer<typeof capturer>;

/** One capture: all files of one page at one moment. `screenshotOf` links a later screenshot capture to the page's first. */
export const capture = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  url: z.string(),
  finalUrl: z.string(),
  status: z.number().int(),
  capturedAt: isoTime,
  capturedBy: capturer,
  files: z.array(capturedFile),
  documentId: z.string().nullable(),
  screenshotOf: z.string().nullable(),
});
export type Capture = z.infer<typeof capture>;

/** One link of the append-only hash chain over all captures (formats.md 5). `hash` covers every other field in canonical JSON. */
export const chainLink = z.object({
  index: z.number().int().nonnegative(),
  captureId: z.string(),
  capturedAt: isoTime,
  capturedBy: capturer,
  url: z.string(),
  finalUrl: z.string(),
  hashes: z.array(z.object({ role: z.string(), sha256 })),
  previous: sha256,
  hash: sha256,
});
export type ChainLink = z.infer<typeof chainLink>;
