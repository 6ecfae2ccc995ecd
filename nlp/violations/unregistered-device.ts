import { isAbsent } from './absent-fact';
import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 销售或者使用未注册、未备案医疗器械. */
export const unregisteredDevice: Detector = {
  code: 'UNREGISTERED_DEVICE',
  name: '销售或者使用未注册、未备案医疗器械',
  category: 'product',
  role: 'content',
  severity: 'S3',
  facts: ['device_reg'],
  missingFacts: ['医疗器械注册证或者备案凭证'],
  settings: detectorSettings,
  detect(subject) {
    const { device_reg: registration } = subject.facts;
    if (isAbsent(registration)) {
      return [{ ...subject.headline(), confidence: 0.9, why: '查无医疗器械注册证或者备案' }];
    }
    if (registration !== undefined || subject.mentions('device-number')) return [];
    const stated = draftsOf(subject.asserted('device-unregistered', ({ entry }) => entry.tag !== 'third'));
    return subject.is('device', 'aesthetic', 'unknown', 'cosmetic') ? stated : [];
  },
};
