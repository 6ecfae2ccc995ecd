import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

const additive = /西布曲明|西地那非|他达拉非|酚酞|麻黄碱|芬氟拉明|二甲双胍|激素|氟西汀|格列/u;

/** 疑似非法添加药物成分. */
export const illegalAdditionRisk: Detector = {
  code: 'ILLEGAL_ADDITION_RISK',
  name: '疑似非法添加药物成分',
  category: 'product',
  role: 'content',
  severity: 'S4',
  facts: ['detected', 'implied_substance'],
  missingFacts: ['检验报告'],
  settings: detectorSettings,
  detect(subject) {
    if (typeof subject.facts.detected === 'string')
      return [{ ...subject.headline(), confidence: 0.93, why: `检出${subject.facts.detected}`, missingFacts: [] }];
    if (subject.factMentions('implied_substance', additive))
      return [{ ...subject.headline(), confidence: 0.7, why: '所述成分属禁止添加的药物' }];
    if (subject.facts.rx === true) return [];
    if (subject.is('aesthetic', 'medical', 'device', 'cosmetic', 'goods')) return [];
    const sells = subject.context.promotion > 0 || subject.is('drug', 'health-food') || subject.context.titleEnd > 0;
    return sells ? draftsOf(subject.asserted('addition-risk')) : [];
  },
};
