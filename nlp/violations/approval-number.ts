import type { NumberFound } from '../../contracts/analysis';
import type { Span } from '../context/read-phrases';
import { placeOfNumber } from './ad-number';
import type { Subject } from './subject';

export interface ApprovalFault extends Span {
  readonly why: string;
}

const drugApprovals: ReadonlySet<string> = new Set(['drug', 'drugLoose', 'notDrugApproval', 'importOld']);

const masked = /0{8}/u;

const faultSentences: Readonly<Record<string, string>> = {
  'not-an-approval': '使用已废止或者不属于药品批准文号的编号',
  'impossible-year': '批准文号中的年份不可能',
  'unknown-origin': '批准文号前四位既不是年份也不是已知的来源代码',
};

/** Drug approval numbers that cannot be genuine, or that a register does not hold. */
export function readApprovalFaults(subject: Subject): ApprovalFault[] {
  return subject.prepared.numbers
    .filter(
      (number) =>
        drugApprovals.has(number.type) && (!number.valid || number.verified === false) && !masked.test(number.text),
    )
    .map((number) => ({ ...placeOfNumber(subject, number), why: faultOf(number) }));
}

function faultOf(number: NumberFound): string {
  if (number.valid) return '批准文号在登记中查无记录';
  return faultSentences[number.reason ?? ''] ?? '批准文号的字母或者位数不合格式';
}
