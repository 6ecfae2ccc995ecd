import { detectorSettings, type Detector } from './detector';
import { draftsOf, type Subject } from './subject';

/** Ordinary shop promotion (a discount, a hurry) is inducement only in an advertisement, not on a shelf. */
function counts(subject: Subject, tag: string): boolean {
  return tag !== 'rush' || subject.context.genre === 'advertisement' || subject.facts.rx !== undefined;
}

/** 诱导、恐吓、退款保证或者免费赠送. */
export const inducement: Detector = {
  code: 'INDUCEMENT',
  name: '诱导、恐吓、退款保证或者免费赠送',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['产品类别', '活动规则'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('drug', 'device', 'health-food', 'medical-food', 'medical', 'aesthetic')) return [];
    const isPrivateSale = subject.mentions('private-trade') && subject.is('drug');
    return draftsOf(
      subject.asserted(
        'inducement',
        ({ entry }) => !(isPrivateSale && entry.tag === 'rush') && counts(subject, entry.tag),
      ),
    );
  },
};
