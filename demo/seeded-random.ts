/** FNV-1a over UTF-16 units: the same 32-bit number for the same text on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Pseudo-random numbers that depend on nothing but the seed (mulberry32, public domain). */
export class SeededRandom {
  private state: number;

  constructor(seed: number | string) {
    this.state = hashText(String(seed));
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One element of a list that must not be empty. */
  pick<T>(list: readonly T[]): T {
    const value = list[this.integer(0, list.length - 1)];
    if (value === undefined) throw new RangeError('cannot pick from an empty list');
    return value;
  }

  /** Up to `count` different elements, in the order of the list. */
  draw<T>(list: readonly T[], count: number): T[] {
    const chosen = new Set(this.shuffle(list.map((_, index) => index)).slice(0, count));
    return list.filter((_, index) => chosen.has(index));
  }

  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[] {
    const keyed = list.map((value) => ({ value, key: this.next() }));
    return keyed.sort((left, right) => left.key - right.key).map(({ value }) => value);
  }
}
