import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 说明治愈率或者有效率. */
export const cureRate: Detector = {
  code: 'CURE_RATE',
  name: '说明治愈率或者有效率',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['数据来源与研究依据'],
  settings: detectorSettings,
  detect(subject) {
    if (subject.is('unknown') && !subject.mentions('ailment')) return [];
    return draftsOf(subject.asserted('cure-rate'), subject.is('food', 'cosmetic', 'goods') ? 0.8 : 1);
  },
};
