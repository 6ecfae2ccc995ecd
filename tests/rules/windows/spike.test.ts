import type { WindowOf } from '../../../contracts/rule';
import { Dice } from '../random-rules';
import { idsOf, isEvent, randomHappenings, runWindow } from './run-window';
import type { Arrived, Happening } from './run-window';

type Spike = WindowOf<'spike'>;

function spike(settings: Partial<Spike> = {}): Spike {
  return { type: 'spike', within: '10m', factor: 3, direction: 'up', minCurrent: 0, minReference: 0, ...settings };
}

const at = (...times: number[]): Happening[] => times.map((time) => ({ at: time, id: `t${time}` }));
const every = (from: number, to: number, step: number): Happening[] =>
  at(...Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step));

/** Steps and figures: `step:current/reference`. */
function figures(window: Spike, happenings: readonly Happening[]): string[] {
  return runWindow(window, happenings).map(
    ({ step, fired }) => `${step}:${fired.measured!['current']}/${fired.measured!['reference']}`,
  );
}

describe('spike', () => {
  const cases: [sentence: string, window: Spike, happenings: Happening[], fired: string[]][] = [
    [
      'fires when the newest window has three times the one before',
      spike(),
      [...at(0, 5, 11, 12), ...at(20, 21, 22, 23, 24, 25, 26)],
      ['4:3/1'],
    ],
    ['fires exactly at the factor', spike({ factor: 2 }), at(0, 5, 20, 21, 22), ['3:2/1']],
    ['does not fire at a steady rate', spike({ factor: 2 }), every(0, 100, 1), []],
    [
      'fires on a doubling',
      spike({ factor: 2 }),
      [...every(0, 40, 2), ...at(41, 42, 43, 44, 45, 46, 47, 48, 49, 50)],
      ['29:10/5'],
    ],
    ['does not fire before there was a full reference window', spike({ factor: 2 }), at(0, 15, 16, 17, 18, 19), []],
    ['is ready exactly two windows after the first event', spike({ factor: 2 }), at(0, 9, 19, 20), ['3:2/1']],
    ['respects minCurrent', spike({ factor: 2, minCurrent: 4 }), at(0, 5, 20, 21, 22, 23), ['5:4/1']],
    ['respects minReference', spike({ factor: 2, minReference: 2 }), at(0, 5, 20, 21, 22, 23), []],
    ['fires down at a third', spike({ direction: 'down' }), [...every(0, 20, 1), ...at(29)], ['21:2/10']],
    ['does not fire down in direction up', spike({ direction: 'up' }), [...every(0, 20, 1), ...at(29)], []],
    ['does not fire up in direction down', spike({ direction: 'down', factor: 2 }), at(0, 5, 20, 21, 22), []],
    ['fires either way in both', spike({ direction: 'both' }), [...every(0, 20, 1), ...at(29)], ['21:2/10']],
    ['fires down on a tick', spike({ direction: 'down' }), [...every(0, 20, 1), { tick: 28 }], ['21:2/10']],
    ['fires down to nothing on a tick', spike({ direction: 'down' }), [...every(0, 20, 1), { tick: 30 }], ['21:0/10']],
    ['does not fire when both windows are empty', spike({ direction: 'both' }), [...every(0, 20, 1), { tick: 60 }], []],
    ['starts again after firing', spike({ factor: 2 }), at(0, 5, 20, 21, 22, 23, 24, 25, 26, 27), ['3:2/1']],
    ['takes a late event at its own time', spike({ factor: 2, minReference: 1 }), at(0, 21, 22, 23, 5), ['4:3/1']],
    [
      'lets a late event complete the newest window',
      spike({ factor: 2, minCurrent: 4, minReference: 1 }),
      at(0, 5, 20, 22, 23, 21),
      ['5:4/1'],
    ],
    [
      'leaves an event exactly `within` old to the reference window',
      spike({ factor: 2, minReference: 1 }),
      at(0, 12, 22, 23),
      ['3:2/1'],
    ],
    ['forgets what is exactly two windows old', spike({ factor: 2, minReference: 1 }), at(0, 2, 22, 23), []],
  ];
  test.each(cases)('%s', (_, window, happenings, expected) => {
    expect(figures(window, happenings)).toEqual(expected);
  });

  test('an event that completes it names the documents of the newest window', () => {
    const [outcome] = runWindow(spike({ factor: 2 }), at(0, 5, 20, 21, 22));
    expect(outcome!.fired.documentIds).toEqual(['t20', 't21']);
  });

  function brute(window: Spike, minutes: number, happenings: readonly Happening[]): string[] {
    const outcomes: string[] = [];
    let alive: Arrived[] = [];
    let first: number | undefined;
    let clock = Number.NEGATIVE_INFINITY;
    happenings.forEach((happening, step) => {
      if (isEvent(happening)) {
        alive.push(happening);
        first ??= happening.at;
        clock = alive.length === 1 ? happening.at : Math.max(clock, happening.at);
      } else {
        if (first === undefined) return;
        clock = Math.max(clock, happening.tick);
      }
      const current = alive.filter((one) => clock - one.at < minutes);
      const reference = alive.filter((one) => clock - one.at >= minutes && clock - one.at < 2 * minutes);
      if (!isEvent(happening) && current.length + reference.length === 0) {
        alive = [];
        first = undefined;
        return;
      }
      const isReady =
        clock - (first ?? 0) >= 2 * minutes &&
        current.length >= window.minCurrent &&
        reference.length >= window.minReference;
      const isUp = window.direction !== 'down' && current.length >= window.factor * reference.length;
      const isDown = window.direction !== 'up' && current.length <= reference.length / window.factor;
      if (!isReady || (!isUp && !isDown)) return;
      outcomes.push(`${step}:${current.length}/${reference.length}:${idsOf(current.length > 0 ? current : reference)}`);
      alive = [];
      first = undefined;
    });
    return outcomes;
  }

  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))('agrees with counting everything, seed %d', (seed) => {
    const dice = new Dice(seed);
    const minutes = 2 + dice.below(15);
    const window = spike({
      within: `${minutes}m`,
      factor: 2 + dice.below(3),
      direction: dice.pick(['up', 'down', 'both'] as const),
      minCurrent: dice.below(3),
      minReference: dice.below(3),
    });
    const happenings = randomHappenings(dice, { count: 120, spread: 1 + dice.below(5), ticks: 0.15 });
    const found = runWindow(window, happenings).map(
      ({ step, fired }) =>
        `${step}:${fired.measured!['current']}/${fired.measured!['reference']}:${fired.documentIds.join(',')}`,
    );
    expect(found).toEqual(brute(window, minutes, happenings));
  });
});
