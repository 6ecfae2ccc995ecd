import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 保健食品声称为健康所必需. */
export const hfNecessary: Detector = {
  code: 'HF_NECESSARY',
  name: '保健食品声称为健康所必需',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['产品类别'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('health-food')) return [];
    return draftsOf(subject.asserted('hf-necessary'));
  },
};
