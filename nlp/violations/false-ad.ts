import { detectorSettings, type Detector } from './detector';
import type { PhraseMatch } from '../context/read-phrases';
import { shamCosmeticEffect } from './cosmetic-registration';
import { draftsOf, type Subject } from './subject';

/** Origin and technology are doubtful only together with a superlative; lineage, miracles and conversions by themselves. */
function suspicious(subject: Subject, tag: PhraseMatch['entry']['tag']): boolean {
  if (tag === 'origin')
    return subject.is('cosmetic', 'food', 'aesthetic', 'medical') && subject.asserted('absolute-terms').length > 0;
  if (tag === 'effect') return subject.is('cosmetic', 'food', 'goods');
  return true;
}

/** 虚假广告. */
export const falseAd: Detector = {
  code: 'FALSE_AD',
  name: '虚假广告',
  category: 'claims',
  role: 'content',
  severity: 'S3',
  facts: ['filed', 'detected', 'special_reg'],
  missingFacts: ['事实核查结果（来源、成分、产地、效果、荣誉）'],
  settings: detectorSettings,
  detect(subject) {
    const found = subject.asserted('fabrication', ({ entry }) => suspicious(subject, entry.tag));
    const sham = shamCosmeticEffect(subject);
    return [
      ...draftsOf(found),
      ...draftsOf(sham, 0.9).map((draft) => ({ ...draft, why: '普通化妆品宣称依法须注册的特殊功效，效果疑似虚构' })),
    ];
  },
};
