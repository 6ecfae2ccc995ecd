import { detectorSettings, type Detector } from './detector';
import { isApprovedFunction } from './approved-use';
import { draftsOf } from './subject';

/** 保健食品涉及疾病预防、治疗功能. */
export const hfDisease: Detector = {
  code: 'HF_DISEASE',
  name: '保健食品涉及疾病预防、治疗功能',
  category: 'claims',
  role: 'content',
  severity: 'S3',
  facts: ['category', 'approved_function'],
  missingFacts: ['注册或者备案的保健功能'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('health-food')) return [];
    return draftsOf(subject.asserted('disease-claim', (match) => !isApprovedFunction(subject, match)));
  },
};
