import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { settingsTable } from '../../config/describe-settings';
import { projectRoot } from '../../config/project-root';
import { textOf } from './source-tree';

const readme = textOf('README.md');
const packages = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

test('the configuration table is the one generated from the schema', () => {
  const between = /<!-- settings -->\n([\s\S]*?)\n<!-- \/settings -->/.exec(readme)?.[1];
  expect(between).toBe(settingsTable());
});

test('every dependency is named with its reason, at an exact version', () => {
  const [root, own] = ['package.json', 'console/package.json'].map((file) => packages.parse(JSON.parse(textOf(file))));
  const all = {
    ...root?.dependencies,
    ...root?.devDependencies,
    ...root?.optionalDependencies,
    ...own?.dependencies,
    ...own?.devDependencies,
  };
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  expect(Object.keys(all).filter((name) => !rows.some((row) => row.includes(`\`${name}\``)))).toEqual([]);
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
});

test('every picture and page that the README shows is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((link) => !existsSync(join(projectRoot, link)))).toEqual([]);
});

test('every variable of .env.example is a setting', () => {
  const variables = [...textOf('.env.example').matchAll(/^#? ?(YAOSHAO_\w+)=/gm)].map((match) => match[1] ?? '');
  expect(variables.length).toBeGreaterThan(3);
  expect(variables.filter((name) => !settingsTable().includes(`\`${name.replace(/_FILE$/, '')}\``))).toEqual([]);
});
