import fc from 'fast-check';
import { normalise, type UndoneTechnique } from '../../text/normalise';

const normalised = (text: string): string => normalise(text).text;

describe('normalise', () => {
  const rows: [string, string, string][] = [
    ['full width becomes narrow and lower case', 'ＶＸ：ＡＢＣ１２３', 'vx:abc123'],
    ['full-width punctuation becomes narrow', '好（真的），请看：对；是！否？', '好(真的),请看:对;是!否?'],
    ['Chinese full stop and comma of lists stay', '一、二。', '一、二。'],
    ['quotation marks keep their side', '「甲」『乙』〝丙〞"丁"', '“甲”“乙”“丙”"丁"'],
    ['square brackets of all kinds', '【药】〔2020〕［1］〖乙〗', '[药][2020][1][乙]'],
    ['dashes of all kinds', '3—5天 3–5天 3－5天 甲——乙', '3-5天 3-5天 3-5天 甲-乙'],
    ['units keep their letters', '5㎎ 3㎏ 2㎡', '5mg 3kg 2m2'],
    ['circled digits', '①疗程 ❷盒 ⑩瓶', '1疗程 2盒 10瓶'],
    ['enclosed letters', '🆅🆇 ⓦⓔ 🇻🇽', 'vx we vx'],
    ['an enclosed Han character', '🈲药', '禁药'],
    ['zero width characters', '根\u200b治\u2060糖\ufeff尿病', '根治糖尿病'],
    ['variation selectors', '❤\ufe0f', '♥'],
    ['a heart inside a guarded word', '微❤\ufe0f信', '微信'],
    ['soft hyphens', 'ins\u00adulin', 'insulin'],
    ['combining marks', '治̲愈̶', '治愈'],
    ['pinyin with tones', 'wēi xìn', 'wei xin'],
    ['mathematical letters', '𝐕𝐗 𝟙𝟚', 'vx 12'],
    ['traditional', '減肥藥療傷體', '减肥药疗伤体'],
    ['characters that rewriting stations put in', '毉療麪膜讅核儅前脩護証', '医疗面膜审核当前修护证'],
    ['Japanese forms', '薬局の検査', '药局の检查'],
    ['Kangxi radicals', '⼈⼤⺡台', '人大治'],
    ['a registered mark inside a name', '立普®妥', '立普妥'],
    ['Cyrillic letters among Latin ones', 'VХ аbс', 'vx abc'],
    ['Cyrillic letters beside Han characters', '加ВХ聊', '加bx聊'],
    ['a Russian word stays', 'купить лекарство', 'купить лекарство'],
    ['Greek letters of medicine stay', 'α-硫辛酸 β-胡萝卜素 IFNα 5μg', 'α-硫辛酸 β-胡萝卜素 ifnα 5μg'],
    ['letters in a long number', '国药准字H2O153O21', '国药准字h20153021'],
    ['a letter in front of a number stays', 'l38OOI38000', 'l3800138000'],
    ['l and I inside a telephone number', '138OOl38I00', '13800138100'],
    ['an O at the end of a long number', '1380013800O', '13800138000'],
    ['chemical formulas and units stay', 'H2O CO2 500ml B12', 'h2o co2 500ml b12'],
    ['a bottle number stays', '1000l', '1000l'],
    ['flooding commas', '好，，，，，药', '好,药'],
    ['flooding stops with a space', '好。。。。。 。', '好。'],
    ['white space', '甲 \t\u3000乙\r\n\r\n 丙', '甲 乙\n丙'],
    ['strong noise', '听※话※水', '听话水'],
    ['a masked character', '处*药', '处药'],
    ['two marks of strong noise', '处**药', '处药'],
    ['three marks are no noise', '处***药', '处***药'],
    ['weak noise inside a guarded word', '根·治', '根治'],
    ['a bar inside a guarded word', '买迷|药的', '买迷药的'],
    ['a space inside a guarded word', '加微 信', '加微信'],
    ['noise everywhere in a name', '司-美-格-鲁-肽', '司美格鲁肽'],
    ['single characters with one mark between', '甲/乙/丙', '甲乙丙'],
    ['spread writing', '真 的 很 好', '真的很好'],
    ['a slash between words stays', '根治/安全', '根治/安全'],
    ['a slash between characters that make no word stays', '治/安', '治/安'],
    ['bars of a menu stay', '首页|新闻|药品', '首页|新闻|药品'],
    ['a dot in a foreign name stays', '乔治·华盛顿', '乔治·华盛顿'],
    ['commas that separate stay', '根，治', '根,治'],
    ['a line break is no noise', '根\n治', '根\n治'],
    ['a radical and its other part', '氵台疗 亻言用', '治疗 信用'],
    ['ordinary parts that make a guarded word', '月干炎', '肝炎'],
    ['ordinary parts in ordinary text', '每月干货', '每月干货'],
    ['months and drought', '3月干旱', '3月干旱'],
    ['noise inside a split character', '微亻*言', '微信'],
    ['several tricks at once', '徾·信', '徾·信'],
    ['noise and variant', '微·亻言', '微信'],
    ['empty', '', ''],
    ['lone surrogates stay', '\ud800甲\udc00', '\ud800甲\udc00'],
    ['emoji stay', '💊👨‍👩‍👧', '💊👨👩👧'],
  ];
  test.each(rows)('%s', (_, original, expected) => {
    expect(normalised(original)).toBe(expected);
    expect(normalised(expected)).toBe(expected);
  });

  const quotes: [string, string, string, string][] = [
    ['a removed mark belongs to the quote', '能根·治吗', '根治', '根·治'],
    ['a removed mark behind the quote does not', '根治\u200b了', '根治', '根治'],
    ['a joined character', '得了月干炎', '肝炎', '月干炎'],
    ['an expanded character', '服5㎎片', 'mg', '㎎'],
    ['behind an emoji', '💊💊减肥药', '减肥药', '减肥药'],
    ['compressed punctuation', '好！！！药', '!', '！！！'],
  ];
  test.each(quotes)('the way back: %s', (_, original, found, quote) => {
    const result = normalise(original);
    const at = result.text.indexOf(found);
    const { start, end } = result.originalRange(at, at + found.length);
    expect(original.slice(start, end)).toBe(quote);
  });

  const tricks: [string, [string, UndoneTechnique][]][] = [
    ['根·治', [['根·治', 'noise']]],
    ['微 信', [['微 信', 'spaced']]],
    ['听※话※水', [['听※话※水', 'noise']]],
    ['根\u200b治', [['根\u200b治', 'invisible']]],
    ['\ufeff开头的字节顺序标记', []],
    ['氵台疗', [['氵台', 'split']]],
    ['毉院', [['毉', 'variant']]],
    ['加VХ', [['Х', 'lookalike']]],
    [
      'H2O153O21号',
      [
        ['O', 'digit-letter'],
        ['O', 'digit-letter'],
      ],
    ],
    ['加🆅🆇', [['🆅🆇', 'enclosed']]],
    ['服用五㎎，①日两次', []],
    ['本文只有一个繁體字藏在许多简体字里面，所以它是可疑的写法', [['體', 'traditional']]],
    ['減肥藥療傷體', []],
    ['普通的一句话，没有花样。', []],
  ];
  test.each(tricks)('says what it took back: %s', (original, expected) => {
    expect(
      normalise(original).undone.map(({ start, end, technique }) => [original.slice(start, end), technique]),
    ).toEqual(expected);
  });

  test('at most a thousand places are reported, the text is normalised to its end', () => {
    const result = normalise('根·治，'.repeat(3_000));
    expect(result.undone).toHaveLength(1_000);
    expect(result.text).toBe('根治,'.repeat(3_000));
  });
});

describe('normalise, for every text', () => {
  const nasty = fc.constantFrom(
    ...'根治微信糖尿病肝炎月干氵台亻言疒丙听话水处方药甲乙一'.split(''),
    ...' \n·|/~-.*※^★☆、,。!?…+=_'.split(''),
    ...[
      '\u200b',
      '\ufe0f',
      '\u0301',
      '\ud800',
      '\udc00',
      '💊',
      'Ω',
      'а',
      'О',
      'ο',
      'α',
      'Å',
      'ﷺ',
      '㎎',
      '①',
      '🆅',
      '藥',
      '毉',
      'ｶﾞ',
      '각',
      'o',
      'l',
      '0',
      '1',
      'V',
    ],
  );
  const text = fc.oneof(
    fc.array(nasty, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 60 }),
  );

  test('doing it twice changes nothing', () => {
    fc.assert(
      fc.property(text, (original) => expect(normalised(normalised(original))).toBe(normalised(original))),
      { numRuns: 2_000 },
    );
  });

  test('the map rises, ends with the original and every range is a slice of the original', () => {
    fc.assert(
      fc.property(text, (original) => {
        const found = normalise(original);
        const { text: result, map, undone } = found;
        expect(map).toHaveLength(result.length + 1);
        expect(map[result.length]).toBe(original.length);
        let last = 0;
        for (let at = 0; at < result.length; at++) {
          expect(map[at]!).toBeGreaterThanOrEqual(last);
          last = map[at]!;
          const { start, end } = found.originalRange(at, at + 1);
          expect(start).toBe(map[at]);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(original.length);
        }
        for (const { start, end } of undone) {
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(original.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a quote, normalised alone, is what was found (ordinary text)', () => {
    const plain = fc
      .array(fc.constantFrom(...'本品适用于高血压患者，请按说明书使用。ABC123'.split('')), { maxLength: 40 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(plain, fc.nat(40), fc.nat(40), (original, a, b) => {
        const found = normalise(original);
        const result = found.text;
        const from = Math.min(a, b, result.length);
        const to = Math.min(Math.max(a, b), result.length);
        const { start, end } = found.originalRange(from, to);
        expect(normalised(original.slice(start, end))).toBe(result.slice(from, to));
      }),
    );
  });
});

describe('normalise, long and odd texts', () => {
  const rows: [string, string][] = [
    ['10,000 emoji', '💊👨‍👩‍👧'.repeat(5_000)],
    ['only punctuation', '！？，。、；：'.repeat(20_000)],
    ['one mark, often', '。'.repeat(200_000)],
    ['combining marks on one letter', 'a' + '\u0301'.repeat(200_000)],
    ['gaps everywhere', '根·治|糖 尿 病/'.repeat(20_000)],
    ['parts everywhere', '月干氵台'.repeat(40_000)],
    ['lone surrogates', '\ud83d'.repeat(100_000)],
    ['nested quotes', '“‘'.repeat(50_000)],
    ['a million characters of plain text', '本品用于治疗高血压，请仔细阅读说明书。'.repeat(50_000)],
  ];
  test.each(rows)('%s', (_, original) => {
    const started = performance.now();
    const result = normalise(original);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(result.map[result.text.length]).toBe(original.length);
    expect(normalised(result.text)).toBe(result.text);
  });
});
