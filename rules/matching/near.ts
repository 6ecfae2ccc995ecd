/** What the distance is measured in, and which field an offset lies in. */
export interface NearMeasure {
  readonly distance: number;
  readonly isOrdered: boolean;
  readonly units: Uint32Array;
  readonly fieldAt: (offset: number) => number;
}

/**
 * Pairs of places that stand apart, in one field, with at most `distance` countable things between them. Places are flat lists
 * of start and end by rising start; so is the answer, each pair as the span that covers both.
 */
export function nearSpans(left: readonly number[], right: readonly number[], measure: NearMeasure): number[] {
  const pairs = new Map<string, readonly [number, number]>();
  collect(left, right, measure, pairs);
  if (!measure.isOrdered) collect(right, left, measure, pairs);
  return [...pairs.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat();
}

/** Whether `nearSpans` would find any; the closest following place is enough to know. */
export function areNear(left: readonly number[], right: readonly number[], measure: NearMeasure): boolean {
  return follows(left, right, measure) || (!measure.isOrdered && follows(right, left, measure));
}

function collect(
  first: readonly number[],
  second: readonly number[],
  measure: NearMeasure,
  pairs: Map<string, readonly [number, number]>,
): void {
  for (let at = 0; at < first.length; at += 2) {
    const start = first[at] as number;
    const end = first[at + 1] as number;
    for (
      let other = firstFrom(second, end);
      other < second.length && isClose(end, second[other] as number, measure);
      other += 2
    ) {
      const close = second[other + 1] as number;
      pairs.set(`${start}:${close}`, [start, close]);
    }
  }
}

function follows(first: readonly number[], second: readonly number[], measure: NearMeasure): boolean {
  for (let at = 1; at < first.length; at += 2) {
    const end = first[at] as number;
    const other = firstFrom(second, end);
    if (other < second.length && isClose(end, second[other] as number, measure)) return true;
  }
  return false;
}

function isClose(end: number, start: number, measure: NearMeasure): boolean {
  const between = (measure.units[start] as number) - (measure.units[end] as number);
  return between <= measure.distance && measure.fieldAt(Math.max(0, end - 1)) === measure.fieldAt(start);
}

/** Index of the first place that begins at `offset` or later. */
function firstFrom(spans: readonly number[], offset: number): number {
  let low = 0;
  let high = spans.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle * 2] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}
