/** A normalised text and the way back to the original. Offsets are UTF-16 units. */
export interface NormalisedString {
  readonly text: string;
  /** `map[i]` is where normalised unit `i` comes from in the original; `map[text.length]` is the original's length. */
  readonly map: Uint32Array;
  /** Original range `[start, end)` that a normalised range `[start, end)` stands for. */
  originalRange(start: number, end: number): { start: number; end: number };
}
