export interface MarkRange {
  readonly start: number;
  readonly end: number;
}

/** A run of text with the indexes of all ranges that cover it. */
export interface MarkSegment {
  readonly text: string;
  readonly start: number;
  readonly marks: readonly number[];
}

/** Cuts a text at every edge of the ranges (UTF-16 offsets, may overlap) and at `cut`. Ranges outside the text are cut to it. */
export function markSegments(text: string, ranges: readonly MarkRange[], cut = 0): MarkSegment[] {
  const edges = new Set<number>([0, Math.min(cut, text.length), text.length]);
  for (const range of ranges) {
    if (range.end <= range.start) continue;
    edges.add(Math.min(Math.max(0, range.start), text.length));
    edges.add(Math.min(Math.max(0, range.end), text.length));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const segments: MarkSegment[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const start = sorted[i] ?? 0;
    const end = sorted[i + 1] ?? start;
    const marks = ranges.flatMap((range, index) =>
      range.end > range.start && range.start < end && range.end > start ? [index] : [],
    );
    segments.push({ text: text.slice(start, end), start, marks });
  }
  return segments;
}
