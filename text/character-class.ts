/** A Han character of the basic plane (also 〇); most of what the normaliser treats as "a character of a word". */
export function isHan(unit: number): boolean {
  return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf) || unit === 0x3007;
}

/** ASCII digit. */
export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** ASCII letter or digit, either case. */
export function isLatinOrDigit(unit: number): boolean {
  return isDigit(unit) || (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

/** Something words are made of: Han, Latin or digit. */
export function isWordUnit(unit: number): boolean {
  return isHan(unit) || isLatinOrDigit(unit);
}
