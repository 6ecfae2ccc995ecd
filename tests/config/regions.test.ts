import { regionCovers, regionName, regionNames } from '../../config/regions';

test.each([
  ['000000', '330106', true],
  ['330000', '330106', true],
  ['330100', '330106', true],
  ['330106', '330106', true],
  ['330106', '330100', false],
  ['330100', '330000', false],
  ['330100', '330206', false],
  ['110000', '330000', false],
  ['330000', '000000', false],
])('%s covers %s: %s', (outer, inner, covers) => expect(regionCovers(outer, inner)).toBe(covers));

test.each([
  ['330000', '浙江省'],
  ['330100', '浙江省杭州市'],
  ['330106', '浙江省杭州市西湖区'],
  ['110105', '北京市朝阳区'],
  ['000000', '全国或不详'],
  ['999999', '999999'],
])('%s is called %s', (code, name) => expect(regionName(code)).toBe(name));

test('all provinces and more than three thousand places are known', () => {
  const codes = Object.keys(regionNames());
  expect(codes.filter((code) => code.endsWith('0000')).length).toBeGreaterThanOrEqual(34);
  expect(codes.length).toBeGreaterThan(3000);
});
