import type { Analysis } from '../../contracts/analysis';
import type { SourceDocument } from '../../contracts/page';
import { readEvent, toMatchInput } from '../../rules/to-match-input';
import { inputOf } from './match-inputs';

const document: SourceDocument = {
  schemaVersion: 1,
  id: 'd1',
  version: 3,
  snapshotId: 's1',
  captureId: 'c1',
  sourceId: 'demo-shop',
  url: 'https://shop.example.com/1',
  canonicalUrl: 'https://shop.example.com/1',
  host: 'shop.example.com',
  kind: 'listing',
  title: '某某针剂',
  text: '现货',
  publishedAt: null,
  author: null,
  siteName: '示例店',
  platform: '示例购',
  media: 'commerce',
  region: '330106',
  price: 99,
  currency: 'CNY',
  seller: '某某店',
  sellerLicence: null,
  approvalNumbers: [],
  images: [],
  contentHash: 'a'.repeat(64),
  collectedAt: '2026-03-02T10:00:00+08:00',
  respondedAt: '2026-03-02T10:00:00+08:00',
};

const analysis: Analysis = {
  schemaVersion: 1,
  id: 'd1',
  documentId: 'd1',
  documentVersion: 3,
  illegal: true,
  genre: 'listing',
  quoted: false,
  violations: [
    {
      code: 'UNLICENSED_SALE',
      quote: '现货',
      start: 5,
      end: 7,
      severity: 'S3',
      confidence: 0.9,
      articles: [],
      missingFacts: [],
      why: '个人售药',
    },
  ],
  attributes: ['PRIVATE_TRADE'],
  sentiment: { label: 'pos', score: 0.5, confidence: 0.7 },
  feeling: null,
  entities: [
    { type: 'company', text: '某某药业', start: 0, end: 4 },
    { type: 'drug', text: '某某针剂', start: 0, end: 4 },
  ],
  drugs: ['某某针剂'],
  numbers: [],
  cluster: 'k1',
  simhash: '0123456789abcdef',
  normalised: { title: '某某针剂', text: '现货', imageText: '加v' },
  imageText: '加V',
  tokens: { title: '', text: '' },
  analysedAt: '2026-03-02T10:00:01+08:00',
  versions: {},
  detectorFaults: [],
};

describe('toMatchInput', () => {
  test('joins a document and its analysis', () => {
    expect(toMatchInput(document, analysis)).toMatchObject({
      id: 'd1',
      imageText: '加V',
      normalised: { imageText: '加v' },
      host: 'shop.example.com',
      kind: 'listing',
      source: 'demo-shop',
      media: 'commerce',
      genre: 'listing',
      violations: [{ code: 'UNLICENSED_SALE', severity: 'S3', confidence: 0.9 }],
      attributes: ['PRIVATE_TRADE'],
      sentiment: { label: 'pos' },
      feeling: null,
      drugs: ['某某针剂'],
      companies: ['某某药业'],
      cluster: 'k1',
      spread: { documents: 1, platforms: 1, provinces: 1 },
      extra: { documentVersion: 3, siteName: '示例店', currency: 'CNY' },
    });
  });

  test('takes the spread that it is told', () => {
    expect(toMatchInput(document, analysis, { documents: 7, platforms: 2, provinces: 3 }).spread).toEqual({
      documents: 7,
      platforms: 2,
      provinces: 3,
    });
  });
});

describe('readEvent', () => {
  const cases: [sentence: string, event: Record<string, unknown>, expected: Record<string, unknown>][] = [
    [
      'what is missing is empty',
      {},
      {
        title: '',
        text: '',
        seller: null,
        region: '000000',
        price: null,
        violations: [],
        sentiment: null,
        drugs: [],
        spread: { documents: 1, platforms: 1, provinces: 1 },
        extra: {},
      },
    ],
    ['a number as id', { id: 7 }, { id: '7' }],
    [
      'texts are normalised',
      { title: 'ＰＥＮ', text: '減重', imageText: '加V' },
      { normalised: { title: 'pen', text: '减重', imageText: '加v' } },
    ],
    ['the host comes from the address', { url: 'https://A.example.com/x' }, { host: 'a.example.com' }],
    ['an address that is none has no host', { url: '/x' }, { host: null }],
    ['a price in words', { price: '¥99.00' }, { price: 99 }],
    [
      'codes alone',
      { violations: ['HF_DISEASE'] },
      { violations: [{ code: 'HF_DISEASE', severity: 'S2', confidence: 1 }] },
    ],
    [
      'a finding in full',
      { violations: [{ code: 'HF_DISEASE', severity: 'S4', confidence: 0.4, quote: 'x' }] },
      { violations: [{ code: 'HF_DISEASE', severity: 'S4', confidence: 0.4 }] },
    ],
    ['a stance alone', { sentiment: 'neg' }, { sentiment: { label: 'neg', confidence: 1 } }],
    [
      'a stance in full',
      { sentiment: { label: 'neg', score: -0.4, confidence: 0.6 } },
      { sentiment: { label: 'neg', confidence: 0.6 } },
    ],
    ['a feeling in full', { feeling: { label: 'pos', score: 1 } }, { feeling: 'pos' }],
    [
      'companies out of entities',
      {
        entities: [
          { type: 'company', text: '甲' },
          { type: 'drug', text: '乙' },
        ],
      },
      { companies: ['甲'] },
    ],
    [
      'numbers',
      { numbers: [{ type: 'drug', text: 'x', valid: false }] },
      { numbers: [{ type: 'drug', text: 'x', valid: false, verified: 'unknown' }] },
    ],
    [
      'anything else is kept',
      { campaign: 'a', context: { rx: true } },
      { extra: { campaign: 'a', context: { rx: true } } },
    ],
    ['null is missing', { seller: null, violations: null, drugs: null }, { seller: null, violations: [], drugs: [] }],
    [
      'the time of publishing stands in',
      { collectedAt: null, publishedAt: '2026-01-01T00:00:00+08:00' },
      { collectedAt: '2026-01-01T00:00:00+08:00' },
    ],
  ];
  test.each(cases)('%s', (_, event, expected) => {
    expect(inputOf(event)).toMatchObject(expected);
  });

  test('falls back on the time that it is told', () => {
    const read = readEvent({ id: 'a' }, '2026-05-01T00:00:00Z');
    expect(read.ok && read.input.collectedAt).toBe('2026-05-01T00:00:00Z');
    const vague = readEvent({ id: 'a', publishedAt: '昨天' }, '2026-05-01T00:00:00Z');
    expect(vague.ok && vague.input.collectedAt).toBe('2026-05-01T00:00:00Z');
  });

  const refused: [sentence: string, event: unknown][] = [
    ['no id', { text: 'x' }],
    ['a title that is a list', { id: 'a', title: ['x'] }],
    ['a severity that is none', { id: 'a', violations: [{ code: 'HF_DISEASE', severity: 'S9' }] }],
    ['drugs that are a word', { id: 'a', drugs: 'x' }],
    ['a time that is none', { id: 'a', collectedAt: 'soon' }],
    ['no object', 'x'],
  ];
  test.each(refused)('refuses %s', (_, event) => {
    expect(readEvent(event, '2026-05-01T00:00:00Z').ok).toBe(false);
  });
});
