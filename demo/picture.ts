import sharp from 'sharp';
import { escapeMarkup } from './markup';
import { SeededRandom } from './seeded-random';

const width = 640;
const height = 300;
const fonts = "'Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Zen Hei','PingFang SC','Microsoft YaHei',sans-serif";
const palettes = [
  ['#fff4d6', '#c4161c', '#5a1a00'],
  ['#e8f6ee', '#0b6b3a', '#083d22'],
  ['#e9f1fd', '#1b3f92', '#0c1f4a'],
  ['#fde9ef', '#b0104a', '#520a24'],
] as const;
const cacheLimit = 300;

/** Draws lines of text as a PNG advertisement, the first line large; the same lines and seed give the same picture. */
export async function drawPicture(lines: readonly string[], seed: string): Promise<Buffer> {
  const [ground, strong, plain] = new SeededRandom(seed).pick(palettes);
  const step = 190 / Math.max(1, lines.length - 1);
  const texts = lines.map((line, index) => {
    const size =
      index === 0 ? Math.min(46, 580 / Array.from(line).length) : Math.min(30, 590 / Array.from(line).length);
    const baseline = index === 0 ? 76 : 76 + 20 + step * (index - 0.35);
    const colour = index === 0 ? strong : plain;
    return `<text x="${width / 2}" y="${baseline.toFixed(1)}" font-size="${size.toFixed(1)}" font-weight="${index === 0 ? 700 : 400}" fill="${colour}" text-anchor="middle" font-family="${fonts}">${escapeMarkup(line)}</text>`;
  });
  const frame = `<rect width="100%" height="100%" fill="${ground}"/><rect x="8" y="8" width="${width - 16}" height="${height - 16}" fill="none" stroke="${strong}" stroke-width="3"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${frame}${texts.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/**
 * Whether this machine can draw Han characters. Without such a font the drawing library puts a closed box for 小,
 * a character that itself has no long horizontal stroke at its foot.
 */
export async function canDrawHan(): Promise<boolean> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96" fill="#fff"/><text x="8" y="80" font-size="80" font-family="${fonts}">小</text></svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true });
  const dark = (x: number, y: number): boolean => (data[(y * info.width + x) * info.channels] ?? 255) < 128;
  const rows = Array.from({ length: info.height }, (_, y) => countDark(info.width, (x) => dark(x, y)));
  const inked = rows.filter((count) => count > 0);
  const columns = Array.from({ length: info.width }, (_, x) => countDark(info.height, (y) => dark(x, y)));
  const inkWidth = columns.filter((count) => count > 0).length;
  return inked.length > 20 && inked.slice(-6).every((count) => count < inkWidth * 0.7);
}

function countDark(length: number, isDark: (index: number) => boolean): number {
  return Array.from({ length }, (_, index) => index).filter(isDark).length;
}

/** Keeps the most recent pictures so that a visitor's second look costs nothing. */
export class PictureCache {
  private readonly pictures = new Map<string, Promise<Buffer>>();

  get(key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.pictures.get(key);
    if (known !== undefined) return known;
    const drawn = draw();
    this.pictures.set(key, drawn);
    const oldest = this.pictures.keys().next();
    if (this.pictures.size > cacheLimit && oldest.done !== true) this.pictures.delete(oldest.value);
    return drawn;
  }
}
