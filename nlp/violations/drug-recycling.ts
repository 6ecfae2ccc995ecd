import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 回收药品、倒卖医保药. */
export const drugRecycling: Detector = {
  code: 'DRUG_RECYCLING',
  name: '回收药品、倒卖医保药',
  category: 'sale',
  role: 'content',
  severity: 'S3',
  facts: ['license'],
  missingFacts: ['收购者身份与去向'],
  settings: detectorSettings,
  detect(subject) {
    return draftsOf([...subject.asserted('drug-recycling'), ...subject.asserted('buys-each')]);
  },
};
