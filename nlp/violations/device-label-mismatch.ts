import { detectorSettings, type Detector } from './detector';
import { claimedBeyond } from './approved-use';

/** 医疗器械宣传与注册、备案不符. */
export const deviceLabelMismatch: Detector = {
  code: 'DEVICE_LABEL_MISMATCH',
  name: '医疗器械宣传与注册、备案不符',
  category: 'product',
  role: 'content',
  severity: 'S2',
  facts: ['filed_use', 'device_reg'],
  missingFacts: ['备案或者注册的适用范围'],
  settings: detectorSettings,
  detect(subject) {
    const { filed_use: filed } = subject.facts;
    if (!subject.is('device') || filed === undefined) return [];
    return claimedBeyond(subject, filed).map((span) => ({
      ...span,
      confidence: 0.82,
      why: '宣传用途与备案或者注册的适用范围不符',
      missingFacts: [],
    }));
  },
};
