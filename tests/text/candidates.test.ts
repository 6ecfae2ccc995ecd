import fc from 'fast-check';
import { evasionCandidates, type CandidateTechnique } from '../../text/candidates';
import { evasionTerms, listedTechniques } from '../../text/evasion-terms';
import { normalise } from '../../text/normalise';
import { numberWordValue } from '../../text/number-words';

function candidates(original: string): [string, string, CandidateTechnique][] {
  const normalised = normalise(original);
  return evasionCandidates(normalised).map(({ start, end, text, technique }) => [
    normalised.text.slice(start, end),
    text,
    technique,
  ]);
}

describe('evasionCandidates', () => {
  const rows: [string, string, [string, string, CandidateTechnique]][] = [
    ['an abbreviation', '详情+VX：a123', ['+vx', '加微信', 'abbreviation']],
    ['an abbreviation between Han characters', '加我wx详聊', ['wx', '微信', 'abbreviation']],
    ['a mixed spelling', '加V信了解', ['v信', '微信', 'abbreviation']],
    ['a listed sound-alike', '加薇信', ['薇信', '微信', 'sound-alike']],
    ['a drug by sound', '进口司每格鲁太到货', ['司每格鲁太', '司美格鲁肽', 'homophone']],
    ['a disease by sound', '唐尿病人看过来', ['唐尿病', '糖尿病', 'homophone']],
    ['slang', '司美现货', ['司美', '司美格鲁肽', 'slang']],
    ['slang of controlled substances', '听话水有货', ['听话水', 'γ-羟丁酸', 'slang']],
    ['an emoji', '止痛💊', ['💊', '药', 'emoji']],
    ['a doubled character', '开了汤汤喝', ['汤汤', '汤药', 'doubled']],
    ['a word with something between', '囊什么肿都好了', ['囊什么肿', '囊肿', 'infix']],
    ['a euphemism', '宝宝额头热热的', ['额头热热的', '发热', 'euphemism']],
    ['a masked word', '无需处*药', ['处药', '处方药', 'masked']],
    ['a number word', '三天见效', ['三天', '3天', 'number']],
    ['a longer unit wins', '三个疗程', ['三个疗程', '3个疗程', 'number']],
    ['a percentage', '有效率百分之九十八', ['百分之九十八', '98%', 'number']],
    ['full-width and traditional spellings', '加ＶＸ，買藥', ['加vx', '加微信', 'abbreviation']],
  ];
  test.each(rows)('finds %s', (_, original, expected) => {
    expect(candidates(original)).toContainEqual(expected);
  });

  const nothing: [string, string][] = [
    ['Latin abbreviations inside a word', 'wxyz vxlan swx dgx'],
    ['a term spelled right', '司美格鲁肽注射液'],
    ['an infix that makes no guarded word', '买什么菜'],
    ['a percentage is no quantity besides', '百分之'],
    ['an empty text', ''],
  ];
  test.each(nothing)('finds nothing in %s', (_, original) => {
    expect(candidates(original).filter(([, , technique]) => technique !== 'slang')).toEqual([]);
  });

  test('every listed spelling is in normalised form and found', () => {
    for (const technique of listedTechniques) {
      for (const [meaning, spellings] of Object.entries(evasionTerms()[technique])) {
        for (const spelling of spellings) {
          expect([spelling, normalise(spelling).text]).toEqual([spelling, spelling]);
          expect(candidates(spelling)).toContainEqual([spelling, meaning, technique]);
        }
      }
    }
  });

  test.each(['三', '百分之', '百分之三', 'vx', '囊什么', '💊', '司每格鲁'])('many times %s in linear time', (unit) => {
    const normalised = normalise(unit.repeat(200_000 / unit.length));
    const started = performance.now();
    evasionCandidates(normalised);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('candidates lie inside the text, by rising start', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'司每格鲁太vx+加三天百分之九十💊囊什么肿 微心唐尿病'.split('')), { maxLength: 50 }),
        (parts) => {
          const normalised = normalise(parts.join(''));
          let last = 0;
          for (const { start, end } of evasionCandidates(normalised)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(normalised.text.length);
            last = start;
          }
        },
      ),
    );
  });
});

describe('numberWordValue', () => {
  const rows: [string, number | undefined][] = [
    ['三', 3],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['九十八', 98],
    ['一百零五', 105],
    ['三百二十', 320],
    ['两千', 2_000],
    ['二〇二五', 2_025],
    ['一万二千', 12_000],
    ['三亿', 300_000_000],
    ['', undefined],
    ['三天', undefined],
  ];
  test.each(rows)('%s', (word, value) => {
    expect(numberWordValue(word)).toBe(value);
  });
});
