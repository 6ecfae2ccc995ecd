import { detectorSettings, type Detector } from './detector';
import { shamCosmeticEffect } from './cosmetic-registration';
import { draftsOf } from './subject';

/** 化妆品虚假或者超范围功效. */
export const cosmEfficacy: Detector = {
  code: 'COSM_EFFICACY',
  name: '化妆品虚假或者超范围功效',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category', 'special_reg'],
  missingFacts: ['特殊化妆品注册证', '功效评价依据'],
  settings: detectorSettings,
  detect(subject) {
    return draftsOf(shamCosmeticEffect(subject), 1.1);
  },
};
