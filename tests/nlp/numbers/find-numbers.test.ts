import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { dataFile } from '../../../config/project-root';
import { findNumbers, numberFormats, numberValue } from '../../../nlp/numbers/find-numbers';
import { existingDay, hasUsccCheckDigit, yearsLater } from '../../../nlp/numbers/checks';
import { normalise } from '../../../text/normalise';

const day = '2025-06-15';

function find(original: string, on = day) {
  return findNumbers({ original, normalised: normalise(original), day: on, verify: () => 'unknown' });
}

describe('findNumbers, one number in a sentence', () => {
  const rows: [type: string, number: string, reason?: string][] = [
    ['drug', '国药准字H20153021'],
    ['drug', '国药准字 Z20201234'],
    ['drug', '国药准字HJ20200001'],
    ['drug', '国药准字SC20210002'],
    ['drug', '国药准字Z53020206'],
    ['drug', '国药准字H10880001'],
    ['drug', '国药准字J20130078'],
    ['drug', '国药准字B20020001'],
    ['drug', '国药准字H20990001', 'unknown-origin'],
    ['drug', '国药准字Z99021234', 'unknown-origin'],
    ['drug', '国药准字H33990001'],
    ['drug', '国药准字HJ19700001', 'impossible-year'],
    ['drugLoose', '国药准字H2015302', 'wrong-form'],
    ['drugLoose', '国药准字X20153021', 'wrong-form'],
    ['drugLoose', '国药准字HZ20153021', 'wrong-form'],
    ['drugLoose', '国药准字Z2015302112', 'wrong-form'],
    ['drugLoose', '国药试字Z20153021', 'wrong-form'],
    ['notDrugApproval', '卫药健字Z0123号', 'not-an-approval'],
    ['notDrugApproval', '国药健字B20153021', 'not-an-approval'],
    ['importOld', '进口药品注册证号：H20130078'],
    ['importOld', '医药产品注册证号HC20120033'],
    ['importOld', '进口药品注册证号H20990078', 'impossible-year'],
    ['device', '国械注准20153460001'],
    ['device', '浙械注准20192140002'],
    ['device', '国械注进20182220003'],
    ['device', '国械注许20203010004'],
    ['device', '浙械注准20193140002', 'wrong-issuer'],
    ['device', '国械注准20192140002', 'wrong-issuer'],
    ['device', '浙械注准20992140002', 'impossible-year'],
    ['deviceLoose', '浙械注准2019214000', 'wrong-form'],
    ['deviceLoose', '粤械注准字20191140002', 'wrong-form'],
    ['deviceFil', '浙杭械备20190001号'],
    ['deviceFil', '国械备20150123号'],
    ['deviceFil', '浙杭械备20100001号', 'impossible-year'],
    ['deviceOld', '国食药监械（准）字2010第3660123号', 'abolished-form'],
    ['deviceBiz', '浙杭食药监械经营许20190001号'],
    ['hf', '国食健字G20150001'],
    ['hf', '国食健注J20190002'],
    ['hf', '食健备G201933000003'],
    ['hf', '卫食健字（2001）第0004号'],
    ['hf', '食健备G201999000003', 'unknown-province'],
    ['hf', '国食健注G20080001', 'impossible-year'],
    ['sfmp', '国食注字TY20180001'],
    ['sfmp', '国食注字YP20180001'],
    ['sfmp', '国食注字TY20100001', 'impossible-year'],
    ['cosm', '国妆特字G20150001'],
    ['cosm', '国妆特字20220001'],
    ['cosm', '国妆特进字J20150001'],
    ['cosm', '浙G妆网备字2020000001'],
    ['cosm', '国妆网备进字（沪）2020000001'],
    ['cosm', '国妆特字G20990001', 'impossible-year'],
    ['adNew', '浙药广审（文）第260615-00123号'],
    ['adNew', '浙械广审（视）第 250615－00123 号'],
    ['adNew', '浙食健广审(声)第250614-00123号', 'expired'],
    ['adNew', '浙药广审（文）第251331-00123号', 'impossible-date'],
    ['adNew', '浙药广审（文）第000000-00000号', 'impossible-date'],
    ['adOld', '浙药广审（文）第2019120123号', 'abolished-form'],
    ['adOld', '浙药广审（文）第2019130123号', 'impossible-date'],
    ['adLoose', '浙药广审（文）第20250号', 'wrong-form'],
    ['medAd', '（浙）医广〔2025〕第01-20-003号'],
    ['medAd', '浙中医广【2024】第06-20-003号'],
    ['medAd', '（浙）医广〔2024〕第06-14-003号', 'expired'],
    ['medAd', '（浙）医广〔2025〕第02-30-003号', 'impossible-date'],
    ['infoSvc', '（浙）-经营性-2023-0252'],
    ['infoSvc', '（浙）-非经营性-2021-0012'],
    ['infoSvc', '(浙)-经营性-2015-0001', 'expired'],
    ['platform', '（浙）网药平台备字（2023）0003号'],
    ['platform', '（浙）网械平台备字〔2019〕第00003号'],
    ['platform', '（浙）网药平台备字（2003）0003号', 'impossible-year'],
    ['drugBiz', '浙CB5710001'],
    ['icp', '浙ICP备10000001号-1'],
    ['icp', '浙ICP证100001号'],
    ['psb', '浙公网安备 33010002000001号'],
    ['psb', '浙公网安备99010002000001号', 'unknown-province'],
  ];
  const sentences = rows.map(([type, number, reason]) => ({ type, number, reason }));
  test.each(sentences)('$type $number ($reason)', ({ type, number, reason }) => {
    const original = `本店公示：${number}，请核对。`;
    const found = find(original);
    expect(found).toHaveLength(1);
    expect(found[0]).toEqual({
      type,
      text: number,
      start: 5,
      end: 5 + number.length,
      valid: reason === undefined,
      verified: 'unknown',
      ...(reason === undefined ? {} : { reason }),
    });
  });

  test('every kind of number has a row', () => {
    const rowTypes = new Set(rows.map(([type]) => type));
    expect(numberFormats.map(({ type }) => type).filter((type) => !rowTypes.has(type))).toEqual([]);
  });

  test('every kind names itself and its source, every reason has a sentence', () => {
    for (const { name, source } of numberFormats)
      expect([name, source].every((one) => /\p{Script=Han}/u.test(one))).toBe(true);
    const words = parse(readFileSync(dataFile('nlp/numbers/reasons.yaml'), 'utf8')) as Record<string, string>;
    for (const [, , reason] of rows) if (reason !== undefined) expect(words).toHaveProperty(reason);
  });
});

describe('findNumbers', () => {
  test('an old approval was valid in its year', () => {
    expect(find('浙药广审（文）第2018120123号', '2019-06-01')[0]).toMatchObject({ valid: true });
    expect(find('浙药广审（文）第2018120123号', '2020-01-01')[0]).toMatchObject({ valid: false, reason: 'expired' });
    expect(find('国食药监械（准）字2010第3660123号', '2014-01-01')[0]).toMatchObject({ valid: true });
  });

  test('a number with letters for digits is read, its quote stays as written', () => {
    expect(find('国药准字H2O153O21')[0]).toMatchObject({ type: 'drug', text: '国药准字H2O153O21', valid: true });
  });

  test('full-width and blanks', () => {
    expect(find('国药准字　Ｈ２０１５３０２１')[0]).toMatchObject({ type: 'drug', valid: true });
  });

  const codes: [string, string, string][] = [
    ['a right code', '91330100MA0000000', 'right'],
    ['a labelled code with a wrong check digit', '统一社会信用代码：91330100MA0000000', 'wrong'],
  ];
  test.each(codes)('uscc: %s', (_, stem, how) => {
    const code = stem.slice(-17);
    const right = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY').find((digit) => hasUsccCheckDigit(code + digit))!;
    const digit = how === 'right' ? right : right === '1' ? '2' : '1';
    expect(find(stem + digit)).toEqual([
      expect.objectContaining({ type: 'uscc', text: code + digit, valid: how === 'right' }),
    ]);
  });

  test('an unlabelled 18-digit number with a wrong check digit is something else', () => {
    expect(find('订单号 913301000000000012')).toEqual([]);
  });

  const nothing: [string, string][] = [
    ['no number', '本品为处方药，须凭处方在药师指导下购买和使用'],
    ['a number behind a province', '浙江省5710001户'],
    ['a licence plate', '浙A12345'],
    ['the words alone', '国药准字是什么意思？广审号又是什么'],
    ['an empty text', ''],
  ];
  test.each(nothing)('nothing in %s', (_, text) => {
    expect(find(text)).toEqual([]);
  });

  test('the register is asked with the plain value', () => {
    const asked: string[] = [];
    const original = '国药准字 h20153021';
    const [found] = findNumbers({
      original,
      normalised: normalise(original),
      day,
      verify: (type, value) => asked.push(`${type} ${value}`) > 0,
    });
    expect(asked).toEqual(['drug 国药准字H20153021']);
    expect(found).toMatchObject({ verified: true });
  });

  test('several numbers, by rising start', () => {
    const found = find('浙ICP备10000001号-1 国药准字H20153021 浙药广审（文）第260615-00123号');
    expect(found.map(({ type }) => type)).toEqual(['icp', 'drug', 'adNew']);
  });

  test('a long text in linear time', () => {
    const started = performance.now();
    find('国药准字H2015302 械注准20 广审第 '.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('days', () => {
  test.each([
    ['2025', '02', '28', '2025-02-28'],
    ['2025', '02', '29', undefined],
    ['2024', '02', '29', '2024-02-29'],
    ['2024', '13', '01', undefined],
    ['2024', '00', '00', undefined],
  ])('%s-%s-%s', (year, month, date, expected) => {
    expect(existingDay(year, month, date)).toBe(expected);
  });

  test('years later', () => {
    expect(yearsLater('2024-02-29', 1)).toBe('2025-03-01');
    expect(yearsLater('2019-12-01', 1)).toBe('2020-12-01');
  });

  test('numberValue', () => {
    expect(numberValue(' 国药准字 h1 ')).toBe('国药准字H1');
  });
});
