import { detectorSettings, type Detector } from './detector';
import { evasiveSpellings } from './evasive-spelling';
import { draftsOf } from './subject';

/** 规避审查的表达. */
export const evasion: Detector = {
  code: 'EVASION',
  name: '规避审查的表达',
  category: 'attribute',
  role: 'attribute',
  severity: 'S2',
  facts: [],
  missingFacts: ['平台屏蔽词与商家沟通记录'],
  settings: detectorSettings,
  detect(subject) {
    const undone = evasiveSpellings(subject);
    return [...undone, ...draftsOf(subject.asserted('evasive-wording'))];
  },
};
