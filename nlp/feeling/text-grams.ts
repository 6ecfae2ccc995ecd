/** Longest n-gram, in UTF-16 units: three and a mark pack into two 32-bit words. */
export const longestGram = 3;

/** The form of a text that n-grams are taken from: NFKC, lower case, every run of white space one space, edges marked by one. */
export function prepareFeelingText(text: string): string {
  return ` ${text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()} `;
}

/**
 * An open-addressing table from n-grams of one to four UTF-16 units to their index 0, 1, 2 …, without a string per n-gram.
 * `find` and `add` take the n-gram packed by `packGram`. It doubles when two thirds full.
 */
export class GramTable {
  private high: Uint32Array;
  private low: Uint32Array;
  private slots: Int32Array;
  private mask: number;
  private used = 0;

  constructor(expected = 1024) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 1.5)));
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    this.high = new Uint32Array(size);
    this.low = new Uint32Array(size);
  }

  get size(): number {
    return this.used;
  }

  /** Index of an n-gram, or -1. */
  find(high: number, low: number): number {
    return this.slots[this.slotOf(high, low)] ?? -1;
  }

  /** Index of an n-gram, which is given the next free one where it is new. */
  add(high: number, low: number): number {
    const slot = this.slotOf(high, low);
    const known = this.slots[slot] ?? -1;
    if (known >= 0) return known;
    const index = this.used;
    this.put(slot, index, [high, low]);
    this.used += 1;
    if (this.used * 3 > this.slots.length * 2) this.grow();
    return index;
  }

  /** Calls back with every packed n-gram and its index, in no particular order. */
  forEach(visit: (high: number, low: number, index: number) => void): void {
    for (let slot = 0; slot < this.slots.length; slot++) {
      const index = this.slots[slot] ?? -1;
      if (index >= 0) visit(this.high[slot] ?? 0, this.low[slot] ?? 0, index);
    }
  }

  private slotOf(high: number, low: number): number {
    let hash = Math.imul(high ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(low ^ 0x7f4a7c15, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & this.mask;
    while ((this.slots[slot] ?? -1) >= 0 && (this.high[slot] !== high || this.low[slot] !== low)) {
      slot = (slot + 1) & this.mask;
    }
    return slot;
  }

  private put(slot: number, index: number, gram: readonly [number, number]): void {
    this.slots[slot] = index;
    this.high[slot] = gram[0];
    this.low[slot] = gram[1];
  }

  private grow(): void {
    const { slots, high, low } = this;
    this.mask = slots.length * 2 - 1;
    this.slots = new Int32Array(slots.length * 2).fill(-1);
    this.high = new Uint32Array(slots.length * 2);
    this.low = new Uint32Array(slots.length * 2);
    for (let old = 0; old < slots.length; old++) {
      const index = slots[old] ?? -1;
      if (index < 0) continue;
      const gram: [number, number] = [high[old] ?? 0, low[old] ?? 0];
      this.put(this.slotOf(gram[0], gram[1]), index, gram);
    }
  }
}

/** Receives one n-gram, packed, with the span of the prepared text that it covers. */
export type GramVisitor = (high: number, low: number, start: number, length: number) => void;

const contrast = /但|不过|可是|就是|只是|然而|虽然|除了/gu;
const contrastMark = 1;

/**
 * Calls back with every n-gram of a prepared text (1 to `longest` units), repeats included. After the last word of contrast
 * ("but …", where the verdict of a review tends to stand) n-grams of two units and more count a second time, with a mark.
 */
export function forEachGram(prepared: string, longest: number, visit: GramVisitor): void {
  const turn = lastContrast(prepared);
  for (let start = 0; start < prepared.length; start++) {
    let high = 0;
    let low = 0;
    const reach = Math.min(longest, prepared.length - start);
    for (let length = 1; length <= reach; length++) {
      const unit = prepared.charCodeAt(start + length - 1);
      if (length === 1) high = (unit << 16) >>> 0;
      else if (length === 2) high = (high | unit) >>> 0;
      else low = (unit << 16) >>> 0;
      visit(high, low, start, length);
      if (length > 1 && start >= turn)
        visit(high, length === 2 ? contrastMark << 16 : (low | contrastMark) >>> 0, start, length);
    }
  }
}

function lastContrast(prepared: string): number {
  let at = prepared.length;
  for (const found of prepared.matchAll(contrast)) at = found.index;
  return at;
}

/** An n-gram of one to four units as two 32-bit words; shorter ones are padded with zero units. */
export function packGram(gram: string): readonly [number, number] {
  const unit = (at: number): number => (at < gram.length ? gram.charCodeAt(at) : 0);
  return [((unit(0) << 16) | unit(1)) >>> 0, ((unit(2) << 16) | unit(3)) >>> 0];
}

/** The n-gram that two packed words stand for. */
export function unpackGram(high: number, low: number): string {
  const units = [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff];
  const end = units.indexOf(0);
  return String.fromCharCode(...(end === -1 ? units : units.slice(0, end)));
}
