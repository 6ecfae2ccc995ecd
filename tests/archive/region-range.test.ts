import * as fc from 'fast-check';
import { regionBelow, regionRange } from '../../archive/region-range';
import { regionCovers } from '../../config/regions';

test.each([
  ['000000', '000000', ':'],
  ['330000', '330000', '340000'],
  ['330100', '330100', '330200'],
  ['330106', '330106', '330107'],
  ['331000', '331000', '331100'],
  ['990000', '990000', ':'],
  ['339900', '339900', '340000'],
])('%s covers from %s up to %s', (region, from, before) => {
  expect(regionRange(region)).toEqual({ from, before });
});

test.each(['', '33', '33010', '3301066', 'abcdef', '33 000'])('%j is no region', (region) => {
  expect(() => regionRange(region)).toThrow(RangeError);
});

test('the range says the same as the prefix', () => {
  const code = fc.tuple(
    fc.integer({ min: 11, max: 82 }),
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 0, max: 99 }),
  );
  const text = code.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''));
  fc.assert(
    fc.property(text, text, (outer, inner) => {
      const { from, before } = regionRange(outer);
      expect(inner >= from && inner < before).toBe(regionCovers(outer, inner));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['000000', '330106', '330000'],
  ['330000', '330106', '330100'],
  ['330100', '330106', '330106'],
])('below %s, %s belongs to %s', (region, code, below) => {
  expect(regionBelow(region, code)).toBe(below);
});
