import { checkRules, formatCheck, formatFault } from '../../rules/check-rules';
import { readRuleFile, ruleVersion } from '../../rules/read-rule-file';

const good = `id: a-rule
name: 规则
level: blue
when:
  all:
    - query: '减重 私聊'
    - finding: { codes: [RX_MASS_AD] }
window: { type: frequency, count: 2, within: 10m, by: [seller] }
group: { by: [seller], wait: 30s }
alert: { title: '{seller}', channels: [console] }
`;

/** `line:column path` of every fault. */
function placesOf(content: string): string[] {
  return readRuleFile('r.yaml', content).faults.map((fault) => `${fault.line}:${fault.column} ${fault.path}`);
}

describe('readRuleFile', () => {
  test('reads a good rule', () => {
    const { rules, faults } = readRuleFile('r.yaml', good);
    expect(faults).toEqual([]);
    expect(rules[0]).toMatchObject({ id: 'a-rule', level: 'blue', window: { by: ['seller'] } });
  });

  const accepted: [sentence: string, content: string, ids: string[]][] = [
    [
      'a list of rules',
      '- { id: a, name: 甲, level: blue, when: { query: 药 } }\n- { id: b, name: 乙, level: red, when: { query: 方 } }',
      ['a', 'b'],
    ],
    [
      'several documents',
      '{ id: a, name: 甲, level: blue, when: { query: 药 } }\n---\n{ id: b, name: 乙, level: red, when: { query: 方 } }',
      ['a', 'b'],
    ],
    [
      'a rule that matches everything in a window',
      '{ id: a, name: 甲, level: blue, window: { type: flatline, within: 1h } }',
      ['a'],
    ],
    [
      'an empty all',
      '{ id: a, name: 甲, level: blue, when: { all: [] }, window: { type: flatline, within: 1h } }',
      ['a'],
    ],
    [
      'several conditions in one node',
      '{ id: a, name: 甲, level: blue, when: { query: 药, sentiment: { in: [neg] } } }',
      ['a'],
    ],
    [
      'a not of a list',
      '{ id: a, name: 甲, level: blue, when: { query: 药, not: [{ query: 方 }, { query: 集采 }] } }',
      ['a'],
    ],
    [
      'deep nesting',
      '{ id: a, name: 甲, level: blue, when: { any: [{ all: [{ not: { query: 方 } }, { query: 药 }] }] } }',
      ['a'],
    ],
    [
      'every window',
      `
- { id: w1, name: 第1, level: blue, when: { query: 药 }, window: { type: frequency, count: 5, within: 10m, by: [seller] } }
- { id: w2, name: 第2, level: blue, when: { query: 药 }, window: { type: spike, within: 10m, factor: 3, direction: both, minCurrent: 5, minReference: 2, by: [seller] } }
- { id: w3, name: 第3, level: blue, when: { query: 药 }, window: { type: flatline, count: 1, within: 10m, by: [seller] } }
- { id: w4, name: 第4, level: blue, when: { query: 药 }, window: { type: new_term, field: seller, history: 30d } }
- { id: w5, name: 第5, level: blue, when: { query: 药 }, window: { type: cardinality, field: seller, within: 10m, max: 5, by: [platform] } }
- { id: w6, name: 第6, level: blue, when: { query: 药 }, window: { type: change, field: price, by: [url], within: 7d } }
- { id: w7, name: 第7, level: blue, when: { query: 药 }, window: { type: percentage, within: 1h, max: 30, minEvents: 10, by: [platform] } }
- { id: w8, name: 第8, level: blue, when: { query: 药 }, window: { type: metric, op: p95, field: price, within: 1h, below: 10, by: [platform] } }
- { id: w9, name: 第9, level: auto, window: { type: sequence, rules: [w1, w2], within: 1h, ordered: false, by: [seller] } }`,
      ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8', 'w9'],
    ],
    ['a byte order mark and Windows line ends', `\ufeff${good.replaceAll('\n', '\r\n')}`, ['a-rule']],
  ];
  test.each(accepted)('accepts %s', (_, content, ids) => {
    const { rules, faults } = readRuleFile('r.yaml', content);
    expect(faults.map((fault) => formatFault(fault))).toEqual([]);
    expect(rules.map((rule) => rule.id)).toEqual(ids);
  });

  const faulty: [sentence: string, content: string, places: string[], message: RegExp][] = [
    ['an empty file', '', ['1:1 '], /no rule/],
    ['a file of comments', '# nothing\n', ['1:1 '], /no rule/],
    ['a file that is a word', 'rule', ['1:1 '], /object expected/],
    ['YAML that does not close', 'id: [a', ['1:7 '], /not valid YAML/],
    ['YAML with a tab', 'id: a\n\tname: b', ['2:1 '], /not valid YAML/],
    ['a key written twice', 'id: a\nid: b\nname: x\nlevel: blue\nwhen: { query: 药 }', ['2:1 '], /not valid YAML/],
    ['a file of a megabyte', `# ${'x'.repeat(1_000_001)}`, ['1:1 '], /too large/],
    ['an unknown key', good.replace('name:', 'nmae: x\nname:'), ['2:1 nmae'], /unknown key: nmae/],
    [
      'an unknown key in the window',
      good.replace('count: 2', 'count: 2, per: 1'),
      ['8:38 window.per'],
      /unknown key: per/,
    ],
    ['an unknown key in the scope', `${good}scope: { kind: [news] }\n`, ['11:10 scope.kind'], /unknown key: kind/],
    ['a missing id', good.replace('id: a-rule\n', ''), ['1:1 id'], /missing/],
    ['a missing level', good.replace('level: blue\n', ''), ['1:1 level'], /missing/],
    ['no condition and no window', 'id: a\nname: x\nlevel: blue\n', ['1:1 when'], /when/],
    ['an id with capitals', good.replace('a-rule', 'A_Rule'), ['1:5 id'], /kebab-case/],
    ['a level that is none', good.replace('blue', 'green'), ['3:8 level'], /red.*auto/],
    ['a name that is a number', good.replace('规则', '12'), ['2:7 name'], /string expected/],
    ['a name of nothing', good.replace('规则', "''"), ['2:7 name'], /too small/],
    ['a window without a type', good.replace('type: frequency, ', ''), ['8:1 window.type'], /frequency|invalid|not/i],
    ['a window of no known type', good.replace('frequency', 'frequent'), ['8:17 window.type'], /frequency|not/i],
    ['a count of nought', good.replace('count: 2', 'count: 0'), ['8:35 window.count'], /at least 1/],
    ['a count that is no whole number', good.replace('count: 2', 'count: 2.5'), ['8:35 window.count'], /int/],
    ['a count as a word', good.replace('count: 2', 'count: two'), ['8:35 window.count'], /number expected/],
    ['a duration without a unit', good.replace('10m', '10'), ['8:46 window.within'], /string expected|duration/],
    ['a duration that is none', good.replace('10m', 'ten'), ['8:46 window.within'], /duration/],
    ['a duration of nothing', good.replace('10m', '0m'), ['8:46 window.within'], /more than zero/],
    [
      'a cardinality without a bound',
      good.replace('type: frequency, count: 2', 'type: cardinality, field: seller'),
      ['8:1 window.max'],
      /max, min/,
    ],
    [
      'a metric without a bound',
      good.replace('type: frequency, count: 2', 'type: metric, op: sum, field: price'),
      ['8:1 window.above'],
      /above, below/,
    ],
    [
      'a percentage beyond a hundred',
      good.replace('type: frequency, count: 2', 'type: percentage, max: 101'),
      ['8:34 window.max'],
      /at most 100/,
    ],
    [
      'a spike of a negative factor',
      good.replace('type: frequency, count: 2', 'type: spike, factor: -1'),
      ['8:32 window.factor'],
      /too small/,
    ],
    [
      'a sequence of one',
      good.replace('type: frequency, count: 2', 'type: sequence, rules: [b]'),
      ['8:27 window.rules'],
      /at least 2/,
    ],
    [
      'a sequence of itself',
      good.replace('type: frequency, count: 2', 'type: sequence, rules: [a-rule, b]'),
      ['8:27 window.rules'],
      /itself/,
    ],
    ['a query that cannot be read', good.replace('减重 私聊', '减重 AND'), ['6:18 when.all[0].query'], /AND lacks/],
    ['a query that is a list', good.replace("'减重 私聊'", '[减重]'), ['6:7 when.all[0].query'], /string expected/],
    [
      'a query that matches everything',
      good.replace('减重 私聊', '-减重'),
      ['6:15 when.all[0].query'],
      /match everything/,
    ],
    [
      'a query of nothing but marks',
      good.replace('减重 私聊', '减重 ！！'),
      ['6:18 when.all[0].query'],
      /nothing is left/,
    ],
    [
      'a condition that does not exist',
      good.replace('finding:', 'findings:'),
      ['7:7 when.all[1].findings'],
      /no condition findings/,
    ],
    [
      'a code that does not exist',
      good.replace('RX_MASS_AD', 'RX_MASS'),
      ['7:26 when.all[1].finding.codes[0]'],
      /RX_MASS_AD/,
    ],
    [
      'an unknown key in a condition',
      good.replace('codes: [RX_MASS_AD]', 'codes: [RX_MASS_AD], min: 1'),
      ['7:39 when.all[1].finding.min'],
      /unknown key: min/,
    ],
    [
      'an any of nothing',
      good.replace('all:\n    - query', 'any: []\n  all:\n    - query'),
      ['5:3 when.any'],
      /at least 1/,
    ],
    [
      'an all that is no list',
      good.replace("all:\n    - query: '减重 私聊'\n    - finding: { codes: [RX_MASS_AD] }", 'all: { query: 药 }'),
      ['5:3 when.all'],
      /array expected/,
    ],
    ['a region that is none', `${good}scope: { regions: ['33'] }\n`, ['11:20 scope.regions[0]'], /six digits/],
    ['a kind that is none', `${good}scope: { kinds: [video] }\n`, ['11:18 scope.kinds[0]'], /listing/],
    ['a day beyond Sunday', `${good}schedule: { days: [8] }\n`, ['11:20 schedule.days[0]'], /at most 7/],
    ['a time that is none', `${good}schedule: { from: '25:00' }\n`, ['11:19 schedule.from'], /time of day/],
    [
      'an unknown key in the alert',
      good.replace("title: '{seller}', ", "titel: '{seller}', "),
      ['10:10 alert.titel'],
      /unknown key/,
    ],
    [
      'a field name with blanks',
      good.replace('by: [seller], wait', 'by: [the seller], wait'),
      ['9:15 group.by[0]'],
      /name of a field/,
    ],
  ];
  test.each(faulty)('names %s', (_, content, places, message) => {
    expect(placesOf(content)).toEqual(places);
    const [fault] = readRuleFile('r.yaml', content).faults;
    expect(`${fault!.message.en} ${fault!.expected}`).toMatch(message);
    expect(fault!.message.zh).toMatch(/\p{Script=Han}/u);
  });

  test('names every fault at once', () => {
    const content = good.replace('blue', 'green').replace('count: 2', 'count: 0').replace('减重 私聊', '减重 AND');
    expect(placesOf(content)).toEqual(['3:8 level', '8:35 window.count', '6:18 when.all[0].query']);
  });

  test('keeps the good rules of a file in which one is wrong', () => {
    const { rules, faults } = readRuleFile(
      'r.yaml',
      '- { id: a, name: 甲, level: blue, when: { query: 药 } }\n- { id: b, name: 乙, level: blue, when: { query: "(" } }',
    );
    expect(rules.map((rule) => rule.id)).toEqual(['a']);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.line).toBe(2);
  });

  test('does not blow up on aliases that multiply', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`),
    ].join('\n');
    const before = performance.now();
    expect(readRuleFile('r.yaml', bomb).faults.length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test('nests at most 20 deep', () => {
    const deep = `{ id: a, name: 甲, level: blue, when: ${'{ not: '.repeat(45)}{ query: 药 }${' }'.repeat(45)} }`;
    expect(readRuleFile('r.yaml', deep).faults[0]!.message.en).toMatch(/too deeply/);
  });
});

describe('ruleVersion', () => {
  test('does not mind the order of keys', () => {
    expect(ruleVersion({ a: 1, b: { c: 2, d: 3 } })).toBe(ruleVersion({ b: { d: 3, c: 2 }, a: 1 }));
  });
  test('minds values and the order of lists', () => {
    expect(ruleVersion({ a: 1 })).not.toBe(ruleVersion({ a: 2 }));
    expect(ruleVersion({ a: [1, 2] })).not.toBe(ruleVersion({ a: [2, 1] }));
  });
});

describe('checkRules', () => {
  const file = (name: string, id: string, more = ''): { file: string; content: string } => ({
    file: name,
    content: `{ id: ${id}, name: 甲, level: blue, when: { query: 药 }${more} }`,
  });

  test('finds an id that is used twice', () => {
    const checked = checkRules([file('a.yaml', 'a'), file('b.yaml', 'a')]);
    expect(checked.faults.map((fault) => formatFault(fault, 'en'))).toEqual([
      'b.yaml:1:1: id: the id a is already used in a.yaml (expected: an id of its own)',
    ]);
  });

  test('finds a sequence of a rule that does not exist', () => {
    const checked = checkRules([
      file('a.yaml', 'a', ', window: { type: sequence, rules: [b, c], within: 1h }'),
      file('b.yaml', 'b'),
    ]);
    expect(checked.faults.map((fault) => fault.message.zh)).toEqual(['序列里的规则 c 不存在']);
  });

  test('says in one line that all is well', () => {
    expect(formatCheck(checkRules([file('a.yaml', 'a'), file('b.yaml', 'b')]))).toEqual(['通过：2 条规则']);
    expect(formatCheck(checkRules([file('a.yaml', 'a')]), 'en')).toEqual(['ok: 1 rules']);
  });

  test('says what is wrong, then how much', () => {
    const lines = formatCheck(
      checkRules([{ file: 'a.yaml', content: 'id: a\nname: 甲\nlevel: green\nwhen: { query: 药 }\n' }]),
    );
    expect(lines).toEqual([
      'a.yaml:3:8: level: 取值不在允许范围内，应为 red | orange | yellow | blue | auto 之一（应为：red | orange | yellow | blue | auto）',
      '有 1 处错误；0 条规则可用',
    ]);
  });
});
