import type { Analysis } from '../../../contracts/analysis';
import type { QueryNode } from '../../../contracts/query';
import type { SourceDocument } from '../../../contracts/page';
import { normalise } from '../../../text/normalise';
import { parseQuery } from '../../../rules/query/parse-query';
import { sampleAnalysis, sampleDocument, sampleFinding } from '../samples';

export const suiteStart = Date.parse('2026-03-02T04:00:00Z');
export const suiteNow = new Date(suiteStart);
export const at = (minutes: number): string => new Date(suiteStart - minutes * 60_000).toISOString();

export interface Entry {
  readonly document: SourceDocument;
  readonly analysis: Analysis;
}

export function entry(change: Partial<SourceDocument>, judged: Partial<Analysis> = {}): Entry {
  const document = sampleDocument(change);
  const imageText = judged.imageText ?? '';
  const normalised = {
    title: normalise(document.title).text,
    text: normalise(document.text).text,
    imageText: normalise(imageText).text,
  };
  return { document, analysis: sampleAnalysis(document, { normalised, ...judged }) };
}

export function parsed(query: string): QueryNode {
  const answer = parseQuery(query);
  if (!answer.ok) throw new Error(`${query}: ${answer.faults[0]?.message.en ?? ''}`);
  return answer.node;
}

/** A few documents that differ in everything a search can ask. */
export const shelf: Entry[] = [
  entry({
    id: 'n1',
    title: '司美格鲁肽到货',
    text: '减重笔现货，加V详谈。CK3 正品，价格500mg/支。',
    collectedAt: at(10),
    region: '330106',
  }),
  entry(
    {
      id: 'n2',
      title: '医保新闻',
      text: '司美。格鲁肽进入集采。covid-19疫苗接种。',
      collectedAt: at(20),
      region: '330200',
      platform: '晨报',
      seller: null,
      price: null,
      kind: 'news',
    },
    { violations: [], genre: 'news', sentiment: { label: 'pos', score: 0.5, confidence: 0.9 } },
  ),
  entry(
    {
      id: 'n3',
      title: 'Ozempic sale',
      text: 'Buy OZEMPIC now. semaglutide 1.5 mg, ships to 杭州',
      collectedAt: at(30),
      region: '110101',
      platform: '闲鱼',
      seller: '小王shop',
      price: 900,
    },
    { violations: [sampleFinding({ code: 'UNLICENSED_SALE', severity: 'S3' })] },
  ),
  entry(
    { id: 'n4', title: '图片广告', text: '', collectedAt: at(40), region: '330106' },
    { imageText: '祖传秘方，包治百病' },
  ),
  entry(
    {
      id: 'n5',
      title: '加。V',
      text: '肽类知识：胰岛素不是减肥药，笔记本。',
      collectedAt: at(50),
      region: '330000',
      url: 'http://shop.example.com/a?id=5',
      host: 'shop.example.com',
    },
    { drugs: ['胰岛素'], cluster: 'k-x' },
  ),
  entry({ id: 'n6', title: '𠮷野家', text: '処方薬のタブレット、무료 배송', collectedAt: at(60), region: '000000' }),
];
