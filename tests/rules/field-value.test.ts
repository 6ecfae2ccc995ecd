import { fieldValue, keyOf, keyPart, numberOf, toNumber, valuesOf } from '../../rules/field-value';
import { inputOf } from './match-inputs';

describe('fieldValue', () => {
  const input = inputOf({
    title: '标题',
    text: '正文',
    url: 'https://Shop.Example.com:8080/a',
    platform: '甲网',
    seller: '',
    region: '330106',
    price: '¥12.50',
    drugs: ['甲肽', '乙肽'],
    violations: [
      { code: 'RX_MASS_AD', severity: 'S1' },
      { code: 'HF_DISEASE', severity: 'S3' },
    ],
    sentiment: 'neg',
    context: { rx: true, deep: { er: 'x' } },
    lot: 0,
    'dotted.name': 'whole',
    nothing: null,
  });
  const cases: [path: string, value: unknown][] = [
    ['title', '标题'],
    ['text', '正文'],
    ['host', 'shop.example.com:8080'],
    ['platform', '甲网'],
    ['seller', ''],
    ['author', undefined],
    ['region', '330106'],
    ['province', '330000'],
    ['city', '330100'],
    ['price', 12.5],
    ['drugs', ['甲肽', '乙肽']],
    ['drug', ['甲肽', '乙肽']],
    ['codes', ['RX_MASS_AD', 'HF_DISEASE']],
    ['severity', 'S3'],
    ['illegal', true],
    ['sentiment', 'neg'],
    ['context.rx', true],
    ['context.deep.er', 'x'],
    ['context.none.at.all', undefined],
    ['lot', 0],
    ['dotted.name', 'whole'],
    ['nothing', undefined],
    ['unknown', undefined],
    ['constructor', undefined],
    ['context.__proto__', undefined],
    ['toString.length', undefined],
  ];
  test.each(cases)('%s', (path, value) => {
    expect(fieldValue(input, path)).toEqual(value);
  });

  test('an unknown region has no province', () => {
    expect(fieldValue(inputOf({}), 'province')).toBeUndefined();
    expect(fieldValue(inputOf({ region: '330000' }), 'city')).toBeUndefined();
  });

  test('an extra field stands in for one that the document lacks', () => {
    expect(fieldValue(inputOf({ severity: 'custom' }), 'severity')).toBe('custom');
  });
});

describe('keyPart', () => {
  const cases: [value: unknown, part: string | null][] = [
    ['甲', '甲'],
    ['', ''],
    [12.5, '12.5'],
    [true, 'true'],
    [null, null],
    [undefined, null],
    [[], null],
    [['甲'], '甲'],
    [['甲', '乙'], '甲、乙'],
    [{ a: 1 }, '{"a":1}'],
  ];
  test.each(cases)('%j is %j', (value, part) => {
    expect(keyPart(value)).toBe(part);
  });
});

test('keyOf gives missing values as null', () => {
  expect(keyOf(inputOf({ seller: '甲' }), ['seller', 'platform'])).toEqual({ seller: '甲', platform: null });
});

test('valuesOf takes lists apart', () => {
  expect(valuesOf(inputOf({ drugs: ['a', 'b', 'a'] }), 'drugs')).toEqual(['a', 'b']);
  expect(valuesOf(inputOf({ seller: '甲' }), 'seller')).toEqual(['甲']);
  expect(valuesOf(inputOf({ seller: '' }), 'seller')).toEqual([]);
  expect(valuesOf(inputOf({}), 'seller')).toEqual([]);
});

describe('toNumber', () => {
  const cases: [value: unknown, number: number | undefined][] = [
    [5, 5],
    [-1.5, -1.5],
    [0, 0],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ['5', 5],
    ['¥5.00', 5],
    ['128元', 128],
    ['1,280.50', 1280.5],
    ['RMB 99', 99],
    ['-3', -3],
    ['约100左右', 100],
    ['10-20', undefined],
    ['面议', undefined],
    ['', undefined],
    [null, undefined],
    [true, undefined],
    [['5'], undefined],
  ];
  test.each(cases)('%j is %j', (value, number) => {
    expect(toNumber(value)).toBe(number);
  });
  test('numberOf reads a field', () => {
    expect(numberOf(inputOf({ sold: '1,000件' }), 'sold')).toBe(1000);
  });
});
