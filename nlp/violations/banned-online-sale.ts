import { isPublicVaccination } from './drug-sale';
import { detectorSettings, type Detector } from './detector';

const bannedSubstance =
  /血液制品|疫苗|麻醉|精神药品|毒性|放射|易制毒|制剂|终止妊娠|蛋白同化|肽类激素|兴奋剂|一类精神|二类精神/u;

/** 网络销售禁止清单品种. */
export const bannedOnlineSale: Detector = {
  code: 'BANNED_ONLINE_SALE',
  name: '网络销售禁止清单品种',
  category: 'sale',
  role: 'content',
  severity: 'S4',
  facts: ['substance', 'category'],
  missingFacts: ['品种、剂型与单复方', '是否网络零售'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.context.offers && subject.asserted('drug-on-sale').length === 0) return [];
    const named = subject.hits('banned-online')[0];
    const known =
      subject.factMentions('substance', bannedSubstance) || subject.factMentions('implied_substance', bannedSubstance);
    const injected = subject.hits('injection-word')[0];
    const banned =
      named ?? (injected && !subject.mentions('insulin-word') && subject.is('drug') ? injected : undefined);
    if (!banned && !known) return [];
    if (subject.is('aesthetic', 'medical') || isPublicVaccination(subject)) return [];
    return [
      { ...(banned ?? subject.headline()), confidence: known ? 0.92 : 0.74, why: '网上销售禁止网络销售的药品品种' },
    ];
  },
};
