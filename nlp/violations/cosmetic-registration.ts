import type { PhraseMatch } from '../context/read-phrases';
import type { Subject } from './subject';

/** Special effects claimed for a cosmetic that is not known to be registered as special (化妆品监督管理条例第十六条). */
export function shamCosmeticEffect(subject: Subject): PhraseMatch[] {
  if (!subject.is('cosmetic')) return [];
  const { special_reg: special, category } = subject.facts;
  const registered =
    special === true || category?.includes('特殊') === true || subject.mentions('cosmetic-special-number');
  return registered ? [] : subject.asserted('cosmetic-efficacy');
}
