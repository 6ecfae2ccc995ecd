import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 制造容貌焦虑. */
export const appearanceAnxiety: Detector = {
  code: 'APPEARANCE_ANXIETY',
  name: '制造容貌焦虑',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['广告主与发布者'],
  settings: detectorSettings,
  detect(subject) {
    // A question is how this is said: "who loves a flat nose?"
    return draftsOf(subject.context.phrases.group('appearance-anxiety'));
  },
};
