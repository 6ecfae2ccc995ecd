import type { RuleWindow } from '../../../contracts/rule';
import { windowFaults, windowKind } from '../../../rules/windows';
import { bounded, documentsOf, inserted, isLongPast, mostEvents, younger } from '../../../rules/windows/window';
import type { TimedEntry } from '../../../rules/windows/window';

const entries = (...times: number[]): TimedEntry[] => times.map((time, index) => [time, `d${index}`, null]);
const timesOf = (list: readonly TimedEntry[]): number[] => list.map(([at]) => at);

describe('inserted', () => {
  const cases: [sentence: string, list: number[], at: number, expected: string[]][] = [
    ['into nothing', [], 5, ['new']],
    ['at the end', [1, 2], 3, ['d0', 'd1', 'new']],
    ['at the beginning', [1, 2], 0, ['new', 'd0', 'd1']],
    ['in the middle', [1, 3], 2, ['d0', 'new', 'd1']],
    ['after those of the same time', [1, 2, 2, 3], 2, ['d0', 'd1', 'd2', 'new', 'd3']],
  ];
  test.each(cases)('%s', (_, list, at, expected) => {
    expect(inserted(entries(...list), [at, 'new', null]).map(([, id]) => id)).toEqual(expected);
  });

  test('leaves the list it was given as it was', () => {
    const list = entries(1, 3);
    inserted(list, [2, 'new', null]);
    expect(timesOf(list)).toEqual([1, 3]);
  });
});

describe('younger', () => {
  const cases: [sentence: string, list: number[], now: number, within: number, expected: number[]][] = [
    ['keeps what is inside', [5, 6], 10, 10, [5, 6]],
    ['drops what is exactly so old', [0, 1], 10, 10, [1]],
    ['drops everything', [0, 1], 100, 10, []],
    ['takes nothing from nothing', [], 100, 10, []],
  ];
  test.each(cases)('%s', (_, list, now, within, expected) => {
    expect(timesOf(younger(entries(...list), now, within))).toEqual(expected);
  });
});

describe('bounds', () => {
  const full = Array.from({ length: mostEvents }, (_, index): TimedEntry => [index, `d${index}`, 1]);

  test('a list of the size allowed stays', () => {
    expect(bounded(full)).toEqual({ list: full, dropped: 0 });
  });

  test('the oldest is given up and counted', () => {
    const { list, dropped } = bounded([...full, [mostEvents, 'new', 1]]);
    expect([list.length, list[0]![1], list.at(-1)![1], dropped]).toEqual([mostEvents, 'd1', 'new', 1]);
  });

  const windows: RuleWindow[] = [
    { type: 'spike', within: '1d', factor: 2, direction: 'up', minCurrent: 0, minReference: 0 },
    { type: 'cardinality', field: 'seller', within: '1d', max: 9 },
    { type: 'percentage', within: '1d', max: 200, minEvents: 1 },
    { type: 'metric', op: 'sum', field: 'price', within: '1d', above: 1e9 },
  ];
  test.each(windows.map((window) => [window.type, window] as const))('%s tells what it gave up', (type, window) => {
    const step = windowKind(type).accept(
      window,
      { first: 0, clock: mostEvents, events: full, wasOutside: false },
      { at: mostEvents, documentId: 'new', value: 1, isMatch: true },
    );
    expect(step.dropped).toBe(1);
    expect((step.state as { events: unknown[] }).events).toHaveLength(mostEvents);
  });
});

test('documentsOf names each document once, oldest first', () => {
  expect(
    documentsOf([
      [1, 'b', null],
      [2, 'a', null],
      [3, 'b', null],
    ]),
  ).toEqual(['b', 'a']);
});

test('isLongPast leaves a day of grace', () => {
  const hour = 3_600_000;
  expect(isLongPast(0, hour, 26 * hour)).toBe(false);
  expect(isLongPast(0, hour, 26 * hour + 1)).toBe(true);
});

describe('windowFaults', () => {
  const rule = (window: RuleWindow) => ({ id: 'r', name: 'r', level: 'blue' as const, version: '1', when: {}, window });
  const cases: [sentence: string, window: RuleWindow, paths: string[]][] = [
    ['a window of no time', { type: 'frequency', count: 1, within: '0s' }, ['window.within']],
    ['a history of no time', { type: 'new_term', field: 'seller', history: '0d' }, ['window.history']],
    ['a sequence of itself', { type: 'sequence', rules: ['r', 'x'], within: '1h', ordered: true }, ['window.rules']],
    ['nothing wrong', { type: 'frequency', count: 1, within: '1s' }, []],
    ['a change without a time', { type: 'change', field: 'price' }, []],
  ];
  test.each(cases)('%s', (_, window, paths) => {
    expect(windowFaults(rule(window)).map((fault) => fault.path.join('.'))).toEqual(paths);
  });

  test('every window has a title in both languages', () => {
    for (const type of [
      'frequency',
      'spike',
      'flatline',
      'new_term',
      'cardinality',
      'change',
      'percentage',
      'metric',
      'sequence',
    ] as const) {
      expect(windowKind(type).type).toBe(type);
      expect(windowKind(type).title.zh).toMatch(/\p{Script=Han}/u);
      expect(windowKind(type).title.en).toMatch(/^[a-z ]+$/);
    }
  });
});
