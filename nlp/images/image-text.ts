import { z } from 'zod';

/** A line of text in a picture; the box is in pixels of the picture as it came. `score` is 0 to 1. */
export const imageLine = z.object({
  text: z.string(),
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  score: z.number(),
});
export type ImageLine = z.infer<typeof imageLine>;

/** Why nothing, or not everything, was read. */
export const imageSkip = z.enum(['not-a-picture', 'too-small', 'too-large', 'cut-off']);
export type ImageSkip = z.infer<typeof imageSkip>;

/** What was read from one picture: its lines from top to bottom, joined by line breaks in `text`. */
export const imageText = z.object({ text: z.string(), lines: z.array(imageLine), skipped: imageSkip.optional() });
export type ImageText = z.infer<typeof imageText>;

/** Where readings are kept, by SHA-256 of the picture's bytes; a picture is read once. */
export interface ImageTextStore {
  get(sha256: string): Promise<ImageText | undefined>;
  put(sha256: string, text: ImageText): Promise<void>;
}

/** Keeps the latest readings in memory. */
export function createMemoryImageTextStore(capacity = 500): ImageTextStore {
  const kept = new Map<string, ImageText>();
  return {
    get: (sha256) => Promise.resolve(kept.get(sha256)),
    put(sha256, text) {
      kept.delete(sha256);
      kept.set(sha256, text);
      for (const oldest of kept.keys()) {
        if (kept.size <= capacity) break;
        kept.delete(oldest);
      }
      return Promise.resolve();
    },
  };
}
