import { events, matchesOf, plain, time } from './run-rule-test';

describe('rules test with windows', () => {
  test('a late event that completes a match gives it its own time', async () => {
    const found = await matchesOf(
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
    const found = await matchesOf(plain(`window: ${window}`), events(...times));
    expect(found.map((match) => match['at'])).toEqual(ats.map(time));
  });

  test('flatline keeps its keys apart', async () => {
    const found = await matchesOf(
      plain('window: { type: flatline, count: 1, within: 30m, by: [seller] }'),
      events('10:00 甲', '10:00 乙', '10:20 乙', '10:40 乙', '10:45!'),
    );
    expect(found).toEqual([
      { ruleId: 'slimming-pen', at: time('10:30'), key: { seller: '甲' }, count: 0, documents: [], level: 'orange' },
    ]);
  });

  test('new_term fires for each value not seen in the history', async () => {
    const found = await matchesOf(
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
    const found = await matchesOf(plain('window: { type: new_term, field: drugs, history: 1h }'), [
      { id: 'a', text: '减重笔', drugs: ['甲肽', '乙肽'], collectedAt: time('10:00') },
      { id: 'b', text: '减重笔', drugs: ['甲肽'], collectedAt: time('10:01') },
    ]);
    expect(found.map((match) => match['documents'])).toEqual([['a']]);
  });

  test('cardinality counts distinct values', async () => {
    const found = await matchesOf(
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
    const found = await matchesOf(plain('window: { type: change, field: price, by: [seller] }'), [
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
    const found = await matchesOf(yaml, [
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
    const found = await matchesOf(plain('window: { type: metric, op: avg, field: price, within: 1h, below: 100 }'), [
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
    const found = await matchesOf(
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
    const found = await matchesOf(both, [talk('10:00', '报价'), talk('10:20', '加微信')]);
    expect(found.map((match) => match['ruleId'])).toEqual(['first-price', 'then-contact', 'price-then-contact']);
  });

  test('sequence with its steps written into it', async () => {
    const own = sequenceRule.replace(
      '[first-price, then-contact]',
      '[{ id: price, when: { query: 报价 } }, { id: contact, when: { query: 加微信 } }]',
    );
    const found = await matchesOf(own, [talk('10:00', '报价'), talk('10:20', '加微信')]);
    expect(found.map((match) => [match['ruleId'], match['documents']])).toEqual([
      ['price-then-contact', ['10:00', '10:20']],
    ]);
  });

  test('a schedule holds matches back until it opens and does not lose them', async () => {
    const yaml = plain("schedule: { days: [1,2,3,4,5], from: '08:00', to: '20:00' }");
    const found = await matchesOf(yaml, [...events('10:00', '21:00'), { at: '2026-03-03T07:59:00+08:00', tick: true }]);
    expect(found.map((match) => match['at'])).toEqual([time('10:00')]);
    const later = await matchesOf(yaml, [...events('21:00'), { at: '2026-03-03T08:00:00+08:00', tick: true }]);
    expect(later.map((match) => match['at'])).toEqual([time('21:00')]);
  });

  test('a document that opens the schedule lets the waiting match out first', async () => {
    const yaml = plain("schedule: { from: '08:00', to: '20:00' }");
    const found = await matchesOf(yaml, events('07:00', '08:30'));
    expect(found.map((match) => match['at'])).toEqual([time('07:00'), time('08:30')]);
  });
});
