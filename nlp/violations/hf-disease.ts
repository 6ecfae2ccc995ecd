import { detectorSettings, type Detector } from './detector';
import { isApprovedFunction } from './approved-use';
import { namedDiseases } from './named-disease';
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
    const claims = subject.asserted('disease-claim', (match) => !isApprovedFunction(subject, match));
    return claims.length > 0 ? draftsOf(claims) : namedDiseases(subject);
  },
};
