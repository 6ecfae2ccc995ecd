import { detectorSettings, type Detector } from './detector';

/** 保健食品广告缺少“本品不能代替药物”. */
export const hfNoWarning: Detector = {
  code: 'HF_NO_WARNING',
  name: '保健食品广告缺少“本品不能代替药物”',
  category: 'form',
  role: 'content',
  severity: 'S1',
  facts: ['category', 'ad_approval'],
  missingFacts: ['完整广告素材（是否节选）'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('health-food') || !subject.plainlyPromotes()) return [];
    if (subject.mentions('warning-statement') || subject.facts.ad_approval === 'valid') return [];
    return [{ ...subject.headline(), confidence: 0.55, why: '保健食品广告未见“本品不能代替药物”' }];
  },
};
