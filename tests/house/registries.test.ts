import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { filesBelow, textOf } from './source-tree';

/** Shelves whose every file is registered with one line and has its own test. `beside`: files of the shelf that are no entries. */
const shelves: { folder: string; registry: string; test: (name: string) => string; beside: readonly string[] }[] = [
  {
    folder: 'alerts/channels',
    registry: 'alerts/channels/index.ts',
    test: (name) => `tests/alerts/channels/${name}.test.ts`,
    beside: ['channel'],
  },
  {
    folder: 'crawler/sources',
    registry: 'crawler/sources/index.ts',
    test: (name) => `tests/crawler/sources/${name}.test.ts`,
    beside: ['source-kind'],
  },
  {
    folder: 'rules/conditions',
    registry: 'rules/conditions/index.ts',
    test: (name) => `tests/rules/conditions/${name}.test.ts`,
    beside: ['condition'],
  },
  {
    folder: 'rules/windows',
    registry: 'rules/windows/index.ts',
    test: (name) => `tests/rules/windows/${name}.test.ts`,
    beside: ['window'],
  },
];

const entriesOf = (folder: string, beside: readonly string[]): string[] =>
  filesBelow(folder, /\.ts$/)
    .map((file) => file.slice(folder.length + 1, -3))
    .filter((name) => !name.includes('/') && name !== 'index' && !beside.includes(name));

describe.each(shelves)('$folder', ({ folder, registry, test: testOf, beside }) => {
  const entries = entriesOf(folder, beside);

  test('has entries', () => expect(entries.length).toBeGreaterThan(0));
  test.each(entries)('%s is registered', (name) => expect(textOf(registry)).toContain(`'./${name}'`));
  test.each(entries)('%s has a test', (name) => expect(existsSync(join(projectRoot, testOf(name)))).toBe(true));
});
