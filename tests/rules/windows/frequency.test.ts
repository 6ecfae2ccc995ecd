import type { WindowOf } from '../../../contracts/rule';
import { Dice } from '../random-rules';
import { byTime, firings, isEvent, randomHappenings } from './run-window';
import type { Arrived, Happening } from './run-window';

function frequency(count: number, within: string): WindowOf<'frequency'> {
  return { type: 'frequency', count, within };
}

const at = (...times: number[]): Happening[] => times.map((time, index) => ({ at: time, id: `d${index}` }));

describe('frequency', () => {
  const cases: [sentence: string, window: WindowOf<'frequency'>, happenings: Happening[], fired: string[]][] = [
    ['fires at the third event', frequency(3, '10m'), at(0, 1, 2), ['2:d0,d1,d2']],
    ['does not fire before', frequency(3, '10m'), at(0, 1), []],
    ['fires at every event where one is enough', frequency(1, '10m'), at(0, 1), ['0:d0', '1:d1']],
    ['starts from zero after firing', frequency(2, '10m'), at(0, 1, 2, 3, 4), ['1:d0,d1', '3:d2,d3']],
    ['leaves out an event exactly `within` older', frequency(2, '10m'), at(0, 10), []],
    ['takes in an event just inside', frequency(2, '10m'), at(1, 10), ['1:d0,d1']],
    ['slides', frequency(3, '10m'), at(0, 6, 12, 14), ['3:d1,d2,d3']],
    ['counts events of the same moment', frequency(3, '10m'), at(5, 5, 5), ['2:d0,d1,d2']],
    ['counts a late event inside the window', frequency(3, '10m'), at(0, 9, 5), ['2:d0,d2,d1']],
    ['leaves out a late event that is exactly `within` old', frequency(3, '10m'), at(11, 12, 2), []],
    ['leaves out a late event before the window', frequency(3, '10m'), at(20, 21, 5, 6), []],
    ['measures the window from the newest event, not from the late one', frequency(3, '10m'), at(0, 1, 15, 2), []],
    ['lets events out of order complete it', frequency(4, '10m'), at(9, 3, 6, 0), ['3:d3,d1,d2,d0']],
    [
      'counts a late event towards the new count after firing',
      frequency(2, '10m'),
      at(5, 6, 4, 7),
      ['1:d0,d1', '3:d2,d3'],
    ],
    ['ignores ticks', frequency(2, '10m'), [...at(0), { tick: 30 }, { at: 5, id: 'x' }], ['2:d0,x']],
  ];
  test.each(cases)('%s', (_, window, happenings, expected) => {
    expect(firings(window, happenings)).toEqual(expected);
  });

  function brute(window: WindowOf<'frequency'>, minutes: number, happenings: readonly Happening[]): string[] {
    const outcomes: string[] = [];
    let alive: Arrived[] = [];
    happenings.forEach((event, step) => {
      if (!isEvent(event)) return;
      alive.push(event);
      const newest = Math.max(...alive.map((one) => one.at));
      const inside = byTime(alive).filter((one) => newest - one.at < minutes);
      if (inside.length < window.count) return;
      outcomes.push(`${step}:${inside.map((one) => one.id).join(',')}`);
      alive = [];
    });
    return outcomes;
  }

  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))('agrees with counting everything, seed %d', (seed) => {
    const dice = new Dice(seed);
    const minutes = 1 + dice.below(20);
    const window = frequency(1 + dice.below(6), `${minutes}m`);
    const happenings = randomHappenings(dice, { count: 80, spread: 1 + dice.below(6), ticks: 0.05 });
    expect(firings(window, happenings)).toEqual(brute(window, minutes, happenings));
  });
});
