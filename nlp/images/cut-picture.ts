import sharp from 'sharp';
import type { ImageSkip } from './image-text';

/** A piece of a picture, ready for the reader: a PNG whose sides are multiples of 32 pixels. */
export interface Tile {
  readonly png: Buffer;
  /** First row of the tile in the scaled picture. */
  readonly top: number;
}

export interface CutPicture {
  readonly tiles: readonly Tile[];
  /** Scaled pixels for one pixel of the picture as it came. */
  readonly scale: number;
  readonly skipped?: ImageSkip;
}

export const maxPictureBytes = 30 * 1024 * 1024;
const maxPixels = 120_000_000;
const leastSide = 24;
const maxWidth = 1_280;
/** Narrow pictures are enlarged, small letters read better. */
const goodWidth = 640;
const maxEnlargement = 2;
const tileHeight = 1_280;
/** Higher than a line of ordinary text, so that each line is whole in one tile. */
const overlap = 128;
const maxTiles = 16;
const step = 32;

const readable: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp', 'gif', 'heif', 'avif', 'tiff']);

/** Decodes, turns upright, scales and cuts a picture. Never throws for bad bytes: says why there is nothing to read. */
export async function cutPicture(bytes: Uint8Array): Promise<CutPicture> {
  if (bytes.length > maxPictureBytes) return nothing('too-large');
  let upright: { width: number; height: number };
  try {
    const { format, width, height, orientation = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width === undefined || height === undefined || !readable.has(format ?? '')) return nothing('not-a-picture');
    if (width * height > maxPixels) return nothing('too-large');
    upright = orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return nothing('not-a-picture');
  }
  if (Math.min(upright.width, upright.height) < leastSide) return nothing('too-small');
  const scale = Math.min(maxWidth / upright.width, Math.max(1, Math.min(maxEnlargement, goodWidth / upright.width)));
  try {
    return await cut(bytes, upright, scale);
  } catch {
    return nothing('not-a-picture');
  }
}

function nothing(skipped: ImageSkip): CutPicture {
  return { tiles: [], scale: 1, skipped };
}

async function cut(bytes: Uint8Array, upright: { width: number; height: number }, scale: number): Promise<CutPicture> {
  const width = Math.round(upright.width * scale);
  const height = Math.round(upright.height * scale);
  const { data } = await sharp(bytes, { limitInputPixels: maxPixels })
    .rotate()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize({ width, height, fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const channels = Math.round(data.length / (width * height)) as 1 | 3;
  const tiles: Tile[] = [];
  let top = 0;
  for (; top < height && tiles.length < maxTiles; top += tileHeight - overlap) {
    const rows = Math.min(tileHeight, height - top);
    const png = await sharp(data.subarray(top * width * channels, (top + rows) * width * channels), {
      raw: { width, height: rows, channels },
    })
      .extend({ right: padding(width), bottom: padding(rows), background: '#ffffff' })
      .png({ compressionLevel: 1 })
      .toBuffer();
    tiles.push({ png, top });
    if (top + rows >= height) return { tiles, scale };
  }
  return { tiles, scale, skipped: 'cut-off' };
}

function padding(side: number): number {
  return Math.ceil(side / step) * step - side;
}
