import type { ImageLine } from './image-text';

/** A line as the reader gives it, in pixels of its tile; corners from top left clockwise. */
export interface TileLine {
  readonly text: string;
  readonly score: number;
  readonly corners: readonly (readonly [number, number])[];
}

export interface TileReading {
  readonly top: number;
  readonly lines: readonly TileLine[];
}

const leastScore = 0.5;

/** Lines of all tiles in pixels of the picture, top to bottom; of a line that two overlapping tiles hold, the better reading stays. */
export function mergeLines(readings: readonly TileReading[], scale: number): ImageLine[] {
  const merged: ImageLine[] = [];
  for (const { top, lines } of readings) {
    for (const line of lines) {
      if (line.text.trim() === '' || line.score < leastScore) continue;
      const next = place(line, top, scale);
      const same = merged.findIndex((other) => isSameLine(other, next));
      if (same < 0) merged.push(next);
      else if (quality(next) > quality(merged[same] as ImageLine)) merged[same] = next;
    }
  }
  return merged.sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
}

function place({ text, score, corners }: TileLine, top: number, scale: number): ImageLine {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y + top);
  const left = Math.min(...xs);
  const upper = Math.min(...ys);
  const box = { left, top: upper, width: Math.max(...xs) - left, height: Math.max(...ys) - upper };
  return {
    text: text.trim(),
    score: Math.round(score * 1_000) / 1_000,
    box: {
      left: Math.max(0, Math.round(box.left / scale)),
      top: Math.max(0, Math.round(box.top / scale)),
      width: Math.round(box.width / scale),
      height: Math.round(box.height / scale),
    },
  };
}

/** A line cut through by the edge of a tile is lower than the whole one. */
function quality({ score, box }: ImageLine): number {
  return score * box.height;
}

function isSameLine({ box: a }: ImageLine, { box: b }: ImageLine): boolean {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return across > Math.min(a.width, b.width) / 2 && down > Math.min(a.height, b.height) / 2;
}
