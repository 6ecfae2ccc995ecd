import { detectorSettings, type Detector } from './detector';

const shortestClaim = 24;

/** 缺少忠告语、禁忌或者OTC标识. */
export const missingWarning: Detector = {
  code: 'MISSING_WARNING',
  name: '缺少忠告语、禁忌或者OTC标识',
  category: 'form',
  role: 'formal',
  severity: 'S1',
  facts: ['rx', 'ad_approval'],
  missingFacts: ['完整广告素材（是否节选、截图不全）'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('drug', 'device') || !subject.plainlyPromotes()) return [];
    if (subject.mentions('warning-statement')) return [];
    // A bare name needs no statement (product names may be advertised without review); an advertisement with its number does.
    const isKnown = subject.context.product.from === 'fact';
    const claims = isKnown || ['ad-number', 'ailment', 'medical-act'].some((name) => subject.mentions(name));
    const isNameOnly = subject.text.length < shortestClaim && !subject.mentions('ailment');
    if (!claims || isNameOnly) return [];
    if (subject.prepared.input.kind === 'listing' && subject.mentions('licence-shown')) return [];
    if (subject.mentions('label-heading')) return [];
    return [{ ...subject.headline(), confidence: 0.55, why: '药品、医疗器械广告未见忠告语及禁忌、不良反应提示' }];
  },
};
