import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 疑似假药、劣药或者以非药品冒充药品. */
export const suspectFakeDrug: Detector = {
  code: 'SUSPECT_FAKE_DRUG',
  name: '疑似假药、劣药或者以非药品冒充药品',
  category: 'product',
  role: 'content',
  severity: 'S4',
  facts: ['approval', 'approval_format_valid', 'license', 'detected'],
  missingFacts: ['检验报告', '批准文号查询结果'],
  settings: detectorSettings,
  detect(subject) {
    const stated = draftsOf(subject.asserted('suspect-fake'));
    if (subject.facts.approval_format_valid === false)
      return [...stated, { ...subject.headline(), confidence: 0.72, why: '以无效批准文号按药品销售' }];
    return subject.is('drug', 'unknown') ? stated : [];
  },
};
