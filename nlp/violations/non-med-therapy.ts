import { detectorSettings, type Detector } from './detector';
import type { PhraseMatch } from '../context/read-phrases';
import { namedDiseases } from './named-disease';
import { draftsOf, type Subject } from './subject';

/** Killing germs is what a disinfectant is for. */
function isDisinfection(subject: Subject, match: PhraseMatch): boolean {
  return /^(?:杀菌|灭菌|抗菌|除菌|消毒杀菌|抗菌消毒)$/u.test(subject.text.slice(match.start, match.end));
}

/** 非药品、非医疗器械涉及疾病治疗或者医疗用语. */
export const nonMedTherapy: Detector = {
  code: 'NON_MED_THERAPY',
  name: '非药品、非医疗器械涉及疾病治疗或者医疗用语',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['产品类别（食品、消毒产品、用品等）及备案情况'],
  settings: detectorSettings,
  detect(subject) {
    if (subject.is('unknown'))
      return draftsOf(
        subject.asserted('disease-claim', (match) => match.entry.weight >= 0.7),
        0.75,
      );
    if (!subject.is('food', 'disinfectant', 'goods', 'medical-food')) return [];
    // What a registered special medical food is for names diseases by its registration.
    if (subject.is('medical-food') && subject.mentions('medical-food-number')) return [];
    const claims = subject.asserted(
      'disease-claim',
      (match) => !(subject.is('disinfectant') && isDisinfection(subject, match)),
    );
    return claims.length > 0 || subject.is('medical-food') ? draftsOf(claims) : namedDiseases(subject);
  },
};
