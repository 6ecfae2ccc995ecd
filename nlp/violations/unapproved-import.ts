import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 代购境外未批准药品. */
export const unapprovedImport: Detector = {
  code: 'UNAPPROVED_IMPORT',
  name: '代购境外未批准药品',
  category: 'sale',
  role: 'content',
  severity: 'S3',
  facts: ['approval', 'category'],
  missingFacts: ['该药品是否在国内批准上市'],
  settings: detectorSettings,
  detect(subject) {
    if (subject.is('cosmetic', 'food', 'goods', 'health-food', 'device') && !subject.mentions('rx-drug')) return [];
    return draftsOf(subject.asserted('unapproved-import'), subject.facts.approval === 'none' ? 1.2 : 1);
  },
};
