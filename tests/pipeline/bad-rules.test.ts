import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchInputOf } from '../../archive/embedded/search/match-input';
import { sampleAnalysis, sampleDocument } from '../sample-nouns';
import { ruleText } from './test-house';
import { startTestService, type Caller, type TestService } from './test-service';

let service: TestService;
let monitor: Caller;
beforeAll(async () => {
  service = await startTestService();
  monitor = (await service.person('monitor')).call;
});
afterAll(() => service.close());

// Whatever was written into the folder: the service lives, and the rule that worked before still works.
afterEach(async () => {
  expect((await service.stranger('GET', '/healthz')).status).toBe(200);
  expect((await monitor('GET', '/api/v1/rules')).body).toMatchObject({ items: [{ id: 'sample-rule', state: 'live' }] });
});

const long = (length: number): string => 'a'.repeat(length);
const rule = (query: string): string => ruleText('bad', query);
const bomb = `${Array.from(
  { length: 9 },
  (_, index) =>
    `a${index}: &a${index} [${Array(9)
      .fill(index === 0 ? '"x"' : `*a${index - 1}`)
      .join(',')}]`,
).join('\n')}\nid: bad\n`;
const rules: [what: string, content: string, place: [line: number, column: number] | undefined, says: RegExp][] = [
  ['an unknown key', `${rule('词')}colour: red\n`, [6, 1], /不认识的键：colour/],
  ['an unknown key inside', `${rule('词')}group: { by: [seller], colour: red }\n`, [6, 24], /不认识的键：colour/],
  ['a number for a name', 'id: bad\nname: 7\nlevel: red\nwhen: { query: 词 }\n', [2, 7], /name.*应为文字/],
  ['a level that does not exist', 'id: bad\nname: x\nlevel: purple\nwhen: { query: 词 }\n', [3, 8], /level/],
  ['an id with capitals', 'id: Bad\nname: x\nlevel: red\nwhen: { query: 词 }\n', [1, 5], /kebab-case/],
  [
    'a duration that is none',
    `${rule('词')}window: { type: frequency, count: 3, within: soon }\n`,
    [6, 46],
    /应为时长/,
  ],
  ['a negative count', `${rule('词')}window: { type: frequency, count: -3, within: 5m }\n`, [6, 35], /count/],
  ['a condition that does not exist', 'id: bad\nname: x\nlevel: red\nwhen:\n  smell: bad\n', [5, 10], /smell/],
  ['no condition', 'id: bad\nname: x\nlevel: red\n', [1, 1], /when/],
  ['YAML that is not closed', 'id: [bad\n', undefined, /YAML/],
  ['a tab for an indent', 'id: bad\nwhen:\n\tquery: 词\n', [3, 1], /YAML/],
  ['a key twice', `${rule('词')}name: 又一次\n`, [6, 1], /YAML/],
  ['a list of words', '- one\n- two\n', [1, 3], /键值表/],
  ['nothing', '', [1, 1], /没有规则/],
  ['an id that another file has', ruleText('sample-rule', '词'), [1, 1], /已在/],
  ['a file of 2 MB', `# ${long(2_000_000)}\n`, [1, 1], /太大/],
  ['a bomb of aliases', bomb, [1, 1], /alias/i],
  ['a tag that would make an object', 'id: !!js/function "x"\nname: x\n', [1, 1], /.+/],
  ['a query that could only match everything', rule('-词'), [5, 11], /.+/],
  ['a query that is not closed', rule('(词 OR'), undefined, /.+/],
  ['a query with an empty phrase', rule('""'), undefined, /.+/],
  ['a regular expression with a back reference', rule('/(a)\\1/'), undefined, /.+/],
  ['a regular expression that is not closed', rule('/(a/'), undefined, /.+/],
  ['a repetition without bound', rule('/(a{1000}){1000}/'), undefined, /.+/],
  ['a distance beyond measure', rule('甲 NEAR/99999999 乙'), undefined, /.+/],
];

test.each(rules)(
  'rule file: %s is a fault with its place; the rules that work go on',
  async (_what, content, place, says) => {
    const file = join(service.rulesFolder, 'zz-bad.yaml');
    writeFileSync(file, content);
    await service.rules.reload();
    const { faults } = (await monitor('GET', '/api/v1/rules')).body as {
      faults: { file: string; line: number; column: number; message: string }[];
    };
    rmSync(file);
    expect(faults.length).toBeGreaterThan(0);
    const texts = faults.map(({ message }) => message).join('\n');
    expect(texts).toMatch(says);
    expect(faults.every((fault) => fault.file === file && fault.line >= 1 && fault.column >= 1)).toBe(true);
    if (place) expect(faults.map(({ line, column }) => [line, column])).toContainEqual(place);
    await service.rules.reload();
  },
);

test('rule file: a regular expression that would take for ever elsewhere takes no time', async () => {
  const file = join(service.rulesFolder, 'zz-slow.yaml');
  writeFileSync(file, ruleText('slow', '/(a+)+b/'));
  await service.rules.reload();
  rmSync(file);
  const document = sampleDocument({ url: 'http://sample.invalid/slow', text: `${long(50_000)}!` });
  const input = matchInputOf(document, sampleAnalysis(document));
  const startedAt = performance.now();
  expect(service.rules.matcher.match(input, Date.parse(service.store.time))).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(2000);
  await service.rules.reload();
});
