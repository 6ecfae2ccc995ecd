import type { WindowOf } from '../../../contracts/rule';
import { Dice } from '../random-rules';
import { byTime, isEvent, randomHappenings, runWindow } from './run-window';
import type { Arrived, Happening } from './run-window';

type Sequence = WindowOf<'sequence'>;

function sequence(rules: string, ordered = true, within = '10m'): Sequence {
  return { type: 'sequence', rules: Array.from(rules), within, ordered };
}

/** `0a 3b` is a match of rule a at minute 0, then of b at minute 3; `0a@x` names the document. */
function matches(text: string): Happening[] {
  return text.split(' ').map((part, index) => {
    const [, time = '0', value = '', id] = /^(\d+)([a-z])(?:@(.+))?$/.exec(part)!;
    return { at: Number(time), id: id ?? `d${index}`, value };
  });
}

function steps(window: Sequence, happenings: readonly Happening[]): string[] {
  return runWindow(window, happenings).map(({ step, fired }) => `${step}:${fired.documentIds.join(',')}`);
}

describe('sequence', () => {
  const cases: [sentence: string, window: Sequence, text: string, fired: string[]][] = [
    ['fires when all matched in order', sequence('abc'), '0a 1b 2c', ['2:d0,d1,d2']],
    ['does not fire out of order', sequence('abc'), '0a 1c 2b', []],
    ['fires in any order where asked to', sequence('abc', false), '0c 1a 2b', ['2:d0,d1,d2']],
    ['lets other matches stand between', sequence('ab'), '0a 1a 2b', ['2:d0,d2']],
    ['starts from zero after firing', sequence('ab'), '0a 1b 2b 3a 4b', ['1:d0,d1', '4:d3,d4']],
    ['does not fire when the first is exactly `within` older', sequence('ab'), '0a 10b', []],
    ['fires just inside', sequence('ab'), '1a 10b', ['1:d0,d1']],
    ['takes a fresh first step', sequence('ab'), '0a 9a 12b', ['2:d1,d2']],
    ['takes a late step at its own time', sequence('abc'), '0a 4c 2b', ['2:d0,d2,d1']],
    ['does not take a late step after its time', sequence('ab'), '5b 6a 4b', []],
    ['takes steps of one moment in the order of arrival', sequence('ab'), '5a 5b', ['1:d0,d1']],
    ['does not take one document for two steps in order', sequence('ab'), '5a@x 5b@x', []],
    ['takes one document for two rules in any order', sequence('ab', false), '5a@x 5b@x', ['1:x']],
    ['needs a rule named twice twice', sequence('aab'), '0a 1b 2a 3b', ['3:d0,d2,d3']],
    ['needs a rule named twice twice in any order', sequence('aab', false), '0a 1b 2a', ['2:d0,d1,d2']],
  ];
  test.each(cases)('%s', (_, window, text, expected) => {
    expect(steps(window, matches(text))).toEqual(expected);
  });

  /** Tries every choice of events for the steps. */
  function hasChain(rules: readonly string[], events: readonly Arrived[], from = 0): boolean {
    const [rule, ...rest] = rules;
    if (rule === undefined) return true;
    return events.some((event, index) => index >= from && event.value === rule && hasChain(rest, events, index + 1));
  }

  function hasAll(rules: readonly string[], events: readonly Arrived[]): boolean {
    return [...new Set(rules)].every(
      (rule) => events.filter((event) => event.value === rule).length >= rules.filter((one) => one === rule).length,
    );
  }

  function brute(window: Sequence, minutes: number, happenings: readonly Happening[]): number[] {
    const outcomes: number[] = [];
    let alive: Arrived[] = [];
    happenings.forEach((event, step) => {
      if (!isEvent(event)) return;
      alive.push(event);
      const newest = Math.max(...alive.map((one) => one.at));
      const inside = byTime(alive).filter((one) => newest - one.at < minutes);
      const rules = window.rules as string[];
      if (window.ordered ? !hasChain(rules, inside) : !hasAll(rules, inside)) return;
      outcomes.push(step);
      alive = [];
    });
    return outcomes;
  }

  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))('agrees with trying every choice, seed %d', (seed) => {
    const dice = new Dice(seed);
    const minutes = 4 + dice.below(15);
    const window = sequence(dice.pick(['ab', 'abc', 'aba', 'cab', 'aabb']), dice.chance(0.6), `${minutes}m`);
    const happenings = randomHappenings(dice, { count: 60, spread: 4, values: ['a', 'b', 'c'] });
    expect(runWindow(window, happenings).map((outcome) => outcome.step)).toEqual(brute(window, minutes, happenings));
  });
});
