import { isAbsent } from './absent-fact';
import type { PhraseMatch } from '../context/read-phrases';
import type { Subject } from './subject';

const stillApplying = /国妆特.{0,18}(?:办理|申请|审批|待批)/u;

/** Special effects claimed for a cosmetic that is not known to be registered as special (化妆品监督管理条例第十六条). */
export function shamCosmeticEffect(subject: Subject): PhraseMatch[] {
  if (!subject.is('cosmetic')) return [];
  const { special_reg: special, category } = subject.facts;
  const isKnown = special !== undefined && special !== null && !isAbsent(special);
  const shown = subject.mentions('cosmetic-special-number') && !stillApplying.test(subject.text);
  const registered = isKnown || category?.includes('特殊') === true || shown;
  return registered ? [] : subject.asserted('cosmetic-efficacy');
}
