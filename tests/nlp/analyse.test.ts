import { analysis, analysisResult } from '../../contracts/analysis';
import type { SourceDocument } from '../../contracts/page';
import { createAnalyst } from '../../nlp/analyse';
import { hammingDistance } from '../../nlp/duplicates/simhash';
import { emptyRegistry, type RegistryView } from '../../nlp/registry-view';

const registry: RegistryView = {
  ...emptyRegistry,
  drugNames: () => [
    { text: '司美格鲁肽', id: '司美格鲁肽' },
    { text: '减重笔', id: '司美格鲁肽' },
  ],
};
const now = (): Date => new Date('2025-06-15T03:00:00Z');
const analyst = createAnalyst({ registry, now });

const offer =
  '司美格鲁肽注射液现货，减·重·笔到货！无需处方，加微信：yunshan_001，三天见效，永不反弹，无任何副作用，假一赔十，全国包邮，货到付款。';

function document(more: Partial<SourceDocument> & { imageText?: string } = {}): SourceDocument & { imageText: string } {
  return {
    schemaVersion: 1,
    id: 'doc-1',
    version: 2,
    snapshotId: 's',
    captureId: 'c',
    sourceId: 'src',
    url: 'http://shop.example/1',
    canonicalUrl: 'http://shop.example/1',
    host: 'shop.example',
    kind: 'listing',
    title: '减重笔 现货',
    text: offer,
    publishedAt: null,
    author: null,
    siteName: null,
    platform: '示例网',
    media: 'commerce',
    region: '330000',
    price: 980,
    currency: 'CNY',
    seller: '云杉小店',
    sellerLicence: null,
    approvalNumbers: [],
    images: [],
    contentHash: '0'.repeat(64),
    collectedAt: '2025-06-15T03:00:00Z',
    respondedAt: '2025-06-15T03:00:00Z',
    imageText: '',
    ...more,
  };
}

describe('createAnalyst', () => {
  test('an offer of a prescription drug is illegal, with quotes of the original', () => {
    const result = analysisResult.parse(analyst.analyse({ id: '1', title: '减重笔', text: offer }));
    const original = `减重笔\n${offer}`;
    expect(result.illegal).toBe(true);
    expect(result.violations.length).toBeGreaterThan(0);
    for (const { quote, start, end } of result.violations) expect(original.slice(start, end)).toBe(quote);
    for (const { text, start, end } of [...result.entities, ...result.numbers])
      expect(original.slice(start, end)).toBe(text);
    expect(result.drugs).toEqual(['司美格鲁肽']);
    expect(result.attributes).toEqual(
      result.violations.map(({ code }) => code).filter((code) => code === 'EVASION' || code === 'PRIVATE_TRADE'),
    );
  });

  test('a notice that only reports is legal, with nothing found', () => {
    const text =
      '本报讯 云杉县市场监督管理局近日通报，当事人在网店宣称产品“三天见效、永不反弹”，违反了广告法第十六条，被责令停止发布违法广告并处以罚款。市场监管部门提醒消费者谨慎购买。';
    expect(analyst.analyse({ id: '2', title: '云杉县通报一起违法广告案件', text })).toMatchObject({
      illegal: false,
      violations: [],
      attributes: [],
      feeling: null,
    });
  });

  test('a consumer is heard', () => {
    const bad = analyst.analyse({
      id: '3',
      title: '',
      text: '太失望了，质量很差，退货也不理，再也不买了',
      kind: 'forum',
    });
    const good = analyst.analyse({ id: '4', title: '', text: '非常满意，服务态度很好，下次还会再来', kind: 'forum' });
    expect(bad.feeling!.score).toBeLessThan(0);
    expect(good.feeling!.score).toBeGreaterThan(0);
    expect(analyst.analyse({ id: '5', title: '', text: offer, kind: 'listing' }).feeling).toBeNull();
  });

  const odd: [string, string][] = [
    ['an empty text', ''],
    ['one character', '药'],
    ['only punctuation', '。，！？…'.repeat(500)],
    ['lone surrogates', '\ud83d药\udc8a'.repeat(100)],
    ['10,000 emoji', '💊'.repeat(10_000)],
    ['deeply nested quotes', '“'.repeat(3_000) + '根治' + '”'.repeat(3_000)],
    ['line breaks', '\r\n\n\r'.repeat(1_000)],
    ['control characters', '\0\u0001药\u007f'],
    ['a long line without a stop', '治疗糖尿病'.repeat(20_000)],
  ];
  test.each(odd)('answers %s', (_, text) => {
    expect(() => analysisResult.parse(analyst.analyse({ id: 'x', title: '', text }))).not.toThrow();
  });

  test('time grows with the length, not with its square', () => {
    const time = (times: number): number => {
      const text = `${offer}每个患者都需要仔细阅读说明书。`.repeat(times);
      const started = process.cpuUsage();
      analyst.analyse({ id: 't', title: '', text });
      return process.cpuUsage(started).user;
    };
    time(100);
    expect(time(1_600)).toBeLessThan(16 * 6 * Math.max(time(100), 2_000));
  });
});

describe('analyseDocument', () => {
  test('fits the contract', () => {
    const found = analysis.parse(analyst.analyseDocument(document()));
    expect(found).toMatchObject({
      documentId: 'doc-1',
      documentVersion: 2,
      analysedAt: '2025-06-15T03:00:00.000Z',
      detectorFaults: [],
      drugs: ['司美格鲁肽'],
    });
    expect(found.normalised.title).toBe('减重笔 现货');
    expect(found.normalised.text.startsWith('司美格鲁肽注射液现货,减重笔到货!')).toBe(true);
    expect(found.normalised.imageText).toBe('');
    expect(found.tokens.text.split(' ')).toEqual(expect.arrayContaining(['现货', '处方', '副作用']));
    expect(found.tokens.text).not.toMatch(/[，。！:]/u);
    expect(found.versions).toEqual({ preparation: expect.any(String) as string, segmenter: 'node-rs' });
  });

  test('the text of pictures is judged too and its quotes go on behind the text', () => {
    const page = document({ title: '新品', text: '详情见图。', imageText: offer });
    const found = analyst.analyseDocument(page);
    const whole = `${page.title}\n${page.text}\n${page.imageText}`;
    expect(found.illegal).toBe(true);
    for (const { quote, start, end } of found.violations) expect(whole.slice(start, end)).toBe(quote);
    expect(found.violations.some(({ start }) => start > page.title.length + 1 + page.text.length)).toBe(true);
    expect(found.normalised.text).toBe('详情见图。');
    expect(found.normalised.imageText).toContain('减重笔到货');
    expect(found.imageText).toBe(offer);
  });

  test('copies have near fingerprints, another product has not', () => {
    const first = analyst.analyseDocument(document());
    const copy = analyst.analyseDocument(document({ id: 'doc-2', text: `${offer}（转载）` }));
    const other = analyst.analyseDocument(
      document({
        id: 'doc-3',
        title: '安神茶',
        text: offer
          .replace('司美格鲁肽注射液', '布洛芬片')
          .replace('减·重·笔', '云岭茶')
          .replace('yunshan_001', 'yunling_888'),
      }),
    );
    expect(hammingDistance(first.simhash, copy.simhash)).toBeLessThanOrEqual(7);
    expect(hammingDistance(first.simhash, other.simhash)).toBeGreaterThan(7);
    expect(first.cluster).not.toBe(copy.cluster);
  });
});
