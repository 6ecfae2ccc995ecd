import type { NumberFound } from '../../contracts/analysis';
import { normalisedSpan, type Span } from '../context/read-phrases';
import type { Subject } from './subject';

const kinds: ReadonlySet<string> = new Set(['adNew', 'adOld', 'adLoose', 'medAd']);

const faultSentences: Readonly<Record<string, string>> = {
  expired: '发布时广告批准文号已过有效期',
  'abolished-form': '使用已停用的旧格式广告批准文号',
  'impossible-date': '广告批准文号中的有效期不是日期',
  'unknown-province': '广告批准文号中的省份不存在',
};

/** Advertisement approval numbers of the text, as number reading found and judged them on the day of publication. */
export function adNumbers(subject: Subject): NumberFound[] {
  return subject.prepared.numbers.filter((number) => kinds.has(number.type));
}

/** Range of the normalised text that a number stands in. */
export function placeOfNumber(subject: Subject, number: NumberFound): Span {
  return normalisedSpan(subject.prepared.normalised.map, number);
}

/** Why an advertisement approval number cannot be good, in Chinese; undefined where its form is valid. */
export function faultOfAdNumber(number: NumberFound): string | undefined {
  if (number.verified === false) return '广告批准文号在登记中查无记录';
  if (number.valid) return undefined;
  return faultSentences[number.reason ?? ''] ?? '广告批准文号格式不符合规则';
}
