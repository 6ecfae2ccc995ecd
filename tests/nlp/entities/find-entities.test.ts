import fc from 'fast-check';
import { createEntityFinder } from '../../../nlp/entities/find-entities';
import { normalise } from '../../../text/normalise';

const finder = createEntityFinder([
  { text: '司美格鲁肽', id: '司美格鲁肽' },
  { text: '减重笔', id: '司美格鲁肽' },
  { text: 'Ozempic', id: '司美格鲁肽' },
  { text: '布洛芬', id: '布洛芬' },
]);

function find(original: string): string[] {
  return finder
    .find(original, normalise(original))
    .map(({ type, text, id }) => (id === undefined ? `${type}:${text}` : `${type}:${text}=${id}`));
}

describe('createEntityFinder', () => {
  const rows: [string, string, string[]][] = [
    ['a generic name', '代购司美格鲁肽', ['drug:司美格鲁肽=司美格鲁肽']],
    ['slang', '减重笔到货', ['drug:减重笔=司美格鲁肽']],
    ['a Latin name in any case', '原装OZEMPIC两支', ['drug:OZEMPIC=司美格鲁肽']],
    ['no Latin name inside a word', 'ozempics xozempic', []],
    ['a product name with its generic name', '布洛芬缓释胶囊', ['drug:布洛芬缓释胶囊=布洛芬']],
    [
      'the longest name',
      '盐酸莫西沙星氯化钠注射液和莫西沙星',
      ['drug:盐酸莫西沙星氯化钠注射液=莫西沙星', 'drug:莫西沙星=莫西沙星'],
    ],
    ['a name with noise', '司·美·格·鲁·肽', ['drug:司·美·格·鲁·肽=司美格鲁肽']],
    ['a traditional spelling', '糖尿病與高血壓', ['disease:糖尿病', 'disease:高血壓']],
    ['a symptom', '夜里盗汗', ['symptom:盗汗']],
    ['a province and a city', '浙江省杭州市', ['place:浙江省=330000', 'place:杭州市=330100']],
    ['short names', '在浙江和苏州', ['place:浙江=330000', 'place:苏州=320500']],
    ['a county that only one city has', '余杭区的药店', ['place:余杭区=330110']],
    [
      'a county that several cities have, decided by the city before',
      '徐州市鼓楼区',
      ['place:徐州市=320300', 'place:鼓楼区=320302'],
    ],
    ['a county that several cities have, undecided', '鼓楼区', ['place:鼓楼区']],
    ['a former name', '原增城市', ['place:增城市=440118']],
    ['a city directly under a municipality', '上海市浦东新区', ['place:上海市=310000', 'place:浦东新区=310115']],
    ['city names that are ordinary words', '安康、日照充足、来宾请坐', []],
    ['a city name that is an ordinary word, in full', '日照市', ['place:日照市=371100']],
    ['a mobile number', '电话13800138000', ['phone:13800138000=13800138000']],
    ['a mobile number with blanks', '电话 138 0013 8000。', ['phone:138 0013 8000=13800138000']],
    ['a mobile number inside a longer one is none', '订单2138001380001', []],
    [
      'landlines',
      '0571-88880000 或 400-820-0000',
      ['phone:0571-88880000=057188880000', 'phone:400-820-0000=4008200000'],
    ],
    ['an account', '加微信：yaodian_001 下单', ['account:yaodian_001=wechat:yaodian_001']],
    ['a mobile number as account', 'VX13800138000', ['account:13800138000=wechat:13800138000']],
    ['a QQ number', 'QQ群：123456789', ['account:123456789=qq:123456789']],
    ['a batch', '批号：A20250101', ['batch:A20250101=a20250101']],
    ['a company', '由杭州云杉健康科技有限公司生产', ['company:杭州云杉健康科技有限公司']],
    [
      'two companies',
      '委托方：甲乙生物科技有限公司，受托方：丙丁药业股份有限公司',
      ['company:甲乙生物科技有限公司', 'company:丙丁药业股份有限公司'],
    ],
    ['a company of the lexicon', '葵花药业出品', ['company:葵花药业']],
    ['the ending alone is no company', '本有限公司', []],
    ['persons', '患者李某说，王主任医师和张教授都在', ['person:李某', 'person:王主任医师', 'person:张教授']],
    ['nothing', '今天天气不错', []],
    ['an empty text', '', []],
  ];
  test.each(rows)('finds %s', (_, original, expected) => {
    expect(find(original)).toEqual(expected);
  });

  test('entities are slices of the original, in order, none overlapping', () => {
    const pieces = fc.constantFrom(
      '司·美格鲁肽',
      '减重笔',
      '糖尿病',
      '杭州市',
      '余杭区',
      '\u200b',
      'VX：',
      'abc_12345',
      '13800138000',
      '云杉药业有限公司',
      '王医生',
      '，',
      '💊',
      '高血壓',
      'x',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const original = parts.join('');
        let last = 0;
        for (const { text, start, end } of finder.find(original, normalise(original))) {
          expect(original.slice(start, end)).toBe(text);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
      }),
    );
  });

  test('a long text in linear time', () => {
    const original = '杭州云杉健康科技有限公司的张教授治疗糖尿病，电话0571-88880000。'.repeat(10_000);
    const started = performance.now();
    expect(finder.find(original, normalise(original)).length).toBeGreaterThan(30_000);
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
