import type { Span } from '../context/read-phrases';
import type { Subject } from './subject';

/** Where a person or an unlicensed seller offers drugs: a sale of drugs outside a shop, with private contact or none of a shop's papers. */
export function privateDrugSale(subject: Subject): Span[] {
  if (!subject.context.offers || subject.mentions('licence-shown') || isPublicVaccination(subject)) return [];
  if (!subject.is('drug', 'unknown') && !subject.mentions('rx-drug') && !subject.mentions('banned-online')) return [];
  const sales = subject.asserted('drug-on-sale');
  const others = [
    ...subject.asserted('unapproved-import'),
    ...subject.asserted('drug-recycling'),
    ...subject.asserted('controlled-trade'),
    ...subject.asserted('suspect-fake', ({ entry }) => entry.id === 'no-number'),
  ];
  if (others.length > 0) return others.slice(0, 1);
  const banned = subject.hits('banned-online');
  if (banned.length > 0 && sales.length > 0) return sales.slice(0, 1);
  const isPrivate =
    subject.asserted('private-trade').length > 0 ||
    subject.context.genre === 'forum' ||
    subject.asserted('private-seller').length > 0 ||
    subject.asserted('rx-without-prescription').length > 0;
  return isPrivate && !subject.mentions('pharmacy') ? sales.slice(0, 1) : [];
}

const publicVaccination = /卫生服务中心|卫生院|接种门诊|疾控|到院接种|本区|我区|公众号.{0,8}预约/u;

/** Vaccination offered by a public clinic on the spot is no sale over the network. */
export function isPublicVaccination(subject: Subject): boolean {
  return (
    publicVaccination.test(subject.text) &&
    /疫苗|接种/u.test(subject.text) &&
    !/代打|代约|上门|转让/u.test(subject.text)
  );
}
