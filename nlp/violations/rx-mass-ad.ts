import { detectorSettings, type Detector } from './detector';
import { inProfessionalJournal, isPrescriptionDrug } from './drug-facts';
import { trimmed } from './subject';

const leastPromotion = 0.6;
const claimGroups = ['efficacy-guarantee', 'disease-claim', 'inducement', 'endorsement', 'cure-rate'];

/** 处方药大众媒介广告. */
export const rxMassAd: Detector = {
  code: 'RX_MASS_AD',
  name: '处方药大众媒介广告',
  category: 'claims',
  role: 'content',
  severity: 'S3',
  facts: ['rx', 'channel', 'generic'],
  missingFacts: ['是否处方药（药品注册信息）', '发布媒介是否为指定医学药学专业刊物'],
  settings: detectorSettings,
  detect(subject) {
    if (!isPrescriptionDrug(subject) || inProfessionalJournal(subject)) return [];
    const promotes =
      subject.context.offers ||
      subject.context.promotion >= leastPromotion ||
      subject.mentions('offer-word') ||
      subject.mentions('praise') ||
      claimGroups.some((group) => subject.asserted(group).length > 0);
    if (!promotes || subject.mentions('rx-compliant-page')) return [];
    const named = subject.hits('rx-drug')[0] ?? subject.headline();
    const confidence = subject.facts.rx === true ? 0.85 : 0.65;
    return [{ ...trimmed(subject.text, named), confidence, why: '在大众媒介宣传处方药' }];
  },
};
