import { faultFor } from '../../demo/faults';

const paths = Array.from({ length: 5000 }, (_, index) => `/news/${index}.html`);

describe('faultFor', () => {
  test('the same seed disturbs the same requests', () => {
    const disturbed = (seed: number): string[] => paths.filter((path) => faultFor(seed, path, 0) !== undefined);
    expect(disturbed(1)).toEqual(disturbed(1));
    expect(disturbed(1)).not.toEqual(disturbed(2));
  });

  test('between 4 and 10 % of first visits are disturbed, in every way', () => {
    const faults = paths.flatMap((path) => faultFor(7, path, 0) ?? []);
    expect(faults.length / paths.length).toBeGreaterThan(0.04);
    expect(faults.length / paths.length).toBeLessThan(0.1);
    const kinds = new Set(faults.map((fault) => (fault.kind === 'slow' ? 'slow' : fault.status)));
    expect(kinds).toEqual(new Set(['slow', 429, 500, 503]));
  });

  test('a slow answer takes less than two seconds, a 429 says when to come back', () => {
    for (const fault of paths.flatMap((path) => faultFor(3, path, 0) ?? [])) {
      if (fault.kind === 'slow') expect(fault.delayMs).toBeLessThan(2000);
      else if (fault.status === 429) expect(fault.retryAfterSeconds).toBe(1);
    }
  });

  test('nobody is disturbed twice running', () => {
    expect(paths.flatMap((path) => [faultFor(1, path, 1), faultFor(1, path, 2)]).filter(Boolean)).toEqual([]);
  });

  test('robots.txt and style sheets are left alone', () => {
    const seeds = Array.from({ length: 500 }, (_, seed) => seed);
    expect(seeds.filter((seed) => faultFor(seed, '/robots.txt', 0) ?? faultFor(seed, '/static/shop.css', 0))).toEqual(
      [],
    );
  });
});
