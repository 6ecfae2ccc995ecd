import { createHash } from 'node:crypto';
import type { Alert } from '../../contracts/alert';
import type { Analysis } from '../../contracts/analysis';
import type { Capture } from '../../contracts/evidence';
import type { Finding } from '../../contracts/violation';
import type { Lead } from '../../contracts/lead';
import type { SourceDocument } from '../../contracts/page';

export const noon = '2026-03-02T12:00:00+08:00';

export function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function sampleDocument(change: Partial<SourceDocument> = {}): SourceDocument {
  const text = change.text ?? '某店铺私下转让减重笔，加微信详谈。';
  return {
    schemaVersion: 1,
    id: 'd1',
    version: 1,
    snapshotId: 's1',
    captureId: 'c1',
    sourceId: 'demo-news',
    url: 'http://news.example/1',
    canonicalUrl: 'http://news.example/1',
    host: 'news.example',
    kind: 'listing',
    title: '减重笔低价转让',
    publishedAt: null,
    author: null,
    siteName: null,
    platform: '示例网',
    media: 'commerce',
    region: '330106',
    price: 199,
    currency: 'CNY',
    seller: '甲店',
    sellerLicence: null,
    approvalNumbers: [],
    images: [],
    collectedAt: noon,
    respondedAt: noon,
    ...change,
    text,
    contentHash: change.contentHash ?? sha(`${change.title ?? ''}\n${text}`),
  };
}

export function sampleFinding(change: Partial<Finding> = {}): Finding {
  return {
    code: 'PRIVATE_TRADE',
    quote: '加微信',
    start: 20,
    end: 23,
    severity: 'S2',
    confidence: 0.8,
    articles: ['药品网络销售监督管理办法 第八条'],
    missingFacts: [],
    why: '引导线下交易',
    ...change,
  };
}

/** An analysis of `document` whose normalised text is the text itself. */
export function sampleAnalysis(document: SourceDocument, change: Partial<Analysis> = {}): Analysis {
  const violations = change.violations ?? [sampleFinding()];
  return {
    schemaVersion: 1,
    id: document.id,
    documentId: document.id,
    documentVersion: document.version,
    illegal: violations.length > 0,
    genre: 'listing',
    quoted: false,
    violations,
    attributes: [],
    sentiment: { label: 'neu', score: 0, confidence: 0.5 },
    feeling: null,
    entities: [],
    drugs: [],
    numbers: [],
    cluster: `k-${document.id}`,
    simhash: '0123456789abcdef',
    normalised: { title: document.title, text: document.text, imageText: '' },
    imageText: '',
    tokens: { title: document.title, text: document.text },
    analysedAt: document.collectedAt,
    versions: { analyst: '1' },
    detectorFaults: [],
    ...change,
  };
}

export function sampleAlert(change: Partial<Alert> = {}): Alert {
  return {
    schemaVersion: 1,
    id: 'a1',
    version: 1,
    ruleId: 'rule-1',
    ruleName: '私下交易',
    ruleVersion: '1',
    key: { seller: '甲店' },
    cluster: 'k1',
    level: 'orange',
    state: 'new',
    title: '甲店 疑似私下交易',
    excerpt: '减重笔 加微信详谈',
    documentId: 'd1',
    documentVersion: 1,
    platform: '示例网',
    seller: '甲店',
    region: '330106',
    url: 'http://news.example/1',
    codes: ['PRIVATE_TRADE'],
    severity: 'S2',
    findings: [sampleFinding()],
    drugs: [],
    count: 1,
    spread: 1,
    places: [],
    firstSeenAt: noon,
    lastSeenAt: noon,
    raisedAt: noon,
    updatedAt: noon,
    ownerId: null,
    ownerName: null,
    leadId: null,
    screenshot: null,
    trace: {},
    ...change,
  };
}

export function sampleLead(change: Partial<Lead> = {}): Lead {
  return {
    schemaVersion: 1,
    id: 'l1',
    number: '浙药线〔2026〕1号',
    version: 1,
    alertId: 'a1',
    title: '甲店 疑似私下交易',
    level: 'orange',
    state: 'registered',
    subject: { name: '甲店', licence: null, platform: '示例网', url: 'http://news.example/1' },
    region: '330106',
    regionName: '西湖区',
    codes: ['PRIVATE_TRADE'],
    statutes: [],
    findings: [],
    missingFacts: [],
    documentIds: ['d1'],
    places: [],
    evidence: [],
    criminalHint: false,
    organisationId: 'o1',
    organisationName: '省局',
    createdBy: 'u1',
    createdByName: '监测员甲',
    createdAt: noon,
    updatedAt: noon,
    handOvers: [],
    clock: {
      name: '核查',
      statute: '示例',
      startedOn: '2026-03-02',
      workingDays: 15,
      dueOn: '2026-03-23',
      remainingWorkingDays: 15,
      overdue: false,
      stoppedAt: null,
      arithmetic: '15 个工作日',
      extension: null,
    },
    outcome: null,
    ...change,
  };
}

export function sampleCapture(change: Partial<Capture> = {}): Capture {
  return {
    schemaVersion: 1,
    id: 'c1',
    url: 'http://news.example/1',
    finalUrl: 'http://news.example/1',
    status: 200,
    capturedAt: noon,
    capturedBy: { kind: 'system', name: 'yaoshao', versions: { crawler: '1' } },
    files: [{ role: 'body', sha256: sha('body'), bytes: 4, mediaType: 'text/html' }],
    documentId: null,
    screenshotOf: null,
    ...change,
  };
}
