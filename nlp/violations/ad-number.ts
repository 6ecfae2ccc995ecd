import type { Span } from '../context/read-phrases';

/** An advertisement approval number as written. `expires` is its YYMMDD as a day where the new format gives one. */
export interface AdNumber extends Span {
  readonly format: 'new' | 'old';
  readonly expires?: string;
}

const newFormat =
  /[\u4e00-\u9fa5](?:药|械|食健|食特)广审\s?\((?:视|声|文)\)\s?第?\s?(\d{2})(\d{2})(\d{2})\s?[-–—]\s?\d{5}\s?号?/gu;
const oldFormat = /[\u4e00-\u9fa5](?:药|医械|械|食健)广审\s?\((?:视|声|文)\)\s?第?\s?\d{10}\s?号/gu;
const oldFormatEnded = '2021-03-01';

/** Finds advertisement approval numbers (药品、医疗器械、保健食品、特医食品广告审查管理暂行办法) in a normalised text. */
export function readAdNumbers(text: string): AdNumber[] {
  const plain = text.replace(/[（）]/gu, (sign) => (sign === '（' ? '(' : ')'));
  const found: AdNumber[] = [];
  for (const match of plain.matchAll(newFormat)) {
    const [whole, year, month, day] = match;
    found.push({
      format: 'new',
      start: match.index,
      end: match.index + whole.length,
      expires: `20${year ?? ''}-${month ?? ''}-${day ?? ''}`,
    });
  }
  for (const match of plain.matchAll(oldFormat)) {
    found.push({ format: 'old', start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** Why a number cannot be valid on the day of publication (YYYY-MM-DD), or undefined. Without a day only impossible dates are faults. */
export function faultOfAdNumber(number: AdNumber, day: string | undefined): string | undefined {
  if (number.expires !== undefined) {
    const time = Date.parse(`${number.expires}T00:00:00Z`);
    if (Number.isNaN(time)) return '广告批准文号中的有效期不是日期';
    return day !== undefined && number.expires < day ? '发布时广告批准文号已过有效期' : undefined;
  }
  return day !== undefined && day >= oldFormatEnded ? '使用已停用的旧格式广告批准文号' : undefined;
}
