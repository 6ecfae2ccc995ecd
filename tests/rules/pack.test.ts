import { dataFile } from '../../config/project-root';
import { formatFault } from '../../rules/check-rules';
import { compileRules } from '../../rules/matcher';
import { readRuleFolders } from '../../rules/rule-files';
import { testRules } from '../../rules/test-rule';
import { packCases } from './pack-cases';

const pack = readRuleFolders([dataFile('config/rules')]);

async function matchesOf(ruleId: string, events: readonly Record<string, unknown>[]): Promise<number> {
  const { rules } = await pack;
  const own = rules.filter(({ rule }) => rule.id === ruleId).map(({ rule }) => rule);
  expect(own).toHaveLength(1);
  let matches = 0;
  const lines = events.map((event) => JSON.stringify(event));
  for await (const line of testRules({ rules: own, events: lines, now: '2026-03-02T09:00:00+08:00' })) {
    if (line.type === 'problem') throw new Error(line.message);
    matches++;
  }
  return matches;
}

describe('the shipped rules', () => {
  test('are 30, all accepted, and each in a file of its name', async () => {
    const { rules, faults } = await pack;
    expect(faults.map((fault) => formatFault(fault))).toEqual([]);
    expect(rules).toHaveLength(30);
    for (const { file, rule } of rules) expect(file.endsWith(`/${rule.id}.yaml`)).toBe(true);
  });

  test('have a name, a group, and a title each', async () => {
    const { rules } = await pack;
    for (const { rule } of rules) {
      expect(rule.name).toMatch(/\p{Script=Han}/u);
      expect(rule.group?.by.length).toBeGreaterThan(0);
      expect(rule.alert?.title).toBeDefined();
    }
  });

  test('compile together', async () => {
    const { rules } = await pack;
    expect([...compileRules(rules.map(({ rule }) => rule)).disabled.values()]).toEqual([]);
  });

  test('have a case each', async () => {
    const { rules } = await pack;
    expect(packCases.map(({ rule }) => rule).sort()).toEqual(rules.map(({ rule }) => rule.id).sort());
  });

  const speaking = packCases.flatMap(({ rule, speaks }) => speaks.map((events, index) => ({ rule, index, events })));
  test.each(speaking)('$rule speaks, case $index', async ({ rule, events }) => {
    expect(await matchesOf(rule, events)).toBeGreaterThan(0);
  });

  const silent = packCases.flatMap(({ rule, stays }) => stays.map((events, index) => ({ rule, index, events })));
  test.each(silent)('$rule stays silent, case $index', async ({ rule, events }) => {
    expect(await matchesOf(rule, events)).toBe(0);
  });
});
