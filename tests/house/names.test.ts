import { filesBelow, importsOf, textOf } from './source-tree';

const rooms = [
  'contracts',
  'config',
  'text',
  'crawler',
  'nlp',
  'rules',
  'alerts',
  'leads',
  'registry',
  'access',
  'archive',
  'pipeline',
  'demo',
  'console/src',
  'tests',
];
const files = rooms.flatMap((room) => filesBelow(room, /\.(ts|vue)$/));

test('files are named in kebab-case for what they give', () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|module|controller|gateway|guard|bench|d))?\.(ts|vue)$/;
  expect(files.filter((file) => !kebab.test(file.split('/').at(-1) ?? ''))).toEqual([]);
});

test('no file or folder is called utils, helpers, common, misc, or manager', () => {
  expect(files.filter((file) => /(^|[/-])(utils?|helpers?|common|misc|manager)([/.-]|$)/.test(file))).toEqual([]);
});

test('index.ts is a registry, never a barrel', () => {
  const barrels = files.filter(
    (file) => file.endsWith('/index.ts') && /^export \* from|^export \{[^}]*\} from/m.test(textOf(file)),
  );
  expect(barrels).toEqual([]);
});

test('nothing is left half done', () => {
  const mark = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'not ' + 'implemented'].join('|'));
  expect(files.filter((file) => mark.test(textOf(file)))).toEqual([]);
});

test('no machine path stands in tracked text', () => {
  const path = new RegExp(['/' + 'work/', '/' + 'root/', '/' + 'farm/'].join('|'));
  const texts = [...files, ...filesBelow('.', /\.(md|mjs|yaml|yml|json)$/)].filter(
    (file) => file !== 'package-lock.json' && !file.startsWith('tests/fixtures/'),
  );
  expect(texts.filter((file) => path.test(textOf(file)))).toEqual([]);
});

test('the environment is read in pipeline/main.ts only', () => {
  const readers = files.filter(
    (file) => !file.startsWith('tests/') && !file.startsWith('console/') && /process\.env\b/.test(textOf(file)),
  );
  expect(readers).toEqual(['pipeline/main.ts']);
});

test('tests import the parts they test by relative path', () => {
  const tests = filesBelow('tests', /\.test\.ts$/);
  expect(tests.length).toBeGreaterThan(20);
  expect(tests.filter((file) => importsOf(file).some((name) => name.startsWith('/')))).toEqual([]);
});
