import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 未显著标明“广告”. */
export const notLabelledAd: Detector = {
  code: 'NOT_LABELLED_AD',
  name: '未显著标明“广告”',
  category: 'form',
  role: 'content',
  severity: 'S1',
  facts: ['labelled_ad', 'shopping_link'],
  missingFacts: ['是否附购物链接', '是否存在对价'],
  settings: detectorSettings,
  detect(subject) {
    const { labelled_ad: labelled } = subject.facts;
    if (labelled === true) return [];
    if (labelled === false) return [{ ...subject.headline(), confidence: 0.88, why: '商业推销内容未标明“广告”' }];
    return draftsOf(subject.asserted('unlabelled'));
  },
};
