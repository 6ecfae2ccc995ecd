import sharp from 'sharp';
import { canDrawHan, drawPicture, PictureCache } from '../../demo/picture';

describe('picture advertisements', () => {
  test('the same lines and seed give the same PNG, other lines another', async () => {
    const [first, again, other] = await Promise.all([
      drawPicture(['样例广告', '第二行'], 'a'),
      drawPicture(['样例广告', '第二行'], 'a'),
      drawPicture(['样例广告', '另一行'], 'a'),
    ]);
    expect(first.equals(again)).toBe(true);
    expect(first.equals(other)).toBe(false);
  });

  test('is a PNG of the announced size, whatever signs the lines hold', async () => {
    const { format, width, height } = await sharp(await drawPicture(['<a> & "b"'], 'x')).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 640, height: 300 });
  });

  test('the font check answers', async () => {
    expect(typeof (await canDrawHan())).toBe('boolean');
  });

  test('the cache draws once per key and forgets the oldest', async () => {
    const cache = new PictureCache();
    let drawn = 0;
    const draw = (): Promise<Buffer> => Promise.resolve(Buffer.from(String((drawn += 1))));
    expect((await cache.get('a', draw)).equals(await cache.get('a', draw))).toBe(true);
    expect(drawn).toBe(1);
    for (let key = 0; key < 400; key += 1) await cache.get(`k${key}`, draw);
    await cache.get('a', draw);
    expect(drawn).toBe(402);
  });
});
