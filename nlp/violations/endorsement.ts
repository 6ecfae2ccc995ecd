import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 代言、专家、医生、患者或者机构推荐证明. */
export const endorsement: Detector = {
  code: 'ENDORSEMENT',
  name: '代言、专家、医生、患者或者机构推荐证明',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['是否存在代言或者对价关系', '被引用者身份'],
  settings: detectorSettings,
  detect(subject) {
    const medicated = !subject.is('goods', 'unknown') || subject.mentions('ailment');
    return medicated ? draftsOf(subject.asserted('endorsement')) : [];
  },
};
