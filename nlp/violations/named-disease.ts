import type { Draft } from './draft';
import type { Subject } from './subject';

const sellingKinds: ReadonlySet<string | undefined> = new Set(['ad', 'listing', 'live']);
const hedge = /[不非勿禁慎忌]|医生|医院|医师|遵医嘱|辅助|人群|患者/u;
const mostQuotes = 2;

/** Diseases that an advertisement, shelf, or live sale names at all: what may claim no treatment has no reason to speak of them. */
export function namedDiseases(subject: Subject): Draft[] {
  if (!sellingKinds.has(subject.prepared.input.kind)) return [];
  return subject
    .assertedHits('disease-common')
    .filter(({ start, end }) => !hedge.test(subject.text.slice(Math.max(0, start - 10), end + 10)))
    .slice(0, mostQuotes)
    .map(({ start, end }) => ({ start, end, confidence: 0.45, why: '商品宣传涉及疾病名称' }));
}
