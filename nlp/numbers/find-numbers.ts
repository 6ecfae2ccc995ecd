import type { NumberFound } from '../../contracts/analysis';
import type { NormalisedString } from '../../text/normalise';
import { hasUsccCheckDigit, isProvinceCode } from './checks';
import { advertisementFormats } from './advertisement-formats';
import { drugFormats } from './drug-formats';
import type { NumberFormat, NumberReason } from './number-format';
import { productFormats } from './product-formats';

/** All kinds of registry number that are looked for; strict forms before wide ones. */
export const numberFormats: readonly NumberFormat[] = [...drugFormats, ...productFormats, ...advertisementFormats].sort(
  (a, b) => Number(a.isWide ?? false) - Number(b.isWide ?? false),
);

/** What a register says about a number: true, false, or unknown where none was asked. */
export type VerifyNumber = (type: string, value: string) => boolean | 'unknown';

export interface NumberSearch {
  readonly original: string;
  readonly normalised: NormalisedString;
  /** The day that decides on validity, `YYYY-MM-DD`: the day of publication, else today. */
  readonly day: string;
  readonly verify: VerifyNumber;
}

/**
 * Registry numbers of a text, by rising start. `valid` is form, province, year, check digit and validity on the day; `verified` comes from
 * `verify` alone, so a number that is only well formed stays `unknown`. `value` for the register is upper case without blanks.
 */
export function findNumbers(search: NumberSearch): NumberFound[] {
  const { text } = search.normalised;
  const found: NumberFound[] = [];
  const taken: { start: number; end: number }[] = [];
  for (const format of numberFormats) {
    if (format.trigger !== undefined && !text.includes(format.trigger)) continue;
    for (const match of text.matchAll(format.pattern)) {
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      if (format.isWide && taken.some((range) => range.start < end && start < range.end)) continue;
      taken.push({ start, end });
      found.push(
        describe(search, { type: format.type, start, end, reason: format.check({ groups: match, day: search.day }) }),
      );
    }
  }
  found.push(...findCreditCodes(search));
  return found.sort((a, b) => a.start - b.start);
}

interface Place {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly reason: NumberReason | undefined;
}

function describe({ original, normalised, verify }: NumberSearch, { type, start, end, reason }: Place): NumberFound {
  const range = normalised.originalRange(start, end);
  const found: NumberFound = {
    type,
    text: original.slice(range.start, range.end),
    ...range,
    valid: reason === undefined,
    verified: verify(type, numberValue(normalised.text.slice(start, end))),
  };
  return reason === undefined ? found : { ...found, reason };
}

/** The form a register keeps: upper case, no blanks. */
export function numberValue(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

const creditCode = /(?<![a-z0-9])[0-9a-hj-npqrtuwxy]{2}\d{6}[0-9a-hj-npqrtuwxy]{10}(?![a-z0-9])/g;
const creditLabel = /信用代码[^a-z0-9]{0,6}$/;

/** Any 18 characters could be one, so an unlabelled code with a wrong check digit is taken for something else (an order, an identity card). */
function findCreditCodes(search: NumberSearch): NumberFound[] {
  const { text } = search.normalised;
  const found: NumberFound[] = [];
  for (const match of text.matchAll(creditCode)) {
    const start = match.index;
    const code = match[0].toUpperCase();
    const isRight = hasUsccCheckDigit(code);
    if (!isRight && !creditLabel.test(text.slice(Math.max(0, start - 16), start))) continue;
    const reason = !isRight
      ? 'wrong-check-digit'
      : isProvinceCode(code.slice(2)) || code.startsWith('10', 2)
        ? undefined
        : 'unknown-province';
    found.push(describe(search, { type: 'uscc', start, end: start + code.length, reason }));
  }
  return found;
}
