import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { createImageReader } from '../../../nlp/images/image-reader';
import { createMemoryImageTextStore, imageText } from '../../../nlp/images/image-text';

interface Words {
  text: string;
  y: number;
  size: number;
  x?: number;
  font?: string;
  fill?: string;
  turn?: number;
}

function picture(width: number, height: number, words: Words[], background: string = '#fff4e6'): sharp.Sharp {
  const lines = words.map(
    ({ text, x = 30, y, size, font = 'Noto Sans CJK SC', fill = '#222', turn = 0 }) =>
      `<text x="${x}" y="${y}" font-size="${size}" font-family="${font}" fill="${fill}" transform="rotate(${turn} ${x} ${y})">${text}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${background}"/>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg));
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** The same PNG with other sides in its header. */
function claim(png: Buffer, side: number): Buffer {
  const header = Buffer.from(png.subarray(12, 29));
  header.writeUInt32BE(side, 4);
  header.writeUInt32BE(side, 8);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(header));
  return Buffer.concat([png.subarray(0, 12), header, check, png.subarray(33)]);
}

/** Without a Chinese font every character is drawn as the same box. */
async function hasChineseFont(): Promise<boolean> {
  const [one, other] = await Promise.all(
    ['药', '监'].map((text) =>
      picture(60, 60, [{ text, x: 5, y: 45, size: 40 }])
        .raw()
        .toBuffer(),
    ),
  );
  return !one!.equals(other!);
}

let canDraw = false;
beforeAll(async () => {
  canDraw = await hasChineseFont();
  if (!canDraw)
    process.stderr.write(
      'tests with Chinese pictures are left out: no Chinese font is installed (Debian: fonts-noto-cjk)\n',
    );
});

const reader = createImageReader();
afterAll(() => reader.close());

const advertisements: { name: string; width: number; height: number; words: Words[]; background: string }[] = (
  [
    [
      'headline, approval number, account',
      640,
      420,
      [
        { text: '三天见效永不反弹', y: 90, size: 46, fill: '#c00000' },
        { text: '国药准字H20153021 每盒198元', y: 170, size: 28, font: 'Noto Serif CJK SC' },
        { text: '加微信：yunshan2025 全国包邮', y: 240, size: 24 },
        { text: '本品不能代替药物，请仔细阅读说明书', y: 310, size: 20 },
      ],
    ],
    [
      'white on dark',
      800,
      300,
      [
        { text: '减重新选择', y: 90, size: 60, fill: '#ffffff' },
        { text: '无需节食，躺着也能瘦', y: 180, size: 36, fill: '#ffd54f' },
        { text: '限时特价，前五十名立减一百元', y: 250, size: 30, fill: '#ffffff' },
      ],
      '#1b3a57',
    ],
    [
      'a price tag at the side and a line that is tilted',
      700,
      360,
      [
        { text: '祖传秘方', x: 60, y: 110, size: 64, font: 'Noto Serif CJK SC', fill: '#6d1b1b' },
        { text: '到手价98元', x: 430, y: 110, size: 40, fill: '#d00000' },
        { text: '专治腰腿疼痛颈椎病', x: 60, y: 250, size: 38, turn: -6 },
      ],
    ],
    [
      'a narrow picture with small letters',
      320,
      200,
      [
        { text: '云杉大健康', y: 50, size: 20 },
        { text: '咨询热线0571-88880000', y: 100, size: 15 },
        { text: '浙药广审（文）第260615-00123号', y: 140, size: 13 },
      ],
    ],
  ] as [string, number, number, Words[], string?][]
).map(([name, width, height, words, background = '#fff4e6']) => ({ name, width, height, words, background }));

describe('createImageReader', () => {
  test.each(advertisements)(
    'reads $name',
    async ({ width, height, words, background }) => {
      if (!canDraw) return;
      const bytes = await picture(width, height, words, background).png().toBuffer();
      const found = imageText.parse(await reader.read(bytes));
      const expected = bare(words.map(({ text }) => text).join(''));
      expect(editDistance(bare(found.text), expected) / expected.length).toBeLessThanOrEqual(0.05);
      expect(found.skipped).toBeUndefined();
    },
    60_000,
  );

  test('boxes are in pixels of the picture, also where it was enlarged', async () => {
    if (!canDraw) return;
    const bytes = await picture(320, 240, [{ text: '根治糖尿病', x: 100, y: 150, size: 30 }])
      .jpeg()
      .toBuffer();
    const { lines } = await reader.read(bytes);
    expect(lines).toHaveLength(1);
    const { left, top, width, height } = lines[0]!.box;
    expect(Math.abs(left - 100)).toBeLessThan(15);
    expect(Math.abs(top - 122)).toBeLessThan(15);
    expect(Math.abs(width - 150)).toBeLessThan(25);
    expect(Math.abs(height - 34)).toBeLessThan(15);
    expect(lines[0]!.score).toBeGreaterThan(0.8);
  }, 60_000);

  test('a long picture is cut, every line is read once', async () => {
    if (!canDraw) return;
    const words = Array.from({ length: 16 }, (_, at) => ({
      text: `第${at + 10}条买家好评非常满意`,
      y: 120 + at * 190,
      size: 34,
    }));
    const bytes = await picture(640, 3_200, words).png().toBuffer();
    const { lines } = await reader.read(bytes);
    expect(lines.map(({ text }) => bare(text))).toEqual(words.map(({ text }) => text));
    lines.forEach(({ box }, at) => expect(Math.abs(box.top + box.height - (words[at]!.y + 8))).toBeLessThan(20));
  }, 120_000);

  const odd: [string, () => Promise<Uint8Array>, string][] = [
    ['no bytes', () => Promise.resolve(new Uint8Array()), 'not-a-picture'],
    ['a page', () => Promise.resolve(Buffer.from('<html><body>药</body></html>')), 'not-a-picture'],
    [
      'a drawing with references',
      () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>')),
      'not-a-picture',
    ],
    [
      'a picture cut off in the middle',
      async () => (await picture(400, 400, []).png().toBuffer()).subarray(0, 60),
      'not-a-picture',
    ],
    [
      'a dot',
      () =>
        sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      'too-small',
    ],
    ['an icon', () => picture(16, 16, []).png().toBuffer(), 'too-small'],
    [
      'a picture that claims too many pixels',
      async () => claim(await picture(32, 32, []).png().toBuffer(), 20_000),
      'too-large',
    ],
  ];
  test.each(odd)(
    'says why it does not read %s',
    async (_, bytes, skipped) => {
      expect(await reader.read(await bytes())).toEqual({ text: '', lines: [], skipped });
    },
    60_000,
  );

  test('a picture without words is empty', async () => {
    expect(await reader.read(await picture(300, 200, []).webp().toBuffer())).toEqual({ text: '', lines: [] });
  }, 60_000);
});

describe('readings are kept', () => {
  test('a picture is read once, also when asked twice at the same time', async () => {
    const asked: string[] = [];
    const store = createMemoryImageTextStore();
    const counted = createImageReader({
      store: {
        get: (sha256) => (asked.push(sha256), store.get(sha256)),
        put: (sha256, text) => store.put(sha256, text),
      },
    });
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const [first, second] = await Promise.all([counted.read(dot), counted.read(dot)]);
    expect(first).toBe(second);
    expect(await counted.read(dot)).toBe(first);
    expect(asked).toHaveLength(2);
    await counted.close();
  });

  test('memory keeps the latest', async () => {
    const store = createMemoryImageTextStore(2);
    for (const sha256 of ['a', 'b', 'a', 'c']) await store.put(sha256, { text: sha256, lines: [] });
    expect((await store.get('a'))?.text).toBe('a');
    expect(await store.get('b')).toBeUndefined();
    expect((await store.get('c'))?.text).toBe('c');
  });
});
