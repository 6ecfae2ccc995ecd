import { isWordUnit } from '../../text/character-class';

/** A word that counts more than the text around it: two advertisements of one template differ in little else. */
export interface WeightedFeature {
  readonly text: string;
  readonly weight: number;
}

const shingleLength = 3;

/**
 * 64-bit SimHash of a normalised text as 16 hexadecimal digits: every distinct run of three letters, digits or Han characters votes once,
 * a weighted feature votes with its weight. Texts without such characters give all zeros. Source: Charikar 2002.
 */
export function simhash(normalisedText: string, features: readonly WeightedFeature[] = []): string {
  const ballot = new Ballot();
  const seen = new Set<number>();
  let first = 0;
  let second = 0;
  let count = 0;
  for (let at = 0; at < normalisedText.length; at++) {
    const unit = normalisedText.charCodeAt(at);
    if (!isWordUnit(unit)) continue;
    count++;
    if (count >= shingleLength) {
      const key = (first * 0x10000 + second) * 0x10000 + unit;
      if (!seen.has(key)) {
        seen.add(key);
        ballot.vote(first ^ Math.imul(second, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b));
      }
    }
    first = second;
    second = unit;
  }
  for (const { text, weight } of features) {
    const seed = hashText(text);
    for (let vote = 0; vote < weight; vote++) ballot.vote(seed);
  }
  return ballot.result();
}

/** Four 8-bit counters in one number, by the four bits that are to be counted. */
const spread = Uint32Array.from({ length: 16 }, (_, bits) =>
  [0, 1, 2, 3].reduce((sum, bit) => sum + ((bits >>> bit) & 1) * 256 ** bit, 0),
);

/** Counts, for each of 64 bits, in how many hashes it is set; sixteen additions a hash. */
class Ballot {
  private readonly packed = new Uint32Array(16);
  private readonly ones = new Uint32Array(64);
  private pending = 0;
  private total = 0;

  vote(seed: number): void {
    let low = mix(seed);
    let high = mix(low ^ 0x5bd1e995);
    const { packed } = this;
    for (let nibble = 0; nibble < 8; nibble++) {
      packed[nibble] = (packed[nibble] as number) + (spread[low & 15] as number);
      packed[nibble + 8] = (packed[nibble + 8] as number) + (spread[high & 15] as number);
      low >>>= 4;
      high >>>= 4;
    }
    this.total++;
    if (++this.pending === 255) this.unpack();
  }

  result(): string {
    this.unpack();
    let hex = '';
    for (let nibble = 15; nibble >= 0; nibble--) {
      let value = 0;
      for (let bit = 3; bit >= 0; bit--)
        value = value * 2 + ((this.ones[nibble * 4 + bit] as number) * 2 > this.total ? 1 : 0);
      hex += value.toString(16);
    }
    return hex;
  }

  private unpack(): void {
    for (let nibble = 0; nibble < 16; nibble++) {
      for (let bit = 0; bit < 4; bit++) {
        const at = nibble * 4 + bit;
        this.ones[at] = (this.ones[at] as number) + (((this.packed[nibble] as number) >>> (bit * 8)) & 255);
      }
    }
    this.packed.fill(0);
    this.pending = 0;
  }
}

/** Number of differing bits of two hashes. */
export function hammingDistance(a: string, b: string): number {
  let distance = 0;
  for (let at = 0; at < 16; at += 8) {
    distance += countBits(parseInt(a.slice(at, at + 8), 16) ^ parseInt(b.slice(at, at + 8), 16));
  }
  return distance;
}

/** Finaliser of MurmurHash3. */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function countBits(value: number): number {
  let bits = value >>> 0;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
