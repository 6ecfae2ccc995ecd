import type { WindowOf } from '../../../contracts/rule';
import { Dice } from '../random-rules';
import { idsOf, isEvent, randomHappenings, runWindow } from './run-window';
import type { Arrived, Happening } from './run-window';

type Percentage = WindowOf<'percentage'>;

function percentage(settings: Partial<Percentage>): Percentage {
  return { type: 'percentage', within: '10m', minEvents: 1, ...settings };
}

/** `0+ 1- 5!` is a matching event, one that only is in scope, and a tick. */
function marks(text: string): Happening[] {
  return text.split(' ').map((part, index) => {
    const [, time = '0', mark = ''] = /^(\d+)(.)$/.exec(part)!;
    return mark === '!' ? { tick: Number(time) } : { at: Number(time), id: `d${index}`, isMatch: mark === '+' };
  });
}

function shares(window: Percentage, happenings: readonly Happening[]): string[] {
  return runWindow(window, happenings).map(
    ({ step, fired }) => `${step}:${Math.round(Number(fired.measured!['share']))}`,
  );
}

describe('percentage', () => {
  const cases: [sentence: string, window: Percentage, text: string, fired: string[]][] = [
    ['fires above max', percentage({ max: 50 }), '0- 1+ 2+', ['2:67']],
    ['does not fire at max', percentage({ max: 50 }), '0- 1+', []],
    ['fires at every event while above', percentage({ max: 50 }), '0+ 1+ 2-', ['0:100', '1:100', '2:67']],
    ['waits for minEvents', percentage({ max: 50, minEvents: 3 }), '0+ 1+ 2+', ['2:100']],
    ['fires below min', percentage({ min: 50, minEvents: 3 }), '0+ 1- 2-', ['2:33']],
    ['does not fire at min', percentage({ min: 50, minEvents: 2 }), '0+ 1-', []],
    ['is completed by an event that does not match', percentage({ min: 60, minEvents: 2 }), '0+ 1-', ['1:50']],
    ['reads a bound below one as a share', percentage({ max: 0.5, minEvents: 2 }), '0+ 1- 2+', ['2:67']],
    ['takes one for one per cent', percentage({ max: 1, minEvents: 2 }), '0- 1+', ['1:50']],
    ['forgets events exactly `within` old', percentage({ max: 50, minEvents: 2 }), '0- 1+ 10+', ['2:100']],
    ['keeps events just inside', percentage({ max: 50, minEvents: 2 }), '1- 2+ 10-', []],
    ['counts a late event at its own time', percentage({ max: 50, minEvents: 3 }), '0- 5+ 3+', ['2:67']],
    ['leaves a late event before the window out', percentage({ max: 50, minEvents: 2 }), '20+ 5+', []],
    ['fires on a tick that carries it over', percentage({ max: 50, minEvents: 1 }), '0- 5+ 11!', ['2:100']],
    ['does not fire on a tick while it was over already', percentage({ max: 50, minEvents: 1 }), '0+ 1!', ['0:100']],
    ['does not fire on a tick when nothing is left', percentage({ min: 50, minEvents: 0 }), '0+ 30!', []],
  ];
  test.each(cases)('%s', (_, window, text, expected) => {
    expect(shares(window, marks(text))).toEqual(expected);
  });

  test('names the matching documents and counts them', () => {
    const [outcome] = runWindow(percentage({ max: 50, minEvents: 3 }), marks('0- 1+ 2+'));
    expect(outcome!.fired).toMatchObject({ count: 2, documentIds: ['d1', 'd2'], measured: { events: 3 } });
  });

  function brute(window: Percentage, minutes: number, happenings: readonly Happening[]): string[] {
    const outcomes: string[] = [];
    const arrived: Arrived[] = [];
    let clock = Number.NEGATIVE_INFINITY;
    let wasOutside = false;
    happenings.forEach((happening, step) => {
      if (isEvent(happening)) arrived.push(happening);
      else if (arrived.length === 0) return;
      clock = Math.max(clock, isEvent(happening) ? happening.at : happening.tick);
      const inside = arrived.filter((one) => clock - one.at < minutes);
      const matching = inside.filter((one) => one.isMatch === true);
      const share = (100 * matching.length) / inside.length;
      const isOutside =
        inside.length > 0 &&
        inside.length >= window.minEvents &&
        (share > (window.max ?? Infinity) || share < (window.min ?? -Infinity));
      const counts = isEvent(happening) ? clock - happening.at < minutes : !wasOutside;
      if (isOutside && counts) outcomes.push(`${step}:${idsOf(matching)}`);
      wasOutside = isOutside;
    });
    return outcomes;
  }

  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))('agrees with counting everything, seed %d', (seed) => {
    const dice = new Dice(seed);
    const minutes = 3 + dice.below(15);
    const window = percentage({
      within: `${minutes}m`,
      minEvents: dice.below(6),
      ...(dice.chance(0.5) ? { max: 20 + dice.below(60) } : { min: 20 + dice.below(60) }),
    });
    const happenings = randomHappenings(dice, { count: 80, spread: 4, ticks: 0.15 });
    const found = runWindow(window, happenings).map(({ step, fired }) => `${step}:${fired.documentIds.join(',')}`);
    expect(found).toEqual(brute(window, minutes, happenings));
  });
});
