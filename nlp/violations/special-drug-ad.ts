import { detectorSettings, type Detector } from './detector';

/** 特殊药品、禁止广告品种作广告. */
export const specialDrugAd: Detector = {
  code: 'SPECIAL_DRUG_AD',
  name: '特殊药品、禁止广告品种作广告',
  category: 'claims',
  role: 'content',
  severity: 'S3',
  facts: ['substance', 'category'],
  missingFacts: ['成分与批准身份', '是否医疗机构制剂'],
  settings: detectorSettings,
  detect(subject) {
    const named = subject.hits('special-drug-ad');
    const known = subject.factMentions('substance', /肉毒|麻醉|精神药品|毒性药品|放射|戒毒|制剂/u);
    // A private sale of such a drug is no advertisement in the sense of article 15.
    if (named.length === 0 && !known) return [];
    if (subject.mentions('drug-on-sale') && !subject.is('aesthetic', 'medical', 'unknown')) return [];
    return [
      {
        ...(named[0] ?? subject.headline()),
        confidence: known ? 0.9 : 0.75,
        why: '宣传法律禁止作广告的药品（如属医疗用毒性药品的肉毒毒素、医疗机构制剂、戒毒药品）',
      },
    ];
  },
};
