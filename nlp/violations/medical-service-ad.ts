import type { PhraseMatch } from '../context/read-phrases';
import { detectorSettings, type Detector } from './detector';
import { draftsOf, type Subject } from './subject';

const mostQuotes = 3;

/** Departments are among the eight items that a medical advertisement may state. */
function isDepartment(subject: Subject, { start, end }: PhraseMatch): boolean {
  const before = subject.text.slice(Math.max(0, start - 60), start);
  return (
    /^(?:科|门诊|中心)/u.test(subject.text.slice(end, end + 2)) ||
    /(?:诊疗科目|科室|设有|开设)[^。;；\n]*$/u.test(before)
  );
}

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
    const found = groups.flatMap((group) => subject.asserted(group, (match) => !isDepartment(subject, match)));
    return found.length === 0 || subject.facts.ad_approval === 'valid' ? [] : draftsOf(found, 1.3).slice(0, mostQuotes);
  },
};
