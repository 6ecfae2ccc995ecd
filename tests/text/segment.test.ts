import fc from 'fast-check';
import {
  createSegmenter,
  segmenterNames,
  SegmenterUnavailable,
  type Segmenter,
  type SegmenterName,
} from '../../text/segment';

function available(name: SegmenterName): Segmenter | undefined {
  try {
    return createSegmenter(name);
  } catch (error) {
    if (!(error instanceof SegmenterUnavailable)) throw error;
    process.stderr.write(`${name} skipped: ${error.message}\n`);
    return undefined;
  }
}

describe.each(segmenterNames)('segmenter %s', (name) => {
  const segmenter = available(name);
  const maybe = segmenter === undefined ? test.skip : test;

  const rows: [string, string][] = [
    ['ordinary words', '患者应当在药师指导下购买和使用非处方药'],
    ['mixed scripts', '国药准字H20153021，每盒30片。'],
    ['an empty text', ''],
    ['white space and line breaks', '药品 监测\n网络\t销售'],
    ['emoji', '买💊送💉👨‍👩‍👧'],
    ['a long text', '高血压患者慎用。'.repeat(5_000)],
  ];
  maybe.each(rows)('the words of %s are the text', (_, text) => {
    expect(segmenter!.cut(text).join('')).toBe(text);
  });

  maybe('cuts where a reader would', () => {
    expect(segmenter!.cut('药品监督管理部门')).toEqual(expect.arrayContaining(['药品', '部门']));
    expect(segmenter!.cut('糖尿病患者')).toEqual(['糖尿病', '患者']);
  });

  maybe('for search, gives the short words inside a long one too', () => {
    expect(segmenter!.cutForSearch('中华人民共和国')).toEqual(
      expect.arrayContaining(['中华', '人民', '共和国', '中华人民共和国']),
    );
  });

  maybe('names itself', () => {
    expect(segmenter!.name).toBe(name);
  });

  maybe('takes any text; lone surrogates become U+FFFD', () => {
    expect(segmenter!.cut('甲\ud83d乙').join('')).toBe('甲\ufffd乙');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(segmenter!.cut(text).join('')).toBe(text);
        segmenter!.cutForSearch(text);
      }),
      { numRuns: 200 },
    );
  });
});

describe('nodejieba that cannot be used', () => {
  const rows: [string, () => unknown, RegExp][] = [
    [
      'is not installed',
      () => {
        throw new Error("Cannot find module 'nodejieba'\nRequire stack:");
      },
      /nodejieba 不可用（Cannot find module 'nodejieba'）/,
    ],
    [
      'loads and fails at its first call',
      () => ({
        cut: () => {
          throw new Error('native binding was not found');
        },
      }),
      /native binding was not found.*npm install nodejieba/,
    ],
    ['gives nonsense', () => ({ cut: () => ['??'] }), /gave \["\?\?"\]/],
    ['is something else', () => ({}), /不可用/],
  ];
  test.each(rows)('%s', (_, load, message) => {
    expect(() => createSegmenter('nodejieba', load)).toThrow(SegmenterUnavailable);
    expect(() => createSegmenter('nodejieba', load)).toThrow(message);
  });
});
