import type { WindowOf } from '../../../contracts/rule';
import { windowKind } from '../../../rules/windows';
import { measure } from '../../../rules/windows/metric';
import { inputOf } from '../match-inputs';
import { Dice } from '../random-rules';
import { idsOf, isEvent, randomHappenings, runWindow } from './run-window';
import type { Arrived, Happening } from './run-window';

type Metric = WindowOf<'metric'>;

function metric(op: Metric['op'], settings: Partial<Metric>): Metric {
  return { type: 'metric', op, field: 'price', within: '10m', ...settings };
}

/** `0=5 3=7 9!` is 5 at minute 0, 7 at minute 3, a tick at minute 9. */
function numbers(text: string): Happening[] {
  return text.split(' ').map((part, index) => {
    if (part.endsWith('!')) return { tick: Number(part.slice(0, -1)) };
    const [time = '0', value = '0'] = part.split('=');
    return { at: Number(time), id: `d${index}`, value: Number(value) };
  });
}

function figures(window: Metric, happenings: readonly Happening[]): string[] {
  return runWindow(window, happenings).map(({ step, fired }) => `${step}:${fired.measured![window.op]}`);
}

describe('metric', () => {
  const cases: [sentence: string, window: Metric, text: string, fired: string[]][] = [
    ['fires when the sum is above', metric('sum', { above: 10 }), '0=4 1=4 2=4', ['2:12']],
    ['does not fire at the bound', metric('sum', { above: 12 }), '0=4 1=4 2=4', []],
    ['fires at every event while above', metric('sum', { above: 5 }), '0=4 1=4 2=4', ['1:8', '2:12']],
    ['fires when the average is below', metric('avg', { below: 5 }), '0=6 1=2', ['1:4']],
    ['does not fire at an average of the bound', metric('avg', { below: 4 }), '0=6 1=2', []],
    ['fires when the smallest is below', metric('min', { below: 3 }), '0=6 1=2', ['1:2']],
    ['fires when the largest is above', metric('max', { above: 5 }), '0=6', ['0:6']],
    ['fires while the largest stays in the window', metric('max', { above: 5 }), '0=6 9=1 10=1', ['0:6', '1:6']],
    ['fires on p95', metric('p95', { above: 50 }), '0=10 1=90', ['1:90']],
    ['forgets numbers exactly `within` old', metric('sum', { above: 7 }), '0=4 10=4', []],
    ['counts a late number at its own time', metric('sum', { above: 7 }), '5=4 3=4', ['1:8']],
    ['leaves a late number before the window out', metric('sum', { above: 7 }), '20=4 5=40', []],
    ['watches both bounds', metric('avg', { above: 10, below: 2 }), '0=5 1=50 12=1', ['1:27.5', '2:1']],
    ['fires on a tick that carries it over', metric('avg', { below: 5 }), '0=20 5=2 11!', ['2:2']],
    ['does not fire on a tick while it was over already', metric('sum', { above: 5 }), '0=9 1!', ['0:9']],
    ['does not fire on a tick when nothing is left', metric('sum', { below: 5 }), '0=9 30!', []],
    ['takes negative numbers', metric('sum', { below: 0 }), '0=1 1=-3', ['1:-2']],
  ];
  test.each(cases)('%s', (_, window, text, expected) => {
    expect(figures(window, numbers(text))).toEqual(expected);
  });

  const measures: [op: Metric['op'], values: number[], expected: number][] = [
    ['sum', [1, 2, 3], 6],
    ['avg', [1, 2, 3], 2],
    ['min', [3, 1, 2], 1],
    ['max', [3, 1, 2], 3],
    ['p95', [7], 7],
    ['p95', Array.from({ length: 20 }, (_, index) => index + 1), 19],
    ['p95', Array.from({ length: 100 }, (_, index) => 100 - index), 95],
    ['p95', [1, 1, 1, 100], 100],
  ];
  test.each(measures)('%s of %j is %d', (op, values, expected) => {
    expect(measure(op, values)).toBe(expected);
  });

  const reads: [sentence: string, event: Record<string, unknown>, expected: number | undefined][] = [
    ['a number', { price: 12.5 }, 12.5],
    ['a numeral', { price: '128.00' }, 128],
    ['a price with its sign', { price: '¥1,280 元' }, 1280],
    ['nothing of words', { price: '面议' }, undefined],
    ['nothing of two numbers', { price: '10-20' }, undefined],
    ['nothing where it is missing', {}, undefined],
  ];
  test.each(reads)('reads %s', (_, event, expected) => {
    expect(windowKind('metric').read?.(metric('sum', {}), inputOf(event))).toBe(expected);
  });

  test('names the documents in the window', () => {
    const [outcome] = runWindow(metric('sum', { above: 7 }), numbers('0=4 1=4'));
    expect(outcome!.fired).toMatchObject({ count: 2, documentIds: ['d0', 'd1'] });
  });

  function figure(op: Metric['op'], values: number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    if (op === 'sum') return values.reduce((a, b) => a + b, 0);
    if (op === 'avg') return values.reduce((a, b) => a + b, 0) / values.length;
    if (op === 'min') return sorted[0]!;
    if (op === 'max') return sorted[sorted.length - 1]!;
    return sorted.find((value) => sorted.filter((other) => other <= value).length >= 0.95 * sorted.length)!;
  }

  function brute(window: Metric, minutes: number, happenings: readonly Happening[]): string[] {
    const outcomes: string[] = [];
    const arrived: Arrived[] = [];
    let clock = Number.NEGATIVE_INFINITY;
    let wasOutside = false;
    happenings.forEach((happening, step) => {
      if (isEvent(happening)) arrived.push(happening);
      else if (arrived.length === 0) return;
      clock = Math.max(clock, isEvent(happening) ? happening.at : happening.tick);
      const inside = arrived.filter((one) => clock - one.at < minutes);
      const value =
        inside.length === 0
          ? Number.NaN
          : figure(
              window.op,
              inside.map((one) => Number(one.value)),
            );
      const isOutside = value > (window.above ?? Infinity) || value < (window.below ?? -Infinity);
      const counts = isEvent(happening) ? clock - happening.at < minutes : !wasOutside;
      if (isOutside && counts) outcomes.push(`${step}:${idsOf(inside)}`);
      wasOutside = isOutside;
    });
    return outcomes;
  }

  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))('agrees with computing everything, seed %d', (seed) => {
    const dice = new Dice(seed);
    const minutes = 3 + dice.below(15);
    const window = metric(dice.pick(['sum', 'avg', 'min', 'max', 'p95'] as const), {
      within: `${minutes}m`,
      ...(dice.chance(0.5) ? { above: dice.below(30) } : { below: dice.below(30) }),
    });
    const happenings = randomHappenings(dice, { count: 80, spread: 4, values: [1, 2, 5, 8, 13, 21], ticks: 0.15 });
    const found = runWindow(window, happenings).map(({ step, fired }) => `${step}:${fired.documentIds.join(',')}`);
    expect(found).toEqual(brute(window, minutes, happenings));
  });
});
