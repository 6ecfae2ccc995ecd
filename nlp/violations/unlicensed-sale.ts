import { isAbsent } from './absent-fact';
import { detectorSettings, type Detector } from './detector';
import { privateDrugSale } from './drug-sale';

/** 无证网售药品. */
export const unlicensedSale: Detector = {
  code: 'UNLICENSED_SALE',
  name: '无证网售药品',
  category: 'sale',
  role: 'content',
  severity: 'S3',
  facts: ['license', 'category'],
  missingFacts: ['药品经营许可证', '销售者主体身份'],
  settings: detectorSettings,
  detect(subject) {
    const { license } = subject.facts;
    if (license === true) return [];
    if (isAbsent(license)) return [{ ...subject.headline(), confidence: 0.9, why: '销售者没有药品经营许可' }];
    return privateDrugSale(subject).map((span) => ({ ...span, confidence: 0.68, why: '个人或者无资质主体出售药品' }));
  },
};
