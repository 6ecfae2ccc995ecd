const digits = new Map(Array.from('零一二三四五六七八九', (word, value) => [word, value] as const));
digits
  .set('两', 2)
  .set('〇', 0)
  .set('壹', 1)
  .set('贰', 2)
  .set('叁', 3)
  .set('肆', 4)
  .set('伍', 5)
  .set('陆', 6)
  .set('柒', 7)
  .set('捌', 8)
  .set('玖', 9);
const powers = new Map([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['佰', 100],
  ['千', 1_000],
  ['仟', 1_000],
  ['万', 10_000],
  ['亿', 100_000_000],
]);

/** Characters that number words are made of, for a regular expression's class. */
export const numberWordCharacters = [...digits.keys(), ...powers.keys()].join('');

/** The value of a Chinese number word (`三百二十` → 320, `二〇二五` → 2025), or undefined where it is none. */
export function numberWordValue(word: string): number | undefined {
  if (word === '') return undefined;
  if (Array.from(word).every((one) => digits.has(one))) {
    return Number(Array.from(word, (one) => digits.get(one)).join(''));
  }
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const one of word) {
    const value = digits.get(one);
    const power = powers.get(one);
    if (value !== undefined) digit = value;
    else if (power === undefined) return undefined;
    else if (power >= 10_000) {
      total = (total + section + digit) * power;
      section = digit = 0;
    } else {
      section += (digit === 0 ? 1 : digit) * power;
      digit = 0;
    }
  }
  return total + section + digit;
}
