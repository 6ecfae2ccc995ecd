import type { Rule } from '../../contracts/rule';
import type { RuleMatch } from '../../contracts/rule-match';
import { compileRules } from '../../rules/matcher';
import { readRuleFile } from '../../rules/read-rule-file';
import { createRuleEngine } from '../../rules/rule-engine';
import type { RuleEngine } from '../../rules/rule-engine';
import { memoryWindowStore } from '../../rules/window-store';
import type { WindowStore } from '../../rules/window-store';
import { inputOf } from './match-inputs';
import { Dice } from './random-rules';

function rulesOf(yaml: string): readonly Rule[] {
  const read = readRuleFile('rules.yaml', yaml);
  expect(read.faults).toEqual([]);
  return read.rules;
}

function engineOf(yaml: string, state?: WindowStore): RuleEngine {
  return createRuleEngine({ matcher: compileRules(rulesOf(yaml)), ...(state === undefined ? {} : { state }) });
}

function at(minute: number): string {
  return new Date(Date.parse('2026-03-02T10:00:00+08:00') + minute * 60_000).toISOString();
}

function pen(id: string, minute: number, more: Record<string, unknown> = {}) {
  return inputOf({ id, text: '减重笔', collectedAt: at(minute), ...more });
}

const frequency = `
id: pens
name: 减重笔频次
level: orange
when: { query: 减重笔 }
window: { type: frequency, count: 3, within: 10m, by: [seller] }
group: { by: [seller, platform], wait: 30s }
alert: { title: '{seller} 在 {platform} {count} 条', channels: [console, webhook] }
`;

const everything = `
- { id: once, name: 每篇, level: blue, when: { query: 减重笔 } }
- { id: often, name: 频次, level: blue, when: { query: 减重笔 }, window: { type: frequency, count: 3, within: 10m, by: [seller] } }
- { id: surge, name: 突增, level: blue, when: { query: 减重笔 }, window: { type: spike, within: 10m, factor: 2, direction: both, by: [seller] } }
- { id: silent, name: 静默, level: blue, when: { query: 减重笔 }, window: { type: flatline, count: 2, within: 12m, by: [seller] } }
- { id: fresh, name: 新词, level: blue, when: { query: 减重笔 }, window: { type: new_term, field: platform, history: 20m } }
- { id: spread, name: 去重, level: blue, when: { query: 减重笔 }, window: { type: cardinality, field: platform, within: 10m, max: 2 } }
- { id: moved, name: 变更, level: blue, when: { query: 减重笔 }, window: { type: change, field: price, by: [seller] } }
- { id: portion, name: 占比, level: blue, when: { query: 减重笔 }, window: { type: percentage, within: 10m, max: 60, minEvents: 3 } }
- { id: figure, name: 指标, level: blue, when: { query: 减重笔 }, window: { type: metric, op: avg, field: price, within: 10m, above: 60 } }
- { id: chain, name: 序列, level: blue, window: { type: sequence, rules: [moved, often], within: 30m, ordered: false, by: [seller] } }
- { id: hours, name: 时段, level: blue, when: { query: 减重笔 }, schedule: { from: '10:20', to: '10:40' } }
`;

describe('the rule engine', () => {
  test('answers a whole match', async () => {
    const engine = engineOf(frequency);
    await engine.accept(pen('a', 0, { seller: '甲', platform: '甲网' }));
    await engine.accept(pen('b', 1, { seller: '甲', platform: '甲网' }));
    const [match] = await engine.accept(pen('c', 2, { seller: '甲', platform: '乙网' }));
    expect(match).toEqual({
      schemaVersion: 1,
      matchId: expect.stringMatching(/^m_[0-9a-f]{32}$/) as string,
      ruleId: 'pens',
      ruleName: '减重笔频次',
      ruleVersion: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      at: at(2),
      key: { seller: '甲' },
      groupKey: { seller: '甲', platform: '乙网' },
      count: 3,
      documentIds: ['a', 'b', 'c'],
      anchorDocumentId: 'c',
      level: 'orange',
      title: '甲 在 乙网 3 条',
      channels: ['console', 'webhook'],
    });
  });

  test('gives the same match the same id, and another another', async () => {
    const run = async (last: string): Promise<RuleMatch> => {
      const engine = engineOf(frequency);
      for (const id of ['a', 'b']) await engine.accept(pen(id, 0));
      return (await engine.accept(pen(last, 1)))[0]!;
    };
    expect((await run('c')).matchId).toBe((await run('c')).matchId);
    expect((await run('c')).matchId).not.toBe((await run('d')).matchId);
  });

  test('shows the last document known before a silence', async () => {
    const engine = engineOf(
      '{ id: q, name: 静默, level: blue, when: { query: 减重笔 }, window: { type: flatline, within: 10m } }',
    );
    await engine.accept(pen('a', 0));
    const [match] = await engine.tick(at(15));
    expect(match).toMatchObject({ documentIds: [], anchorDocumentId: 'a', count: 0 });
    expect(Date.parse(match!.at)).toBe(Date.parse(at(10)));
  });

  /** A run of events and ticks; `restart` makes a new engine on the same store before every step. */
  async function story(seed: number, restart: boolean): Promise<string[]> {
    const dice = new Dice(seed);
    const store = memoryWindowStore();
    let engine = engineOf(everything, store);
    const told: string[] = [];
    let minute = 0;
    for (let step = 0; step < 50; step++) {
      if (restart) engine = engineOf(everything, store);
      minute += dice.below(5);
      const late = dice.chance(0.2) ? dice.below(12) : 0;
      const input = pen(`d${step}`, Math.max(0, minute - late), {
        ...(dice.chance(0.3) ? { text: '感冒药' } : {}),
        seller: dice.pick(['甲', '乙', null]),
        platform: dice.pick(['甲网', '乙网', '丙网', '丁网']),
        price: dice.pick([10, 50, 100]),
      });
      const matches = dice.chance(0.15)
        ? await engine.tick(at(minute))
        : await engine.accept(input, Date.parse(at(minute)));
      told.push(...matches.map((match) => `${step} ${match.ruleId} ${match.matchId}`));
    }
    return told;
  }

  test.each([1, 2, 3, 4])('a restart before every step changes nothing, seed %d', async (seed) => {
    const told = await story(seed, false);
    expect(told.length).toBeGreaterThan(20);
    expect(await story(seed, true)).toEqual(told);
  });

  test('every kind of rule speaks in those stories', async () => {
    const told = (await Promise.all([1, 2, 3, 4].map((seed) => story(seed, false)))).flat();
    const speakers = new Set(told.map((line) => line.split(' ')[1]));
    expect([...speakers].sort()).toEqual(
      rulesOf(everything)
        .map((rule) => rule.id)
        .sort(),
    );
  });

  test('keeps nothing when the store refuses, and answers the same once it takes it', async () => {
    const inner = memoryWindowStore();
    let refuses = false;
    const store: WindowStore = {
      load: (rule) => inner.load(rule),
      save: (changes) => (refuses ? Promise.reject(new Error('disk full')) : inner.save(changes)),
    };
    const engine = engineOf(frequency, store);
    await engine.accept(pen('a', 0));
    await engine.accept(pen('b', 1));
    refuses = true;
    await expect(engine.accept(pen('c', 2))).rejects.toThrow('disk full');
    refuses = false;
    expect((await engine.accept(pen('c', 2))).map((match) => match.documentIds)).toEqual([['a', 'b', 'c']]);
  });

  test('reads the store again after discard', async () => {
    const store = memoryWindowStore();
    const engine = engineOf(frequency, store);
    await engine.accept(pen('a', 0));
    const before = await store.load({ ruleId: 'pens', windowVersion: (await rowsOf(store))[0]! });
    await engine.accept(pen('b', 1));
    // The unit of work around the second document is rolled back.
    await store.save(before);
    engine.discard();
    expect(await engine.accept(pen('c', 2))).toEqual([]);
    expect((await engine.accept(pen('d', 3))).map((match) => match.documentIds)).toEqual([['a', 'c', 'd']]);
  });

  async function rowsOf(store: WindowStore): Promise<string[]> {
    const versions: string[] = [];
    const spy: WindowStore = {
      load: (rule) => {
        if (rule.ruleId === 'pens') versions.push(rule.windowVersion);
        return store.load(rule);
      },
      save: () => Promise.resolve(),
    };
    await engineOf(frequency, spy).accept(pen('x', 0));
    return versions;
  }

  test('takes calls one after another, however they come', async () => {
    const engine = engineOf(frequency);
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((id, minute) => engine.accept(pen(id, minute))),
    );
    expect(answers.map((matches) => matches.length)).toEqual([0, 0, 1, 0, 0, 1]);
  });

  test('swaps rules; a window whose condition is the same goes on, another starts from nothing', async () => {
    const engine = engineOf(frequency);
    await engine.accept(pen('a', 0));
    await engine.accept(pen('b', 1));
    engine.swap(compileRules(rulesOf(frequency.replace('减重笔频次', '新名字'))));
    const [match] = await engine.accept(pen('c', 2));
    expect(match).toMatchObject({ ruleName: '新名字', documentIds: ['a', 'b', 'c'] });
    await engine.accept(pen('d', 3));
    await engine.accept(pen('e', 3));
    engine.swap(compileRules(rulesOf(frequency.replace('within: 10m', 'within: 20m'))));
    expect(await engine.accept(pen('f', 4))).toEqual([]);
  });

  test('names the version of the rule that spoke', () => {
    const [old] = rulesOf(frequency);
    const [renamed] = rulesOf(frequency.replace('减重笔频次', '新名字'));
    expect(old!.version).not.toBe(renamed!.version);
    const [same] = rulesOf(`# a comment\n${frequency}`);
    expect(same!.version).toBe(old!.version);
  });

  test('bounds the keys of a rule and counts what it gave up', async () => {
    const engine = createRuleEngine({ matcher: compileRules(rulesOf(frequency)), mostKeys: 10 });
    for (let index = 0; index < 50; index++) await engine.accept(pen(`d${index}`, 0, { seller: `店${index}` }));
    expect(engine.dropped('pens')).toBe(40);
    // The newest keys are the ones that are kept.
    await engine.accept(pen('x', 1, { seller: '店49' }));
    expect(await engine.accept(pen('y', 1, { seller: '店49' }))).toHaveLength(1);
    await engine.accept(pen('x', 1, { seller: '店0' }));
    expect(await engine.accept(pen('y', 1, { seller: '店0' }))).toHaveLength(0);
  });

  test('forgets keys that are long past at a tick', async () => {
    const store = memoryWindowStore();
    const engine = engineOf(frequency, store);
    await engine.accept(pen('a', 0, { seller: '甲' }));
    expect(store.size).toBe(1);
    await engine.tick(at(60));
    expect(store.size).toBe(1);
    await engine.tick(at(3 * 24 * 60));
    expect(store.size).toBe(0);
  });

  const hours = `
id: hours
name: 工作时间
level: blue
when: { query: 减重笔 }
schedule: { days: [1, 2, 3, 4, 5], from: '08:00', to: '10:30' }
`;

  test('lays matches by outside the schedule, over a restart too', async () => {
    const store = memoryWindowStore();
    const engine = engineOf(hours, store);
    expect(await engine.accept(pen('a', 20))).toHaveLength(1);
    expect(await engine.accept(pen('b', 30))).toHaveLength(0);
    expect(await engine.accept(pen('c', 40))).toHaveLength(0);
    const later = engineOf(hours, store);
    expect(await later.tick('2026-03-03T07:59:59+08:00')).toEqual([]);
    const released = await later.tick('2026-03-03T08:00:00+08:00');
    expect(released.map((match) => match.documentIds)).toEqual([['b'], ['c']]);
    expect(await later.tick('2026-03-03T08:00:01+08:00')).toEqual([]);
  });

  test('lets a waiting match out when its rule loses the schedule, is edited, or is gone', async () => {
    for (const edited of [hours.replace(/schedule.*\n/, ''), frequency]) {
      const store = memoryWindowStore();
      const engine = engineOf(hours, store);
      await engine.accept(pen('a', 40));
      engine.swap(compileRules(rulesOf(edited)));
      expect((await engine.tick(at(41))).map((match) => match.documentIds)).toEqual([['a']]);
    }
  });

  test('windows count on while the schedule is closed', async () => {
    const engine = engineOf(frequency.replace('group:', "schedule: { from: '10:30', to: '11:00' }\ngroup:"));
    for (const [id, minute] of [
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['d', 3],
      ['e', 4],
      ['f', 5],
    ] as const) {
      expect(await engine.accept(pen(id, minute))).toEqual([]);
    }
    const released = await engine.tick(at(30));
    expect(released.map((match) => match.documentIds)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
  });

  test('a sequence hears of a silence', async () => {
    const engine = engineOf(`
- { id: q, name: 静默, level: blue, when: { query: 减重笔 }, window: { type: flatline, within: 10m, by: [seller] } }
- { id: p, name: 感冒, level: blue, when: { query: 感冒药 } }
- { id: s, name: 先静默后改卖, level: blue, window: { type: sequence, rules: [q, p], within: 1h, by: [seller] } }
`);
    await engine.accept(pen('a', 0, { seller: '甲' }));
    await engine.tick(at(12));
    const matches = await engine.accept(pen('b', 20, { text: '感冒药', seller: '甲' }));
    expect(matches.map((match) => match.ruleId)).toEqual(['p', 's']);
    expect(matches[1]!.documentIds).toEqual(['a', 'b']);
  });

  test('a sequence with a condition of its own hears only of documents that meet it', async () => {
    const yaml = `
- { id: x, name: 甲, level: blue, when: { query: 报价 } }
- { id: y, name: 乙, level: blue, when: { query: 微信 } }
- { id: s, name: 丙, level: blue, when: { query: 药 }, window: { type: sequence, rules: [x, y], within: 1h } }
`;
    const run = async (first: string): Promise<string[]> => {
      const engine = engineOf(yaml);
      await engine.accept(pen('a', 0, { text: first }));
      return (await engine.accept(pen('b', 1, { text: '药 微信' }))).map((match) => match.ruleId);
    };
    expect(await run('药 报价')).toEqual(['y', 's']);
    expect(await run('报价')).toEqual(['y']);
  });

  test('a sequence can wait for a sequence', async () => {
    const engine = engineOf(`
- { id: x, name: 甲, level: blue, when: { query: 报价 } }
- { id: y, name: 乙, level: blue, when: { query: 微信 } }
- { id: s, name: 丙, level: blue, window: { type: sequence, rules: [x, y], within: 1h } }
- { id: z, name: 丁, level: blue, when: { query: 收款 } }
- { id: t, name: 戊, level: blue, window: { type: sequence, rules: [s, z], within: 1h } }
`);
    await engine.accept(pen('a', 0, { text: '报价' }));
    await engine.accept(pen('b', 1, { text: '微信' }));
    expect((await engine.accept(pen('c', 2, { text: '收款' }))).map((match) => match.ruleId)).toEqual(['z', 't']);
  });

  test('refuses times that are none', async () => {
    const engine = engineOf(frequency);
    await expect(engine.tick('soon')).rejects.toThrow(RangeError);
    await expect(engine.accept({ ...pen('a', 0), collectedAt: 'soon' })).rejects.toThrow(RangeError);
    expect(await engine.accept(pen('b', 0))).toEqual([]);
  });
});
