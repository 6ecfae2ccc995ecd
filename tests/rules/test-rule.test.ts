import type { AnalyseEvent, TestLine } from '../../rules/test-rule';
import { events, matchesOf, plain, runTest, time } from './run-rule-test';

describe('rules test', () => {
  test('prints a match per matching document without a window', async () => {
    const found = await matchesOf(plain(), [
      { id: 'a', title: '减重笔', text: '', collectedAt: time('10:00') },
      { id: 'b', title: '感冒药', text: '', collectedAt: time('10:01') },
    ]);
    expect(found).toEqual([
      { ruleId: 'slimming-pen', at: time('10:00'), key: null, documents: ['a'], level: 'orange' },
    ]);
  });

  test('prints key and count with a window', async () => {
    const found = await matchesOf(
      plain('window: { type: frequency, count: 2, within: 10m, by: [seller] }'),
      events('10:00 甲', '10:01 乙', '10:02 甲'),
    );
    expect(found).toEqual([
      {
        ruleId: 'slimming-pen',
        at: time('10:02'),
        key: { seller: '甲' },
        count: 2,
        documents: ['d0', 'd2'],
        level: 'orange',
      },
    ]);
  });

  test('a missing value is a key of its own', async () => {
    const found = await matchesOf(
      plain('window: { type: frequency, count: 2, within: 10m, by: [seller] }'),
      events('10:00', '10:01 甲', '10:02'),
    );
    expect(found.map((match) => [match['key'], match['documents']])).toEqual([[{ seller: null }, ['d0', 'd2']]]);
  });

  test('a key of several fields', async () => {
    const found = await matchesOf(plain('window: { type: frequency, count: 2, within: 10m, by: [seller, platform] }'), [
      { id: 'a', text: '减重笔', seller: '甲', platform: '甲网', collectedAt: time('10:00') },
      { id: 'b', text: '减重笔', seller: '甲', platform: '乙网', collectedAt: time('10:01') },
      { id: 'c', text: '减重笔', seller: '甲', platform: '甲网', collectedAt: time('10:02') },
    ]);
    expect(found.map((match) => match['key'])).toEqual([{ seller: '甲', platform: '甲网' }]);
  });

  test('`by` may be one name', async () => {
    const found = await matchesOf(
      plain('window: { type: frequency, count: 1, within: 10m, by: seller }'),
      events('10:00 甲'),
    );
    expect(found[0]!['key']).toEqual({ seller: '甲' });
  });

  test('level auto is graded from the findings', async () => {
    const graded = plain().replace('level: orange', 'level: auto');
    const found = await matchesOf(graded, [
      { id: 'a', text: '减重笔', violations: [], collectedAt: time('10:00') },
      { id: 'b', text: '减重笔', violations: [{ code: 'RX_MASS_AD', severity: 'S3' }], collectedAt: time('10:01') },
    ]);
    expect(found.map((match) => match['level'])).toEqual(['blue', 'orange']);
  });

  describe('asks for an analysis', () => {
    const rule = `
id: findings
name: 发现
level: blue
when: { finding: { codes: [RX_MASS_AD] } }
`;
    const analysed: string[] = [];
    const analyse: AnalyseEvent = (event) => {
      analysed.push(String(event['id']));
      return Promise.resolve({
        violations: [{ code: 'RX_MASS_AD', severity: 'S3', confidence: 0.9 }],
        sentiment: { label: 'pos', confidence: 1 },
      });
    };
    beforeEach(() => analysed.splice(0));

    test('where the event has none', async () => {
      const found = await matchesOf(rule, [{ id: 'a', text: '广告', collectedAt: time('10:00') }], { analyse });
      expect([found.length, analysed]).toEqual([1, ['a']]);
    });

    test('and takes what is given as given', async () => {
      const found = await matchesOf(rule, [{ id: 'a', text: '广告', violations: [], collectedAt: time('10:00') }], {
        analyse,
      });
      expect([found.length, analysed]).toEqual([0, []]);
    });

    test('and lets a given part win over a computed one', async () => {
      const both = rule.replace('when: {', 'when: { sentiment: { in: [neg] },');
      const found = await matchesOf(both, [{ id: 'a', text: '广告', sentiment: 'neg', collectedAt: time('10:00') }], {
        analyse,
      });
      expect([found.length, analysed]).toEqual([1, ['a']]);
    });

    test('but not for a rule of words', async () => {
      await matchesOf(plain(), [{ id: 'a', text: '减重笔', collectedAt: time('10:00') }], { analyse });
      expect(analysed).toEqual([]);
    });
  });

  const times: [sentence: string, collectedAt: string, at: string][] = [
    ['keeps the zone of the event', '2026-03-02T02:00:00Z', '2026-03-02T02:00:00Z'],
    ['takes a time without a zone for Beijing time', '2026-03-02T10:00:00', '2026-03-02T10:00:00+08:00'],
    ['takes a date for its midnight', '2026-03-02', '2026-03-02T00:00:00+08:00'],
    ['keeps milliseconds', '2026-03-02T10:00:00.123+08:00', '2026-03-02T10:00:00.123+08:00'],
  ];
  test.each(times)('%s', async (_, collectedAt, at) => {
    expect((await matchesOf(plain(), [{ id: 'a', text: '减重笔', collectedAt }]))[0]!['at']).toBe(at);
  });

  test('writes a computed moment in the zone of the tick', async () => {
    const found = await matchesOf(plain('window: { type: flatline, count: 1, within: 30m }'), [
      { id: 'a', text: '减重笔', collectedAt: '2026-03-02T02:00:00Z' },
      { at: '2026-03-02T02:45:00Z', tick: true },
    ]);
    expect(found[0]!['at']).toBe('2026-03-02T02:30:00Z');
  });

  test('compares times of different zones as moments', async () => {
    const found = await matchesOf(plain('window: { type: frequency, count: 2, within: 10m }'), [
      { id: 'a', text: '减重笔', collectedAt: '2026-03-02T10:00:00+08:00' },
      { id: 'b', text: '减重笔', collectedAt: '2026-03-02T02:05:00Z' },
    ]);
    expect(found.map((match) => match['documents'])).toEqual([['a', 'b']]);
  });

  const problems: [sentence: string, line: string, message: RegExp][] = [
    ['a line that is not JSON', '{"id":', /not JSON/],
    ['a line that is no object', '[1]', /expected a JSON object/],
    ['an event without an id', '{"text":"x","collectedAt":"2026-03-02"}', /id/],
    ['a time that is none', '{"id":"a","collectedAt":"yesterday"}', /collectedAt/],
    ['a tick without a time', '{"tick":true}', /tick needs/],
    [
      'a finding without a code',
      '{"id":"a","violations":[{"severity":"S1"}],"collectedAt":"2026-03-02"}',
      /violations/,
    ],
    ['a stance that is none', '{"id":"a","sentiment":"angry","collectedAt":"2026-03-02"}', /sentiment/],
  ];
  test.each(problems)('names %s and goes on', async (_, line, message) => {
    const lines = await runTest(plain(), [...events('10:00'), '', line, ...events('10:01')]);
    expect(lines.map((one) => one.type)).toEqual(['match', 'problem', 'match']);
    const problem = lines[1] as Extract<TestLine, { type: 'problem' }>;
    expect(problem.line).toBe(3);
    expect(problem.message).toMatch(message);
  });
});
