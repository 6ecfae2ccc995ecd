import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 绝对化用语. */
export const absoluteTerms: Detector = {
  code: 'ABSOLUTE_TERMS',
  name: '绝对化用语',
  category: 'claims',
  role: 'content',
  severity: 'S1',
  facts: ['category'],
  missingFacts: ['用语是否指向所推销的商品或者服务', '是否属于可量化、可证实的客观表述'],
  settings: detectorSettings,
  detect(subject) {
    const isPitch = subject.context.offers || subject.context.genre !== 'forum' || subject.context.titleEnd > 0;
    if (!isPitch || (subject.is('unknown') && !subject.mentions('ailment') && !subject.context.offers)) return [];
    return draftsOf(subject.asserted('absolute-terms'));
  },
};
