import { isAbsent } from './absent-fact';
import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 无处方或者以虚假处方销售处方药. */
export const rxNoPrescription: Detector = {
  code: 'RX_NO_PRESCRIPTION',
  name: '无处方或者以虚假处方销售处方药',
  category: 'sale',
  role: 'content',
  severity: 'S3',
  facts: ['rx', 'prescription_check'],
  missingFacts: ['审方流程', '处方来源'],
  settings: detectorSettings,
  detect(subject) {
    const stated = draftsOf(subject.asserted('rx-without-prescription'));
    if (stated.length > 0) return subject.facts.rx === false ? [] : stated;
    if (!isAbsent(subject.facts.prescription_check) || !subject.context.offers) return [];
    return [{ ...subject.headline(), confidence: 0.85, why: '销售处方药未审核处方' }];
  },
};
