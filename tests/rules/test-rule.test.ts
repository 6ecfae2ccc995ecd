import { readRuleFile } from '../../rules/read-rule-file';
import { testRules } from '../../rules/test-rule';
import type { AnalyseEvent, TestLine } from '../../rules/test-rule';

const day = '2026-03-02';

/** `10:05` on the day of the tests, a Monday. */
function time(clock: string): string {
  return `${day}T${clock}:00+08:00`;
}

interface RunSettings {
  readonly analyse?: AnalyseEvent;
  readonly steps?: string;
}

async function run(
  yaml: string,
  events: readonly (object | string)[],
  settings: RunSettings = {},
): Promise<TestLine[]> {
  const file = readRuleFile('rule.yaml', yaml);
  expect(file.faults).toEqual([]);
  const lines: TestLine[] = [];
  const test = {
    rules: file.rules,
    steps: settings.steps === undefined ? [] : readRuleFile('steps.yaml', settings.steps).rules,
    events: events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event))),
    now: time('00:00'),
    ...(settings.analyse === undefined ? {} : { analyse: settings.analyse }),
  };
  for await (const line of testRules(test)) lines.push(line);
  return lines;
}

async function matches(
  yaml: string,
  events: readonly (object | string)[],
  settings: RunSettings = {},
): Promise<Record<string, unknown>[]> {
  const lines = await run(yaml, events, settings);
  return lines.filter((line) => line.type === 'match').map((line) => JSON.parse(line.text) as Record<string, unknown>);
}

const plain = (more = ''): string => `
id: slimming-pen
name: 减重笔
level: orange
when: { query: 减重笔 }
${more}`;

/** One event per clock time; `10:05 甲` has a seller. */
function events(...times: string[]): object[] {
  return times.map((text, index) => {
    const [clock = '', seller] = text.split(' ');
    return clock.endsWith('!')
      ? { at: time(clock.slice(0, -1)), tick: true }
      : { id: `d${index}`, text: '减重笔现货', collectedAt: time(clock), ...(seller === undefined ? {} : { seller }) };
  });
}

describe('rules test', () => {
  test('prints a match per matching document without a window', async () => {
    const found = await matches(plain(), [
      { id: 'a', title: '减重笔', text: '', collectedAt: time('10:00') },
      { id: 'b', title: '感冒药', text: '', collectedAt: time('10:01') },
    ]);
    expect(found).toEqual([
      { ruleId: 'slimming-pen', at: time('10:00'), key: null, documents: ['a'], level: 'orange' },
    ]);
  });

  test('prints key and count with a window', async () => {
    const found = await matches(
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
    const found = await matches(
      plain('window: { type: frequency, count: 2, within: 10m, by: [seller] }'),
      events('10:00', '10:01 甲', '10:02'),
    );
    expect(found.map((match) => [match['key'], match['documents']])).toEqual([[{ seller: null }, ['d0', 'd2']]]);
  });

  test('a key of several fields', async () => {
    const found = await matches(plain('window: { type: frequency, count: 2, within: 10m, by: [seller, platform] }'), [
      { id: 'a', text: '减重笔', seller: '甲', platform: '甲网', collectedAt: time('10:00') },
      { id: 'b', text: '减重笔', seller: '甲', platform: '乙网', collectedAt: time('10:01') },
      { id: 'c', text: '减重笔', seller: '甲', platform: '甲网', collectedAt: time('10:02') },
    ]);
    expect(found.map((match) => match['key'])).toEqual([{ seller: '甲', platform: '甲网' }]);
  });

  test('`by` may be one name', async () => {
    const found = await matches(
      plain('window: { type: frequency, count: 1, within: 10m, by: seller }'),
      events('10:00 甲'),
    );
    expect(found[0]!['key']).toEqual({ seller: '甲' });
  });

  test('a late event that completes a match gives it its own time', async () => {
    const found = await matches(
      plain('window: { type: frequency, count: 3, within: 10m }'),
      events('10:00', '10:08', '10:05'),
    );
    expect(found).toMatchObject([{ at: time('10:05'), key: null, count: 3, documents: ['d0', 'd2', 'd1'] }]);
  });

  const byWindow: [sentence: string, window: string, times: string[], ats: string[]][] = [
    [
      'frequency',
      '{ type: frequency, count: 2, within: 10m }',
      ['10:00', '10:05', '10:06', '10:07'],
      ['10:05', '10:07'],
    ],
    ['frequency, half open', '{ type: frequency, count: 2, within: 10m }', ['10:00', '10:10'], []],
    ['spike up', '{ type: spike, within: 10m, factor: 2, minReference: 1 }', ['10:00', '10:20', '10:21', '10:22'], []],
    [
      'spike up with a reference',
      '{ type: spike, within: 10m, factor: 2, minReference: 1 }',
      ['10:00', '10:05', '10:20', '10:21'],
      ['10:21'],
    ],
    [
      'spike down on a tick',
      '{ type: spike, within: 10m, factor: 2, direction: down, minReference: 2 }',
      ['10:00', '10:08', '10:09', '10:10', '10:20!'],
      ['10:20'],
    ],
    ['flatline', '{ type: flatline, count: 1, within: 30m }', ['10:00', '10:10', '10:45!'], ['10:40']],
    ['flatline before its time', '{ type: flatline, count: 1, within: 30m }', ['10:00', '10:10', '10:39!'], []],
    [
      'flatline at every check',
      '{ type: flatline, count: 1, within: 30m }',
      ['10:00', '10:31!', '10:32!'],
      ['10:30', '10:30'],
    ],
    ['flatline that never had enough', '{ type: flatline, count: 2, within: 30m }', ['10:00', '10:45!'], ['10:30']],
  ];
  test.each(byWindow)('%s', async (_, window, times, ats) => {
    const found = await matches(plain(`window: ${window}`), events(...times));
    expect(found.map((match) => match['at'])).toEqual(ats.map(time));
  });

  test('flatline keeps its keys apart', async () => {
    const found = await matches(
      plain('window: { type: flatline, count: 1, within: 30m, by: [seller] }'),
      events('10:00 甲', '10:00 乙', '10:20 乙', '10:40 乙', '10:45!'),
    );
    expect(found).toEqual([
      { ruleId: 'slimming-pen', at: time('10:30'), key: { seller: '甲' }, count: 0, documents: [], level: 'orange' },
    ]);
  });

  test('new_term fires for each value not seen in the history', async () => {
    const found = await matches(
      plain('window: { type: new_term, field: seller, history: 1h }'),
      events('10:00 甲', '10:05 乙', '10:10 甲', '11:10 甲'),
    );
    expect(found.map((match) => [match['at'], match['key']])).toEqual([
      [time('10:00'), null],
      [time('10:05'), null],
      [time('11:10'), null],
    ]);
  });

  test('new_term gives one match per document however many of its values are new', async () => {
    const found = await matches(plain('window: { type: new_term, field: drugs, history: 1h }'), [
      { id: 'a', text: '减重笔', drugs: ['甲肽', '乙肽'], collectedAt: time('10:00') },
      { id: 'b', text: '减重笔', drugs: ['甲肽'], collectedAt: time('10:01') },
    ]);
    expect(found.map((match) => match['documents'])).toEqual([['a']]);
  });

  test('cardinality counts distinct values', async () => {
    const found = await matches(
      plain('window: { type: cardinality, field: seller, within: 10m, max: 2 }'),
      events('10:00 甲', '10:01 乙', '10:02 乙', '10:03 丙'),
    );
    expect(found).toMatchObject([{ at: time('10:03'), count: 3 }]);
  });

  test('change compares with the last value of the key', async () => {
    const priced = (clock: string, seller: string, price?: number): object => ({
      id: clock,
      text: '减重笔',
      seller,
      price,
      collectedAt: time(clock),
    });
    const found = await matches(plain('window: { type: change, field: price, by: [seller] }'), [
      priced('10:00', '甲', 100),
      priced('10:01', '乙', 200),
      priced('10:02', '甲'),
      priced('10:03', '甲', 100),
      priced('10:04', '甲', 90),
    ]);
    expect(found).toMatchObject([{ at: time('10:04'), key: { seller: '甲' }, documents: ['10:04'] }]);
  });

  test('percentage counts what is in scope without matching', async () => {
    const yaml = plain('scope: { kinds: [listing] }\nwindow: { type: percentage, within: 1h, max: 50, minEvents: 3 }');
    const one = (id: string, text: string, kind = 'listing'): object => ({
      id,
      text,
      kind,
      collectedAt: time(`10:0${id}`),
    });
    const found = await matches(yaml, [
      one('0', '减重笔'),
      one('1', '感冒药'),
      one('2', '感冒药', 'news'),
      one('3', '减重笔'),
    ]);
    expect(found).toMatchObject([{ at: time('10:03'), count: 2, documents: ['0', '3'] }]);
  });

  test('metric reads a field', async () => {
    const priced = (id: string, price: unknown): object => ({
      id,
      text: '减重笔',
      price,
      collectedAt: time(`10:0${id}`),
    });
    const found = await matches(plain('window: { type: metric, op: avg, field: price, within: 1h, below: 100 }'), [
      priced('0', 150),
      priced('1', '面议'),
      priced('2', 30),
    ]);
    expect(found).toMatchObject([{ at: time('10:02'), documents: ['0', '2'] }]);
  });

  const steps = `
- { id: first-price, name: 报价, level: blue, when: { query: 报价 } }
- { id: then-contact, name: 联系, level: blue, when: { query: 加微信 } }
`;
  const sequenceRule = `
id: price-then-contact
name: 先报价后引流
level: yellow
window: { type: sequence, rules: [first-price, then-contact], within: 1h, by: [seller] }
`;
  const talk = (clock: string, text: string, seller = '甲'): object => ({
    id: clock,
    text,
    seller,
    collectedAt: time(clock),
  });

  test('sequence listens to rules beside it and prints only its own matches', async () => {
    const found = await matches(
      sequenceRule,
      [talk('10:00', '报价'), talk('10:10', '加微信', '乙'), talk('10:20', '加微信')],
      { steps },
    );
    expect(found).toEqual([
      {
        ruleId: 'price-then-contact',
        at: time('10:20'),
        key: { seller: '甲' },
        count: 2,
        documents: ['10:00', '10:20'],
        level: 'yellow',
      },
    ]);
  });

  test('sequence in one file with its rules prints all', async () => {
    const both = `${steps}- ${sequenceRule.trim().replaceAll('\n', '\n  ')}\n`;
    const found = await matches(both, [talk('10:00', '报价'), talk('10:20', '加微信')]);
    expect(found.map((match) => match['ruleId'])).toEqual(['first-price', 'then-contact', 'price-then-contact']);
  });

  test('sequence with its steps written into it', async () => {
    const own = sequenceRule.replace(
      '[first-price, then-contact]',
      '[{ id: price, when: { query: 报价 } }, { id: contact, when: { query: 加微信 } }]',
    );
    const found = await matches(own, [talk('10:00', '报价'), talk('10:20', '加微信')]);
    expect(found.map((match) => [match['ruleId'], match['documents']])).toEqual([
      ['price-then-contact', ['10:00', '10:20']],
    ]);
  });

  test('a schedule holds matches back until it opens and does not lose them', async () => {
    const yaml = plain("schedule: { days: [1,2,3,4,5], from: '08:00', to: '20:00' }");
    const found = await matches(yaml, [...events('10:00', '21:00'), { at: '2026-03-03T07:59:00+08:00', tick: true }]);
    expect(found.map((match) => match['at'])).toEqual([time('10:00')]);
    const later = await matches(yaml, [...events('21:00'), { at: '2026-03-03T08:00:00+08:00', tick: true }]);
    expect(later.map((match) => match['at'])).toEqual([time('21:00')]);
  });

  test('a document that opens the schedule lets the waiting match out first', async () => {
    const yaml = plain("schedule: { from: '08:00', to: '20:00' }");
    const found = await matches(yaml, events('07:00', '08:30'));
    expect(found.map((match) => match['at'])).toEqual([time('07:00'), time('08:30')]);
  });

  test('level auto is graded from the findings', async () => {
    const graded = plain().replace('level: orange', 'level: auto');
    const found = await matches(graded, [
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
      const found = await matches(rule, [{ id: 'a', text: '广告', collectedAt: time('10:00') }], { analyse });
      expect([found.length, analysed]).toEqual([1, ['a']]);
    });

    test('and takes what is given as given', async () => {
      const found = await matches(rule, [{ id: 'a', text: '广告', violations: [], collectedAt: time('10:00') }], {
        analyse,
      });
      expect([found.length, analysed]).toEqual([0, []]);
    });

    test('and lets a given part win over a computed one', async () => {
      const both = rule.replace('when: {', 'when: { sentiment: { in: [neg] },');
      const found = await matches(both, [{ id: 'a', text: '广告', sentiment: 'neg', collectedAt: time('10:00') }], {
        analyse,
      });
      expect([found.length, analysed]).toEqual([1, ['a']]);
    });

    test('but not for a rule of words', async () => {
      await matches(plain(), [{ id: 'a', text: '减重笔', collectedAt: time('10:00') }], { analyse });
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
    expect((await matches(plain(), [{ id: 'a', text: '减重笔', collectedAt }]))[0]!['at']).toBe(at);
  });

  test('writes a computed moment in the zone of the tick', async () => {
    const found = await matches(plain('window: { type: flatline, count: 1, within: 30m }'), [
      { id: 'a', text: '减重笔', collectedAt: '2026-03-02T02:00:00Z' },
      { at: '2026-03-02T02:45:00Z', tick: true },
    ]);
    expect(found[0]!['at']).toBe('2026-03-02T02:30:00Z');
  });

  test('compares times of different zones as moments', async () => {
    const found = await matches(plain('window: { type: frequency, count: 2, within: 10m }'), [
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
    const lines = await run(plain(), [...events('10:00'), '', line, ...events('10:01')]);
    expect(lines.map((one) => one.type)).toEqual(['match', 'problem', 'match']);
    const problem = lines[1] as Extract<TestLine, { type: 'problem' }>;
    expect(problem.line).toBe(3);
    expect(problem.message).toMatch(message);
  });
});
