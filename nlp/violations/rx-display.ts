import { isAbsent } from './absent-fact';
import { detectorSettings, type Detector } from './detector';
import { isPrescriptionDrug } from './drug-facts';
import { draftsOf } from './subject';

/** 处方药违规展示、缺少风险警示. */
export const rxDisplay: Detector = {
  code: 'RX_DISPLAY',
  name: '处方药违规展示、缺少风险警示',
  category: 'sale',
  role: 'content',
  severity: 'S2',
  facts: ['rx', 'prescription_check', 'license'],
  missingFacts: ['页面层级与风险警示'],
  settings: detectorSettings,
  detect(subject) {
    if (!isPrescriptionDrug(subject) || subject.mentions('rx-compliant-page')) return [];
    const shown = draftsOf(subject.asserted('rx-display'));
    if (shown.length > 0 && (subject.context.genre === 'listing' || isAbsent(subject.facts.prescription_check)))
      return shown;
    if (!isAbsent(subject.facts.prescription_check)) return [];
    return [{ ...subject.headline(), confidence: 0.6, why: '处方审核前展示处方药信息并提供购买' }];
  },
};
