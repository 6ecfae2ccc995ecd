import type { WindowOf } from '../../../contracts/rule';
import { Dice } from '../random-rules';
import { idsOf, isEvent, randomHappenings, runWindow } from './run-window';
import type { Arrived, Happening } from './run-window';

type Cardinality = WindowOf<'cardinality'>;

function cardinality(settings: Partial<Cardinality>): Cardinality {
  return { type: 'cardinality', field: 'seller', within: '10m', ...settings };
}

/** `0a 3b` is value a at minute 0, then b at minute 3. */
function values(text: string): Happening[] {
  return text.split(' ').map((part, index) => {
    const [, time = '0', value = ''] = /^(\d+)(.*)$/.exec(part)!;
    return value === '!' ? { tick: Number(time) } : { at: Number(time), id: `d${index}`, value };
  });
}

function counts(window: Cardinality, happenings: readonly Happening[]): string[] {
  return runWindow(window, happenings).map(({ step, fired }) => `${step}:${fired.count}`);
}

describe('cardinality', () => {
  const cases: [sentence: string, window: Cardinality, text: string, fired: string[]][] = [
    ['fires above max', cardinality({ max: 2 }), '0a 1b 2c', ['2:3']],
    ['does not fire at max', cardinality({ max: 2 }), '0a 1b 2b 3a', []],
    ['fires at every event while above', cardinality({ max: 2 }), '0a 1b 2c 3d 4a', ['2:3', '3:4', '4:4']],
    ['forgets values that are exactly `within` old', cardinality({ max: 2 }), '0a 1b 10c', []],
    ['keeps values that were seen again', cardinality({ max: 2 }), '0a 1b 9a 12c', []],
    ['keeps a value by its newest sight', cardinality({ max: 2 }), '0a 5b 9a 12c', ['3:3']],
    ['counts a late value inside the window', cardinality({ max: 2 }), '0a 9b 4c', ['2:3']],
    ['leaves a late value before the window out', cardinality({ max: 2 }), '20a 21b 3c', []],
    ['is silent for a late value while above', cardinality({ max: 1 }), '20a 21b 3c', ['1:2']],
    ['fires below min once more than `within` has passed', cardinality({ min: 2 }), '0a 11a', ['1:1']],
    ['does not fire below min before', cardinality({ min: 2 }), '0a 10a', []],
    ['does not fire at min', cardinality({ min: 2 }), '0a 5b 11a', []],
    ['starts the warm-up again after firing below', cardinality({ min: 2 }), '0a 11a 12a 22a 23a', ['1:1', '4:1']],
    ['fires below min on a tick', cardinality({ min: 2 }), '0a 1b 12!', ['2:0']],
    ['does not fire below min on an early tick', cardinality({ min: 2 }), '0a 1b 10!', []],
    ['fires below min once and not on every tick', cardinality({ min: 2 }), '0a 1b 12! 13! 14!', ['2:0']],
    ['does not fire above max on a tick', cardinality({ max: 1 }), '0a 1b 2!', ['1:2']],
    ['judges max and min together', cardinality({ max: 2, min: 2 }), '0a 1b 2c 20d', ['2:3']],
    ['fires above nought', cardinality({ max: 0 }), '0a', ['0:1']],
  ];
  test.each(cases)('%s', (_, window, text, expected) => {
    expect(counts(window, values(text))).toEqual(expected);
  });

  test('names all documents in the window', () => {
    const [outcome] = runWindow(cardinality({ max: 2 }), values('0a 1a 2b 3c'));
    expect(outcome!.fired).toMatchObject({
      count: 3,
      documentIds: ['d0', 'd1', 'd2', 'd3'],
      measured: { distinct: 3 },
    });
  });

  function brute(window: Cardinality, minutes: number, happenings: readonly Happening[]): string[] {
    const outcomes: string[] = [];
    const arrived: Arrived[] = [];
    let first: number | undefined;
    let clock = Number.NEGATIVE_INFINITY;
    happenings.forEach((happening, step) => {
      const now = isEvent(happening) ? happening.at : happening.tick;
      if (isEvent(happening)) {
        arrived.push(happening);
        first ??= happening.at;
      } else if (arrived.length === 0) return;
      clock = Math.max(clock, now);
      if (isEvent(happening) && clock - happening.at >= minutes) return;
      const inside = arrived.filter((one) => clock - one.at < minutes);
      const distinct = new Set(inside.map((one) => one.value)).size;
      const isAbove = isEvent(happening) && window.max !== undefined && distinct > window.max;
      const isBelow =
        window.min !== undefined && distinct < window.min && first !== undefined && clock - first > minutes;
      if (!isAbove && !isBelow) return;
      outcomes.push(`${step}:${distinct}:${idsOf(inside)}`);
      first = undefined;
    });
    return outcomes;
  }

  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))('agrees with counting everything, seed %d', (seed) => {
    const dice = new Dice(seed);
    const minutes = 3 + dice.below(15);
    const window = cardinality({
      within: `${minutes}m`,
      ...(dice.chance(0.7) ? { max: dice.below(4) } : { min: 1 + dice.below(4) }),
    });
    const happenings = randomHappenings(dice, { count: 80, spread: 4, values: ['a', 'b', 'c', 'd', 'e'], ticks: 0.15 });
    const found = runWindow(window, happenings).map(
      ({ step, fired }) => `${step}:${fired.count}:${fired.documentIds.join(',')}`,
    );
    expect(found).toEqual(brute(window, minutes, happenings));
  });
});
