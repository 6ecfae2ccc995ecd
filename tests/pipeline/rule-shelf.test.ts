import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuleEngine, type RuleEngine } from '../../rules/rule-engine';
import { RuleFilesFaulty, RuleKeeper } from '../../pipeline/rule-shelf';
import { ruleText, silentLog } from './test-house';
import { until } from './until';

let folder: string;
let keeper: RuleKeeper | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yaoshao-rules-'));
});
afterEach(() => {
  keeper?.stop();
  keeper = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Written beside and renamed, as an editor does, so that a reader never sees half of it. */
function write(name: string, content: string): void {
  writeFileSync(join(folder, `${name}.part`), content);
  renameSync(join(folder, `${name}.part`), join(folder, name));
}

async function open(files: Readonly<Record<string, string>>): Promise<RuleKeeper> {
  for (const [name, content] of Object.entries(files)) write(name, content);
  keeper = await RuleKeeper.open({
    folders: [folder],
    reloadEveryMs: 5,
    statistics: { rules: () => Promise.resolve(new Map()) },
    log: silentLog,
    now: () => new Date('2026-05-11T09:00:00+08:00'),
  });
  return keeper;
}

const ids = async (): Promise<string[]> => (await keeper!.list()).items.map((item) => item.id).sort();
const faults = async (): Promise<string[]> =>
  (await keeper!.list()).faults.map(
    ({ file, line, column, message }) => `${file.replace(`${folder}/`, '')}:${line}:${column} ${message}`,
  );

const a = ruleText('rule-a', '根治');
const b = ruleText('rule-b', '神药');
const broken = 'id: rule-a\nname: 规则\nlevel: purple\nwhen:\n  query: 根治\n';

interface ReloadRow {
  readonly sentence: string;
  readonly before: Readonly<Record<string, string>>;
  readonly change: () => void;
  readonly after: readonly string[];
  readonly faults: readonly RegExp[];
}
const reloads: ReloadRow[] = [
  {
    sentence: 'a new file joins',
    before: { 'a.yaml': a },
    change: () => write('b.yaml', b),
    after: ['rule-a', 'rule-b'],
    faults: [],
  },
  {
    sentence: 'a .yml file joins too',
    before: { 'a.yaml': a },
    change: () => write('b.yml', b),
    after: ['rule-a', 'rule-b'],
    faults: [],
  },
  {
    sentence: 'a changed file replaces its rules',
    before: { 'a.yaml': a },
    change: () => write('a.yaml', b),
    after: ['rule-b'],
    faults: [],
  },
  {
    sentence: 'a removed file takes its rules away',
    before: { 'a.yaml': a, 'b.yaml': b },
    change: () => rmSync(join(folder, 'a.yaml')),
    after: ['rule-b'],
    faults: [],
  },
  {
    sentence: 'a faulty file keeps its old rules and is shown with its place',
    before: { 'a.yaml': a, 'b.yaml': b },
    change: () => write('a.yaml', broken),
    after: ['rule-a', 'rule-b'],
    faults: [/^a\.yaml:3:8 level/],
  },
  {
    sentence: 'a file that is no YAML any more keeps its old rules',
    before: { 'a.yaml': a },
    change: () => write('a.yaml', 'id: [rule-a\n'),
    after: ['rule-a'],
    faults: [/^a\.yaml:\d+:\d+ .*YAML/],
  },
  {
    sentence: 'a new file that is faulty adds nothing and harms nothing',
    before: { 'a.yaml': a },
    change: () => write('b.yaml', 'id: Rule B\n'),
    after: ['rule-a'],
    faults: [/^b\.yaml:1:\d+ id/, /^b\.yaml/],
  },
  {
    sentence: 'a file emptied by mistake keeps its old rules',
    before: { 'a.yaml': a },
    change: () => write('a.yaml', ''),
    after: ['rule-a'],
    faults: [/^a\.yaml:1:1/],
  },
  {
    sentence: 'a file that is no rule file is not looked at',
    before: { 'a.yaml': a },
    change: () => write('notes.txt', 'remember'),
    after: ['rule-a'],
    faults: [],
  },
];

test.each(reloads)('$sentence', async (row) => {
  const opened = await open(row.before);
  row.change();
  await opened.reload();
  expect(await ids()).toEqual(row.after);
  const shown = await faults();
  for (const [index, pattern] of row.faults.entries()) expect(shown[index]).toMatch(pattern);
  if (row.faults.length === 0) expect(shown).toEqual([]);
});

test('nothing changed: nothing is read, nothing is reloaded', async () => {
  const opened = await open({ 'a.yaml': a });
  expect([await opened.reload(), await opened.reload()]).toEqual([false, false]);
  write('a.yaml', b);
  expect([await opened.reload(), await opened.reload()]).toEqual([true, false]);
});

test('a file of the same length, written in the same moment, is noticed', async () => {
  const opened = await open({ 'a.yaml': ruleText('rule-a', '根治') });
  write('a.yaml', ruleText('rule-b', '根治'));
  await opened.reload();
  expect(await ids()).toEqual(['rule-b']);
});

test('a new file that takes the id of a rule that works does not take its place', async () => {
  const opened = await open({ 'b.yaml': a });
  write('a.yaml', ruleText('rule-a', '别的', '抢占'));
  await opened.reload();
  const { items } = await opened.list();
  expect(items.map(({ id, name }) => [id, name])).toEqual([['rule-a', '规则 rule-a']]);
  expect(await faults()).toEqual([expect.stringContaining('已在')]);
});

test('a file that is mended is live again, and its fault is gone', async () => {
  const opened = await open({ 'a.yaml': a });
  write('a.yaml', broken);
  await opened.reload();
  write('a.yaml', b);
  await opened.reload();
  expect([await ids(), await faults()]).toEqual([['rule-b'], []]);
});

test('the text that is shown is the text that is live', async () => {
  const opened = await open({ 'a.yaml': a });
  write('a.yaml', broken);
  await opened.reload();
  expect([opened.yaml('rule-a'), opened.yaml('rule-b')]).toEqual([a, undefined]);
});

test('a rule says its version, window, level, and file', async () => {
  const opened = await open({ 'a.yaml': `${a}window: { type: frequency, count: 3, within: 10m }\n` });
  expect((await opened.list()).items[0]).toMatchObject({
    id: 'rule-a',
    level: 'yellow',
    window: 'frequency',
    file: join(folder, 'a.yaml'),
    state: 'live',
    reason: null,
    version: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
  });
});

test('a faulty file stops the start, and every fault is named with its line', async () => {
  await expect(open({ 'a.yaml': broken, 'b.yaml': 'id: B\n' })).rejects.toThrow(RuleFilesFaulty);
  await expect(open({})).rejects.toThrow(/a\.yaml:3:8: level[\s\S]*b\.yaml:1:\d+/);
});

test('the engine takes the new rules over by itself, and a folder that cannot be read leaves the old ones', async () => {
  const opened = await open({ 'a.yaml': a });
  const engine: RuleEngine = createRuleEngine({ matcher: opened.matcher });
  opened.follow(engine);
  write('b.yaml', b);
  await until('the engine has both rules', () => engine.matcher.rules.length === 2);
  rmSync(join(folder, 'a.yaml'));
  mkdirSync(join(folder, 'a.yaml'));
  await opened.reload();
  expect(engine.matcher.rules.length).toBe(2);
});
