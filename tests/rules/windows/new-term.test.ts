import type { WindowOf } from '../../../contracts/rule';
import { windowKind } from '../../../rules/windows';
import { Dice } from '../random-rules';
import { inputOf } from '../match-inputs';
import { isEvent, randomHappenings, runWindow } from './run-window';
import type { Happening } from './run-window';

type NewTerm = WindowOf<'new_term'>;

function newTerm(history: string, field = 'seller'): NewTerm {
  return { type: 'new_term', field, history };
}

const at = (...times: number[]): Happening[] =>
  times.map((time, index) => ({ at: time, id: `d${index}`, value: '甲' }));

// The engine gives each value its own state, so a run here is the life of one value.
describe('new_term', () => {
  const cases: [sentence: string, window: NewTerm, happenings: Happening[], steps: number[]][] = [
    ['fires at the first sight of a value', newTerm('60m'), at(0), [0]],
    ['does not fire at the second', newTerm('60m'), at(0, 5), [0]],
    ['fires again when the value was away for the whole history', newTerm('60m'), at(0, 60), [0, 1]],
    ['does not fire one minute earlier', newTerm('60m'), at(0, 59), [0]],
    ['counts the absence from the last sight', newTerm('60m'), at(0, 50, 100, 159, 219), [0, 4]],
    ['does not fire for a late sight of a known value', newTerm('60m'), at(100, 5), [0]],
    ['keeps the newest sight when one is late', newTerm('60m'), at(100, 90, 155), [0]],
  ];
  test.each(cases)('%s', (_, window, happenings, steps) => {
    expect(runWindow(window, happenings).map((outcome) => outcome.step)).toEqual(steps);
  });

  const values: [sentence: string, event: Record<string, unknown>, field: string, expected: string[]][] = [
    ['the value of a field', { seller: '甲' }, 'seller', ['甲']],
    ['each value of a list', { drugs: ['甲肽', '乙肽'] }, 'drugs', ['甲肽', '乙肽']],
    ['a value of a list once', { tags: ['a', 'a'] }, 'tags', ['a']],
    ['nothing of a missing field', {}, 'seller', []],
    ['nothing of an empty text', { seller: '' }, 'seller', []],
    ['nothing of null', { extra: null }, 'extra', []],
    ['a number as text', { lot: 12 }, 'lot', ['12']],
    ['nought as a value', { lot: 0 }, 'lot', ['0']],
    ['a value deep in the document', { context: { generic: '某某肽' } }, 'context.generic', ['某某肽']],
  ];
  test.each(values)('reads %s', (_, event, field, expected) => {
    const window = newTerm('30d', field);
    expect(windowKind('new_term').split?.(window, inputOf(event))).toEqual(expected);
  });

  test('forgets a value only long after its history', () => {
    const window = newTerm('60m');
    const kind = windowKind('new_term');
    expect(kind.isIdle(window, { last: 0 }, 119 * 60_000)).toBe(false);
    expect(kind.isIdle(window, { last: 0 }, 120 * 60_000)).toBe(true);
  });

  test.each(Array.from({ length: 20 }, (_, seed) => [seed]))(
    'agrees with looking through all sights, seed %d',
    (seed) => {
      const dice = new Dice(seed);
      const minutes = 5 + dice.below(30);
      const happenings = randomHappenings(dice, { count: 60, spread: 12 });
      const seen: number[] = [];
      const expected: number[] = [];
      happenings.forEach((event, step) => {
        if (!isEvent(event)) return;
        if (!seen.some((time) => time > event.at - minutes)) expected.push(step);
        seen.push(event.at);
      });
      expect(runWindow(newTerm(`${minutes}m`), happenings).map((outcome) => outcome.step)).toEqual(expected);
    },
  );
});
