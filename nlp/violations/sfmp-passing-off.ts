import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 特医食品违规或者普通食品冒充特医食品. */
export const sfmpPassingOff: Detector = {
  code: 'SFMP_PASSING_OFF',
  name: '特医食品违规或者普通食品冒充特医食品',
  category: 'product',
  role: 'content',
  severity: 'S3',
  facts: ['category'],
  missingFacts: ['特医食品注册证书', '产品执行标准与产品类型'],
  settings: detectorSettings,
  detect(subject) {
    if (subject.mentions('medical-food-number') && subject.is('medical-food')) return [];
    return draftsOf(subject.asserted('sfmp'));
  },
};
