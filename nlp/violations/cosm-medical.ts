import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 化妆品明示或者暗示医疗作用. */
export const cosmMedical: Detector = {
  code: 'COSM_MEDICAL',
  name: '化妆品明示或者暗示医疗作用',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['备案或者注册类别'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('cosmetic')) return [];
    return draftsOf([
      ...subject.asserted('cosmetic-medical'),
      ...subject.asserted('disease-claim', (match) => match.entry.tag === 'disease'),
    ]);
  },
};
