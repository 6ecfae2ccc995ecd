import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { analysisInput, type AnalysisInput } from '../../../contracts/analysis';
import { violationCodes, type ViolationCode } from '../../../contracts/violation';
import { readContext } from '../../../nlp/context/read-context';
import { prepare } from '../../../nlp/prepare';
import { emptyRegistry } from '../../../nlp/registry-view';
import { detectViolations, type DetectionSettings } from '../../../nlp/violations/detect';
import { detectors } from '../../../nlp/violations/index';
import { applyPrecedence } from '../../../nlp/violations/precedence';
import { articlesOf } from '../../../nlp/violations/statutes';

function detect(input: Partial<AnalysisInput> & { text: string }, settings: DetectionSettings = {}) {
  const prepared = prepare(analysisInput.parse({ id: 'x', title: '', ...input }), emptyRegistry);
  return detectViolations(prepared, readContext(prepared), settings);
}
const advertisement = {
  title: '通络贴',
  text: '贴上当天止痛，一个疗程根治关节炎，不复发，三甲医院专家推荐，加微信订购。',
  context: { category: '医疗器械' },
};
const codesOf = (result: ReturnType<typeof detect>): ViolationCode[] => result.findings.map(({ code }) => code);

describe('registry of detectors', () => {
  it('holds every code once, in the order of the table', () => {
    expect(detectors.map(({ code }) => code)).toEqual([...violationCodes]);
  });

  it('holds every detector file of the folder', () => {
    const folder = join(__dirname, '../../../nlp/violations');
    const files = new Set(readdirSync(folder));
    for (const { code } of detectors) expect(files).toContain(`${code.toLowerCase().replaceAll('_', '-')}.ts`);
  });

  it.each(detectors.map((detector) => [detector.code, detector] as const))('%s describes itself', (code, detector) => {
    expect(detector.name).toMatch(/[\u4e00-\u9fa5]/u);
    expect(detector.settings.parse({})).toMatchObject({ enabled: true });
    expect(detector.settings.safeParse({ unknown: 1 }).success).toBe(false);
    expect(detector.missingFacts.length).toBeGreaterThan(0);
    expect(articlesOf(code).length).toBeGreaterThan(0);
  });
});

describe('detectViolations', () => {
  it('says nothing of a text that only reports', () => {
    const report = { title: '某公司被罚', text: '经查，当事人在网店宣称“三天根治关节炎”，市场监管局依法罚款两万元。' };
    expect(detect(report)).toEqual({ findings: [], faults: [] });
  });

  it('leaves out a detector that is switched off', () => {
    expect(codesOf(detect(advertisement))).toContain('EFFICACY_GUARANTEE');
    expect(codesOf(detect(advertisement, { EFFICACY_GUARANTEE: { enabled: false } }))).not.toContain(
      'EFFICACY_GUARANTEE',
    );
  });

  it('keeps the findings of the others when one detector fails, and names it', () => {
    const { findings, faults } = detect(advertisement, { EFFICACY_GUARANTEE: { minConfidence: 'high' } });
    expect(faults.map(({ code }) => code)).toEqual(['EFFICACY_GUARANTEE']);
    expect(findings.map(({ code }) => code)).toContain('PRIVATE_TRADE');
  });

  it.each([
    ['2018-05-01', 'UNAPPROVED_IMPORT', ['药品管理法（2001年修订） 第四十八条']],
    ['2023-06-01', 'FALSE_AD', ['广告法 第四条', '广告法 第二十八条', '广告法 第五十五条', '反不正当竞争法 第八条']],
    [
      '2025-12-01',
      'FALSE_AD',
      ['广告法 第四条', '广告法 第二十八条', '广告法 第五十五条', '反不正当竞争法（2025年修订） 第九条'],
    ],
  ] as const)('on %s, %s cites the law in force', (day, code, articles) => {
    expect(articlesOf(code, day)).toEqual(articles);
  });

  it('drops the weaker code where a stronger one stands', () => {
    const all = [
      { code: 'NON_MED_THERAPY', start: 0, end: 4 },
      { code: 'FOOD_HEALTH_CLAIM', start: 10, end: 14 },
      { code: 'ENDORSEMENT', start: 2, end: 6 },
    ] as const;
    expect(applyPrecedence(all).map(({ code }) => code)).toEqual(['NON_MED_THERAPY', 'ENDORSEMENT']);
  });

  it('quotes the original where the spelling was evasive', () => {
    const { findings } = detect({
      title: '鼻炎贴',
      text: '根*治鼻炎，三天见效，加微信订购',
      context: { category: '医疗器械' },
    });
    expect(findings.map(({ quote }) => quote)).toContain('根*治');
    expect(findings.map(({ code }) => code)).toContain('EVASION');
  });
});

describe('texts nobody wrote', () => {
  const long = '根治糖尿病，三天见效！加微信订购，“专家推荐”。'.repeat(45_000);
  it.each([
    ['empty', ''],
    ['one character', '药'],
    ['only marks', '。，！？；：“”（）'.repeat(500)],
    ['lone surrogates', '\ud83d根治\udc8a糖尿病\ud800'.repeat(200)],
    ['ten thousand emoji', '💊'.repeat(10_000)],
    ['deep quotes', '“'.repeat(5_000) + '根治' + '”'.repeat(5_000)],
    ['digits without end', '3'.repeat(20_000) + '天见效'],
    ['a million characters', long],
  ])('%s: an answer with true quotes', (_name, text) => {
    const prepared = prepare(analysisInput.parse({ id: 'x', title: '', text }), emptyRegistry);
    const { findings, faults } = detectViolations(prepared, readContext(prepared));
    expect(faults).toEqual([]);
    for (const { start, end, quote } of findings) expect(prepared.original.slice(start, end)).toBe(quote);
  });
});
