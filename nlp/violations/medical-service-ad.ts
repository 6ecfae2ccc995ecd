import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

const mostQuotes = 3;

/** 医疗、医疗美容广告违法. */
export const medicalServiceAd: Detector = {
  code: 'MEDICAL_SERVICE_AD',
  name: '医疗、医疗美容广告违法',
  category: 'service',
  role: 'content',
  severity: 'S2',
  facts: ['category', 'ad_approval'],
  missingFacts: ['医疗广告审查证明', '医疗机构执业许可证'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('medical', 'aesthetic')) return [];
    const groups = subject.is('aesthetic')
      ? ['aesthetic-claim', 'medical-service']
      : ['medical-service', 'disease-claim'];
    const found = groups.flatMap((group) => subject.asserted(group));
    return found.length === 0 || subject.facts.ad_approval === 'valid' ? [] : draftsOf(found, 1.3).slice(0, mostQuotes);
  },
};
