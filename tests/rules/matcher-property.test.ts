import type { QueryNode } from '../../contracts/query';
import type { Rule } from '../../contracts/rule';
import { compileRules } from '../../rules/matcher';
import { parseQuery } from '../../rules/query/parse-query';
import { inputOf } from './match-inputs';
import { Dice, randomEvent, randomQuery } from './random-rules';
import { slowHolds } from './slow-evaluator';

const nowMs = Date.parse('2026-03-06T10:00:00+08:00');

function randomRules(dice: Dice, count: number): { rule: Rule; node: QueryNode }[] {
  const rules: { rule: Rule; node: QueryNode }[] = [];
  while (rules.length < count) {
    const query = randomQuery(dice);
    const parsed = parseQuery(query);
    if (!parsed.ok) continue;
    const id = `r-${rules.length}`;
    rules.push({ rule: { id, name: query, level: 'blue', when: { query }, version: '1' }, node: parsed.node });
  }
  return rules;
}

describe('the matcher says what the slow evaluator says', () => {
  // 40 × 300 = 12,000 rules, each over 12 documents.
  test.each(Array.from({ length: 40 }, (_, seed) => [seed]))('with seed %d', (seed) => {
    const dice = new Dice(seed);
    const rules = randomRules(dice, 300);
    const matcher = compileRules(rules.map(({ rule }) => rule));
    expect([...matcher.disabled.values()]).toEqual([]);
    for (let document = 0; document < 12; document++) {
      const input = inputOf(randomEvent(dice, document));
      const found = new Set(matcher.match(input, nowMs).map((hit) => hit.rule.name));
      const expected = new Set(rules.filter(({ node }) => slowHolds(node, input, nowMs)).map(({ rule }) => rule.name));
      const wrong = [...new Set([...found, ...expected])].filter((name) => found.has(name) !== expected.has(name));
      expect({ input: wrong.length > 0 ? input.normalised : null, wrong }).toEqual({ input: null, wrong: [] });
    }
  });

  test('and some of those rules match, some do not', () => {
    const dice = new Dice(1);
    const rules = randomRules(dice, 300);
    const matcher = compileRules(rules.map(({ rule }) => rule));
    let matches = 0;
    for (let document = 0; document < 20; document++)
      matches += matcher.match(inputOf(randomEvent(dice, document)), nowMs).length;
    expect(matches / (300 * 20)).toBeGreaterThan(0.05);
    expect(matches / (300 * 20)).toBeLessThan(0.7);
  });

  test('counted frequencies change the filing, never the answer', () => {
    const dice = new Dice(77);
    const rules = randomRules(dice, 200).map(({ rule }) => rule);
    const inputs = Array.from({ length: 1100 }, (_, id) => inputOf(randomEvent(dice, id)));
    const first = compileRules(rules);
    const before = inputs.map((input) => first.match(input, nowMs).map((hit) => hit.rule.id));
    const second = compileRules(rules, { frequencyOf: first.frequencies() });
    expect(inputs.map((input) => second.match(input, nowMs).map((hit) => hit.rule.id))).toEqual(before);
  });
});
