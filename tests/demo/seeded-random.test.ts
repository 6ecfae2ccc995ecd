import { hashText, SeededRandom } from '../../demo/seeded-random';

const drawn = (seed: number | string, count: number): number[] => {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('SeededRandom', () => {
  test('gives the same numbers for the same seed, others for another', () => {
    expect(drawn(7, 50)).toEqual(drawn(7, 50));
    expect(drawn('7', 50)).toEqual(drawn(7, 50));
    expect(drawn(7, 50)).not.toEqual(drawn(8, 50));
  });

  test('spreads evenly over [0, 1)', () => {
    const numbers = drawn('even', 20_000);
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(numbers.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(numbers.map((value) => Math.floor(value * 20))).size).toBe(20);
  });

  test('integer includes both ends', () => {
    const random = new SeededRandom(1);
    const seen = new Set(Array.from({ length: 300 }, () => random.integer(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  test('pick refuses an empty list', () => {
    expect(() => new SeededRandom(1).pick([])).toThrow(RangeError);
  });

  test.each([
    [0, 0],
    [2, 2],
    [9, 4],
  ])('draw of %i from four gives %i different ones in list order', (count, expected) => {
    const letters = new SeededRandom('draw').draw(['a', 'b', 'c', 'd'], count);
    expect(letters).toHaveLength(expected);
    expect([...letters].sort()).toEqual(letters);
  });

  test('shuffle keeps every element and leaves the list alone', () => {
    const list = [1, 2, 3, 4, 5, 6];
    const shuffled = new SeededRandom(3).shuffle(list);
    expect([...shuffled].sort()).toEqual(list);
    expect(list).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('chance is never at 0 and always at 1', () => {
    const random = new SeededRandom(5);
    expect(Array.from({ length: 100 }, () => random.chance(0))).not.toContain(true);
    expect(Array.from({ length: 100 }, () => random.chance(1))).not.toContain(false);
  });

  test('hashText is the published FNV-1a', () => {
    expect(hashText('')).toBe(0x811c9dc5);
    expect(hashText('a')).toBe(0xe40c292c);
  });
});
