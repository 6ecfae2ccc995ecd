import type { NumberReason } from './number-format';

/** First two digits of GB/T 2260 codes. */
const provinceCodes = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);

/** One-character province names as written in registry numbers, for a regular expression's class. */
export const provinceClass = '[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青蒙桂宁新藏]';

export function isProvinceCode(code: string): boolean {
  return provinceCodes.has(code.slice(0, 2));
}

/** Whether a year lies between `first` and the year of the day it is judged by. */
export function checkYear(year: string | undefined, first: number, day: string): NumberReason | undefined {
  const value = Number(year);
  return value >= first && value <= Number(day.slice(0, 4)) ? undefined : 'impossible-year';
}

/** `YYYY-MM-DD` of a date that exists, otherwise undefined. */
export function existingDay(year: string, month: string, date: string): string | undefined {
  const day = `${year}-${month}-${date}`;
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day) ? day : undefined;
}

/** The same day some years later; 29 February becomes 1 March. */
export function yearsLater(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}

/** The four digits of an old approval number: a year since 1985, or origin (10, or a province) and the two-digit year of renewal. */
export function checkOrigin(digits: string, day: string): NumberReason | undefined {
  const asYear = Number(digits.slice(0, 4));
  const thisYear = Number(day.slice(0, 4));
  if (asYear >= 1985 && asYear <= thisYear) return undefined;
  const short = Number(digits.slice(2, 4));
  const year = short >= 85 ? 1900 + short : 2000 + short;
  const origin = digits.slice(0, 2);
  const isOrigin = origin === '10' || isProvinceCode(origin);
  return isOrigin && year <= thisYear ? undefined : 'unknown-origin';
}

const usccDigits = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Check digit of a unified social credit code (GB 32100-2015), upper case, 18 characters. */
export function hasUsccCheckDigit(code: string): boolean {
  let total = 0;
  usccWeights.forEach((weight, at) => (total += usccDigits.indexOf(code.charAt(at)) * weight));
  return usccDigits[(31 - (total % 31)) % 31] === code[17];
}
