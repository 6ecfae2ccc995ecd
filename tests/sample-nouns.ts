import { createHash } from 'node:crypto';
import type { AlertCandidate } from '../alerts/raise-alert';
import { analysis as analysisSchema, type Analysis } from '../contracts/analysis';
import { sourceDocument, type SourceDocument } from '../contracts/page';
import type { Finding } from '../contracts/violation';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A document as the extraction would give it, valid by its contract; name only what the test is about. */
export function sampleDocument(over: Partial<SourceDocument> = {}): SourceDocument {
  const url = over.url ?? 'http://sample.invalid/a';
  return sourceDocument.parse({
    schemaVersion: 1,
    id: `d_${hashOf(url).slice(0, 12)}`,
    version: 1,
    snapshotId: 's_1',
    captureId: 'c_1',
    sourceId: 'sample',
    url,
    canonicalUrl: url,
    host: 'sample.invalid',
    title: '样例标题',
    text: '样例正文：三天根治，无效退款。',
    publishedAt: null,
    author: null,
    siteName: null,
    platform: '样例平台',
    media: 'commerce',
    region: '330106',
    price: null,
    currency: null,
    seller: '样例康健堂',
    sellerLicence: null,
    approvalNumbers: [],
    images: [],
    contentHash: hashOf(url),
    collectedAt: '2026-05-11T08:59:59+08:00',
    respondedAt: '2026-05-11T08:59:58+08:00',
    ...over,
  });
}

export const sampleFinding: Finding = {
  code: 'EFFICACY_GUARANTEE',
  quote: '三天根治',
  start: 10,
  end: 14,
  severity: 'S2',
  confidence: 0.9,
  articles: ['广告法 第十六条第一款第（一）项'],
  missingFacts: ['广告主名称'],
  why: '疑似断言功效。',
};

/** An analysis of a document, valid by its contract. */
export function sampleAnalysis(document: SourceDocument, over: Partial<Analysis> = {}): Analysis {
  return analysisSchema.parse({
    schemaVersion: 1,
    id: document.id,
    documentId: document.id,
    documentVersion: document.version,
    illegal: true,
    genre: 'advertisement',
    quoted: false,
    violations: [sampleFinding],
    attributes: [],
    sentiment: { label: 'pos', score: 0.8, confidence: 0.9 },
    feeling: null,
    entities: [],
    drugs: [],
    numbers: [],
    cluster: 'k_1',
    simhash: '0123456789abcdef',
    normalised: { title: document.title, text: document.text, imageText: '' },
    imageText: '',
    tokens: { title: document.title, text: document.text },
    analysedAt: '2026-05-11T08:59:59.500+08:00',
    versions: {},
    detectorFaults: [],
    ...over,
  });
}

/** A candidate for an alert. `match` names the match; everything else follows from document and analysis. */
export function sampleCandidate(
  match: string,
  document = sampleDocument(),
  over: Partial<AlertCandidate> = {},
): AlertCandidate {
  return {
    matchId: match,
    ruleId: 'sample-rule',
    ruleName: '样例规则',
    ruleVersion: 'v1',
    key: null,
    level: 'yellow',
    title: '样例预警',
    document,
    analysis: sampleAnalysis(document),
    ...over,
  };
}
