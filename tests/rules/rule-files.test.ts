import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRuleFile } from '../../rules/read-rule-file';
import { readRuleFolders, stepsBeside } from '../../rules/rule-files';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rules-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const plain = (id: string): string => `{ id: ${id}, name: 甲, level: blue, when: { query: 药 } }`;
const chain = (id: string, ...steps: string[]): string =>
  `{ id: ${id}, name: 甲, level: blue, window: { type: sequence, rules: [${steps.join(', ')}], within: 1h } }`;

describe('readRuleFolders', () => {
  test('reads every rule file by name, and nothing else', async () => {
    put('b.yaml', plain('b'));
    put('a.yml', plain('a'));
    put('notes.txt', 'not a rule');
    const { rules, faults, contents } = await readRuleFolders([folder]);
    expect(rules.map(({ rule }) => rule.id)).toEqual(['a', 'b']);
    expect(faults).toEqual([]);
    expect(contents.get(join(folder, 'a.yml'))).toBe(plain('a'));
  });

  test('keeps the good ones beside a bad one', async () => {
    put('a.yaml', plain('a'));
    const bad = put('bad.yaml', 'id: [');
    const { rules, faults } = await readRuleFolders([folder]);
    expect(rules).toHaveLength(1);
    expect(faults.map((fault) => fault.file)).toEqual([bad]);
  });

  test('takes a folder that is not there for an empty one', async () => {
    expect((await readRuleFolders([join(folder, 'none')])).rules).toEqual([]);
  });
});

describe('stepsBeside', () => {
  test('finds the rules that a sequence names, and those that they name', async () => {
    put('a.yaml', plain('a'));
    put('b.yaml', plain('b'));
    put('inner.yaml', chain('inner', 'a', 'b'));
    put('other.yaml', plain('other'));
    const file = put('outer.yaml', chain('outer', 'inner', 'a'));
    const { rules } = readRuleFile(file, chain('outer', 'inner', 'a'));
    expect((await stepsBeside(file, rules)).map((rule) => rule.id).sort()).toEqual(['a', 'b', 'inner']);
  });

  test('finds nothing for a plain rule', async () => {
    const file = put('a.yaml', plain('a'));
    expect(await stepsBeside(file, readRuleFile(file, plain('a')).rules)).toEqual([]);
  });

  test('does not mind a broken neighbour or a step that is nowhere', async () => {
    put('broken.yaml', 'id: [');
    put('a.yaml', plain('a'));
    const file = put('s.yaml', chain('s', 'a', 'gone'));
    expect((await stepsBeside(file, readRuleFile(file, chain('s', 'a', 'gone')).rules)).map((rule) => rule.id)).toEqual(
      ['a'],
    );
  });
});
