import { isAbsent } from './absent-fact';
import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 未展示注册证、许可或者资质. */
export const noCertDisplay: Detector = {
  code: 'NO_CERT_DISPLAY',
  name: '未展示注册证、许可或者资质',
  category: 'form',
  role: 'content',
  severity: 'S1',
  facts: ['device_reg', 'license'],
  missingFacts: ['完整页面（是否抓取不全）'],
  settings: detectorSettings,
  detect(subject) {
    const stated = draftsOf(subject.asserted('no-certificate-shown'));
    if (stated.length > 0 || subject.mentions('licence-shown')) return stated;
    const none = isAbsent(subject.facts.device_reg);
    if (!none || subject.context.genre !== 'listing') return [];
    return [{ ...subject.headline(), confidence: 0.6, why: '网售医疗器械页面未展示注册证或者备案凭证' }];
  },
};
