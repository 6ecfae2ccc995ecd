import type { Span } from '../context/read-phrases';
import type { Subject } from './subject';

export interface ApprovalFault extends Span {
  readonly why: string;
}

const strict = /^国药准字\s?(?:[hzsbjft]|[hzs][cj])\s?\d{8}(?!\d)/u;
const abolished =
  /(?:国|卫)?药健字|卫药准字|国药健字|国食药(?:准|监)?字|国药食字|国卫药字|药食准字|国药特字|国健药字|国药证字/gu;
const numberAtMost = 24;
const earliestYear = 1985;

/** Approval numbers that cannot be genuine: wrong length or letter, abolished kinds, and what number reading found invalid. */
export function readApprovalFaults(subject: Subject): ApprovalFault[] {
  const faults: ApprovalFault[] = [];
  for (const hit of subject.hits('drug-number')) {
    const written = subject.text.slice(hit.start, hit.end + 4);
    if (!strict.test(written)) faults.push({ ...hit, why: '批准文号的字母或者位数不合格式' });
    else if (hasImpossibleYear(written)) faults.push({ ...hit, why: '批准文号中的年份不可能' });
  }
  for (const match of subject.text.matchAll(abolished)) {
    const end = Math.min(subject.text.length, match.index + match[0].length);
    faults.push({ start: match.index, end, why: '使用已废止或者不存在的批准文号类别' });
  }
  return faults;
}

/** From 2002 on the first four digits are a year, or a two-digit origin code followed by a two-digit year. */
function hasImpossibleYear(written: string): boolean {
  const digits = /\d{8}/u.exec(written.slice(0, numberAtMost))?.[0];
  if (digits === undefined) return false;
  const year = Number(digits.slice(0, 4));
  return year > new Date().getFullYear() && year < 2100 && digits.startsWith('20') && year >= earliestYear;
}
