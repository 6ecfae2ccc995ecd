import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 普通食品声称保健功能. */
export const foodHealthClaim: Detector = {
  code: 'FOOD_HEALTH_CLAIM',
  name: '普通食品声称保健功能',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category', 'approved_function'],
  missingFacts: ['是否取得保健食品注册或者备案（蓝帽子）'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('food') || subject.mentions('health-food-number')) return [];
    return draftsOf(subject.asserted('health-function'));
  },
};
