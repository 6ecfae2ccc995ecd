import { DraftWriter } from '../../demo/draft-writer';
import type { Draft } from '../../demo/draft';

const at = new Date('2025-06-01T08:00:00+08:00');

function write(seed: number | string, count: number, share = 1 / 8): Draft[] {
  const writer = new DraftWriter(seed, share, { pictures: true });
  return Array.from({ length: count }, () => writer.write(at));
}

const texts = (drafts: readonly Draft[]): string[] =>
  drafts.map(({ title, paragraphs, comments, price }) => [title, ...paragraphs, ...comments, price].join('\n'));

describe('DraftWriter', () => {
  test('the seed decides every page', () => {
    expect(texts(write(11, 200))).toEqual(texts(write(11, 200)));
    expect(texts(write(11, 200))).not.toEqual(texts(write(12, 200)));
  });

  test.each([
    [0, 0, 0],
    [1 / 8, 0.11, 0.14],
    [0.5, 0.47, 0.53],
    [1, 1, 1],
  ])('a share of %d is kept', (share, low, high) => {
    const drafts = write('share', 800, share);
    const suspect = drafts.filter(({ codes }) => codes.length > 0).length / drafts.length;
    expect(suspect).toBeGreaterThanOrEqual(low);
    expect(suspect).toBeLessThanOrEqual(high);
  });

  test('suspects are spread: the first forty pages already hold some', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const count = write(seed, 40).filter(({ codes }) => codes.length > 0).length;
      expect(count).toBeGreaterThanOrEqual(3);
      expect(count).toBeLessThanOrEqual(7);
    }
  });

  test('three hundred pages show at least 20 codes on at least eight sites', () => {
    const drafts = write('codes', 300);
    expect(new Set(drafts.flatMap(({ codes }) => codes)).size).toBeGreaterThanOrEqual(20);
    expect(new Set(drafts.map(({ site }) => site.id)).size).toBeGreaterThanOrEqual(8);
  });

  test('some suspects spell evasively and say so', () => {
    const suspects = write('evasion', 600, 1);
    const evading = suspects.filter(({ codes }) => codes.includes('EVASION')).length / suspects.length;
    expect(evading).toBeGreaterThan(0.2);
    expect(evading).toBeLessThan(0.9);
  });

  test('some suspects are printed again elsewhere, word for word', () => {
    const suspects = write('reprint', 400, 1);
    const copies = suspects.length - new Set(texts(suspects)).size;
    expect(copies).toBeGreaterThan(20);
    expect(new Set(suspects.map(({ number }) => number)).size).toBe(suspects.length);
  });

  test('an unlicensed topic stands in a shop without licence, a lawful listing in one with', () => {
    const goods = write('shops', 600, 0.4).filter(({ shop }) => shop !== undefined);
    expect(goods.length).toBeGreaterThan(50);
    for (const { topic, shop } of goods) expect(shop?.licence !== undefined).toBe(topic.shop === 'licensed');
  });

  test('no slot and no spot is left in a text', () => {
    expect(texts(write('left', 500, 0.5)).filter((text) => /\{[a-z0-9-]+\}|\[\[/iu.test(text))).toEqual([]);
  });

  test('without a Han font pictures stand for no violation', () => {
    const writer = new DraftWriter(1, 0.5, { pictures: false });
    const pictured = Array.from({ length: 300 }, () => writer.write(at)).filter(({ site }) => site.id === 'slots');
    expect(pictured.length).toBeGreaterThan(5);
    expect(pictured.filter(({ codes }) => codes.length > 0)).toEqual([]);
  });
});
