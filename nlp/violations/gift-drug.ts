import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 赠送药品促销. */
export const giftDrug: Detector = {
  code: 'GIFT_DRUG',
  name: '赠送药品促销',
  category: 'sale',
  role: 'content',
  severity: 'S2',
  facts: ['rx', 'category'],
  missingFacts: ['赠品是否处方药或者甲类非处方药'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('drug', 'unknown')) return [];
    return draftsOf(subject.asserted('gift-drug'));
  },
};
