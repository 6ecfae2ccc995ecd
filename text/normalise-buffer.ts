/** The tricks that normalising takes back (reference.md d). */
export type UndoneTechnique =
  'invisible' | 'traditional' | 'variant' | 'enclosed' | 'lookalike' | 'digit-letter' | 'noise' | 'spaced' | 'split';

/** One place where a trick was taken back; `start`/`end` are UTF-16 offsets into the original. */
export interface Undone {
  readonly start: number;
  readonly end: number;
  readonly technique: UndoneTechnique;
}

/** At most this many places are reported; the text itself is always normalised to its end. */
export const maxUndone = 1_000;

/** Units of a text under work, each with the original range it stands for. Only the first `length` entries count. */
export class TextBuffer {
  units: Uint16Array;
  starts: Uint32Array;
  ends: Uint32Array;
  length = 0;
  readonly undone: Undone[] = [];

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.ends = new Uint32Array(capacity);
  }

  push(unit: number, start: number, end: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = unit;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length++;
  }

  /** The unit at an index; 0 outside the text. */
  at(index: number): number {
    return index >= 0 && index < this.length ? (this.units[index] as number) : 0;
  }

  startAt(index: number): number {
    return this.starts[index] as number;
  }

  endAt(index: number): number {
    return this.ends[index] as number;
  }

  /** Copies entry `from` over entry `to`; used by the in-place rewriting of the later steps. */
  move(from: number, to: number): void {
    if (from === to) return;
    this.units[to] = this.units[from] as number;
    this.starts[to] = this.starts[from] as number;
    this.ends[to] = this.ends[from] as number;
  }

  /** Neighbouring reports of one technique become one. */
  report(start: number, end: number, technique: UndoneTechnique): void {
    const last = this.undone[this.undone.length - 1];
    if (last?.technique === technique && start <= last.end && start >= last.start) {
      this.undone[this.undone.length - 1] = { start: last.start, end: Math.max(end, last.end), technique };
    } else if (this.undone.length < maxUndone) {
      this.undone.push({ start, end, technique });
    }
  }

  text(): string {
    const parts: string[] = [];
    for (let at = 0; at < this.length; at += 8_192) {
      parts.push(String.fromCharCode(...this.units.subarray(at, Math.min(this.length, at + 8_192))));
    }
    return parts.join('');
  }

  private grow(): void {
    const size = this.units.length * 2 + 64;
    const units = new Uint16Array(size);
    const starts = new Uint32Array(size);
    const ends = new Uint32Array(size);
    units.set(this.units);
    starts.set(this.starts);
    ends.set(this.ends);
    Object.assign(this, { units, starts, ends });
  }
}
