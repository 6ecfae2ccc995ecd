import type { WindowOf } from '../../../contracts/rule';
import { Dice } from '../random-rules';
import { isEvent, minute, randomHappenings, runWindow } from './run-window';
import type { Arrived, Happening } from './run-window';

type Flatline = WindowOf<'flatline'>;

function flatline(count: number, within = '30m'): Flatline {
  return { type: 'flatline', count, within };
}

const at = (...times: number[]): Happening[] => times.map((time) => ({ at: time, id: `t${time}` }));
const tick = (...times: number[]): Happening[] => times.map((time) => ({ tick: time }));

/** `step@minute` of each firing: where it was noticed, and since when it was silent too long. */
function silences(window: Flatline, happenings: readonly Happening[]): string[] {
  return runWindow(window, happenings).map(({ step, fired }) => `${step}@${fired.at! / minute}`);
}

describe('flatline', () => {
  const cases: [sentence: string, window: Flatline, happenings: Happening[], fired: string[]][] = [
    ['fires when nothing came for `within`', flatline(1), [...at(0, 10), ...tick(45)], ['2@40']],
    ['fires exactly when `within` is over', flatline(1), [...at(0, 10), ...tick(40)], ['2@40']],
    ['does not fire before', flatline(1), [...at(0, 10), ...tick(39)], []],
    ['is first judged `within` after the first event', flatline(3), [...at(0, 1), ...tick(29)], []],
    ['is judged at `within` after the first event', flatline(3), [...at(0, 1), ...tick(30)], ['2@30']],
    ['needs fewer than `count`', flatline(2), [...at(0, 10, 20), ...tick(39)], []],
    ['dates the silence at the event that fell out', flatline(2), [...at(0, 10, 20), ...tick(45)], ['3@40']],
    ['fires at each check until it recovers', flatline(1), [...at(0), ...tick(30, 35, 50)], ['1@30', '2@30', '3@30']],
    ['recovers with an event', flatline(1), [...at(0), ...tick(35), ...at(36), ...tick(40)], ['1@30']],
    [
      'fires again after a second silence',
      flatline(1),
      [...at(0), ...tick(35), ...at(36), ...tick(70)],
      ['1@30', '3@66'],
    ],
    ['is judged at an event of the key, the event counted', flatline(2), at(0, 40), ['1@30']],
    ['is quiet at an event that recovers it', flatline(1), at(0, 40), []],
    ['counts a late event', flatline(1), [...at(0, 50, 30), ...tick(55)], []],
    ['lets a late event push the silence back', flatline(2), [...at(0, 25, 20), ...tick(51)], ['3@50']],
    ['sees that it never had enough, whatever came', flatline(2), [...at(0, 10, 50), ...tick(85)], ['2@30', '3@30']],
    [
      'takes the first tick for a first event where there is none',
      flatline(1),
      tick(0, 20, 30, 40),
      ['2@0', '3@0'].map((text) => text.replace('@0', '@30')),
    ],
  ];
  test.each(cases)('%s', (_, window, happenings, expected) => {
    expect(silences(window, happenings)).toEqual(expected);
  });

  test('names what is left in the window and the last document known', () => {
    const [outcome] = runWindow(flatline(2), [...at(0, 10, 20), ...tick(45)]);
    expect(outcome!.fired).toMatchObject({ count: 1, documentIds: ['t20'], lastDocumentId: 't20' });
    const [empty] = runWindow(flatline(1), [...at(0), ...tick(45)]);
    expect(empty!.fired).toMatchObject({ count: 0, documentIds: [], lastDocumentId: 't0' });
  });

  /** Minute by minute back from now: since when has the count been too small? */
  function brute(window: Flatline, minutes: number, happenings: readonly Happening[]): string[] {
    const outcomes: string[] = [];
    const arrived: Arrived[] = [];
    let first: number | undefined;
    let clock = Number.NEGATIVE_INFINITY;
    const countAt = (now: number): number => arrived.filter((one) => one.at <= now && one.at > now - minutes).length;
    happenings.forEach((happening, step) => {
      const now = isEvent(happening) ? happening.at : happening.tick;
      if (isEvent(happening)) arrived.push(happening);
      clock = Math.max(clock, now);
      if (first === undefined) {
        first = now;
        if (!isEvent(happening)) return;
      }
      if (clock - first < minutes || countAt(clock) >= window.count) return;
      let since = clock;
      while (since - 1 >= first + minutes && countAt(since - 1) < window.count) since--;
      outcomes.push(`${step}@${since}`);
    });
    return outcomes;
  }

  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))('agrees with looking at every minute, seed %d', (seed) => {
    const dice = new Dice(seed);
    const minutes = 3 + dice.below(20);
    const window = flatline(1 + dice.below(4), `${minutes}m`);
    const happenings = randomHappenings(dice, { count: 60, spread: 2 + dice.below(8), ticks: 0.3 });
    expect(silences(window, happenings)).toEqual(brute(window, minutes, happenings));
  });
});
