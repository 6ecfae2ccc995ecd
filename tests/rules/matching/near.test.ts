import { areNear, nearSpans } from '../../../rules/matching/near';
import type { NearMeasure } from '../../../rules/matching/near';
import { countUnits } from '../../../rules/query/character-classes';

function measure(text: string, distance: number, isOrdered = false): NearMeasure {
  return { distance, isOrdered, units: countUnits(text), fieldAt: (offset) => (offset <= text.indexOf('|') ? 0 : 1) };
}

const text = '甲乙丙丁戊|己庚';

describe('nearSpans', () => {
  const cases: [
    sentence: string,
    left: number[],
    right: number[],
    distance: number,
    ordered: boolean,
    spans: number[],
  ][] = [
    ['side by side', [0, 1], [1, 2], 0, false, [0, 2]],
    ['with one between', [0, 1], [2, 3], 1, false, [0, 3]],
    ['with one too many', [0, 1], [3, 4], 1, false, []],
    ['the other way round', [2, 3], [0, 1], 1, false, [0, 3]],
    ['not the other way round where ordered', [2, 3], [0, 1], 1, true, []],
    ['overlapping places are not apart', [0, 2], [1, 3], 9, false, []],
    ['a place is not near itself', [0, 1], [0, 1], 9, false, []],
    ['not across a field', [4, 5], [6, 7], 9, false, []],
    ['every pair within reach', [0, 1, 1, 2], [3, 4], 2, false, [0, 4, 1, 4]],
    ['both ways round', [1, 2], [0, 1, 2, 3], 0, false, [0, 2, 1, 3]],
    ['nothing with nothing', [], [0, 1], 9, false, []],
  ];
  test.each(cases)('%s', (_, left, right, distance, ordered, spans) => {
    expect(nearSpans(left, right, measure(text, distance, ordered))).toEqual(spans);
    expect(areNear(left, right, measure(text, distance, ordered))).toBe(spans.length > 0);
  });
});
