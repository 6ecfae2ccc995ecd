import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 与其他药品、医疗器械或者机构比较. */
export const comparison: Detector = {
  code: 'COMPARISON',
  name: '与其他药品、医疗器械或者机构比较',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['比较所依据的资料'],
  settings: detectorSettings,
  detect(subject) {
    if (subject.is('cosmetic', 'goods', 'disinfectant', 'medical-food')) return [];
    const found = subject.asserted(
      'comparison',
      (match) => !subject.is('food', 'unknown') || match.entry.id === 'replaces',
    );
    return draftsOf(found, subject.is('food') ? 0.85 : 1);
  },
};
