import type { Subject } from './subject';

/** A fact or the register says prescription drug, or a drug is named that is sold on prescription only. */
export function isPrescriptionDrug(subject: Subject): boolean {
  const { rx } = subject.facts;
  if (rx !== undefined) return rx === true;
  return subject.is('drug', 'unknown') && subject.mentions('rx-drug');
}

/** Professional journals may carry prescription drug advertisements (广告法第十五条第二款). */
export function inProfessionalJournal(subject: Subject): boolean {
  if (subject.factMentions('channel', /刊物|期刊|杂志|专业/u)) return true;
  return /仅供医学、?药学专业人士/u.test(subject.text);
}
