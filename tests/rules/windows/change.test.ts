import type { WindowOf } from '../../../contracts/rule';
import { windowKind } from '../../../rules/windows';
import { inputOf } from '../match-inputs';
import { Dice } from '../random-rules';
import { byTime, isEvent, randomHappenings, runWindow } from './run-window';
import type { Arrived, Happening } from './run-window';

type Change = WindowOf<'change'>;

function change(within?: string): Change {
  return { type: 'change', field: 'price', ...(within === undefined ? {} : { within }) };
}

/** `0a 3b` is value a at minute 0, then b at minute 3. */
function values(text: string): Happening[] {
  return text.split(' ').map((part, index) => {
    const [, time = '0', value = ''] = /^(\d+)(.*)$/.exec(part)!;
    return { at: Number(time), id: `d${index}`, value };
  });
}

function changes(window: Change, happenings: readonly Happening[]): string[] {
  return runWindow(window, happenings).map(
    ({ step, fired }) => `${step}:${fired.measured!['from']}>${fired.measured!['to']}`,
  );
}

describe('change', () => {
  const cases: [sentence: string, window: Change, text: string, fired: string[]][] = [
    ['never fires at the first value', change(), '0a', []],
    ['fires when the value differs', change(), '0a 1b', ['1:a>b']],
    ['does not fire for an equal value', change(), '0a 1a', []],
    ['fires at each change', change(), '0a 1b 2a 3a 4c', ['1:a>b', '2:b>a', '4:a>c']],
    ['fires within the time given', change('10m'), '0a 9b', ['1:a>b']],
    ['fires where the last value is exactly so old', change('10m'), '0a 10b', ['1:a>b']],
    ['does not fire where the last value is older', change('10m'), '0a 11b', []],
    ['takes the new value over even without firing', change('10m'), '0a 11b 12b 13a', ['3:b>a']],
    ['lets an equal value refresh the time', change('10m'), '0a 8a 17b', ['2:a>b']],
    ['compares a late value with what stood at its time', change(), '0a 10b 5a', ['1:a>b']],
    ['fires for a late value that differs from what stood', change(), '0a 10a 5b', ['2:a>b']],
    ['keeps the newest value after a late one', change(), '0a 10b 5c 11b', ['1:a>b', '2:a>c']],
    ['does not fire for a late value before the first', change(), '10a 5b 12a', []],
    ['takes the last arrived of one moment', change(), '5a 5b 5b', ['1:a>b']],
  ];
  test.each(cases)('%s', (_, window, text, expected) => {
    expect(changes(window, values(text))).toEqual(expected);
  });

  test('names the document that changed it', () => {
    expect(runWindow(change(), values('0a 1b'))[0]!.fired.documentIds).toEqual(['d1']);
  });

  const reads: [sentence: string, event: Record<string, unknown>, expected: string | undefined][] = [
    ['a price', { price: 12.5 }, '12.5'],
    ['a price as text', { price: '¥12.50' }, '12.5'],
    ['nought', { price: 0 }, '0'],
    ['nothing where it is missing', {}, undefined],
    ['nothing where it is null', { price: null }, undefined],
  ];
  test.each(reads)('reads %s', (_, event, expected) => {
    expect(windowKind('change').read?.(change(), inputOf(event))).toBe(expected);
  });

  function brute(minutes: number | undefined, happenings: readonly Happening[]): string[] {
    const outcomes: string[] = [];
    const arrived: Arrived[] = [];
    happenings.forEach((event, step) => {
      if (!isEvent(event)) return;
      const before = byTime(arrived)
        .filter((one) => one.at <= event.at)
        .at(-1);
      arrived.push(event);
      if (before === undefined || before.value === event.value) return;
      if (minutes !== undefined && event.at - before.at > minutes) return;
      outcomes.push(`${step}:${before.value}>${event.value}`);
    });
    return outcomes;
  }

  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))(
    'agrees with looking through all values, seed %d',
    (seed) => {
      const dice = new Dice(seed);
      const minutes = dice.chance(0.5) ? undefined : 2 + dice.below(12);
      const happenings = randomHappenings(dice, { count: 50, spread: 5, values: ['a', 'b', 'c'] });
      expect(changes(change(minutes === undefined ? undefined : `${minutes}m`), happenings)).toEqual(
        brute(minutes, happenings),
      );
    },
  );
});
