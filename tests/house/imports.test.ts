import { filesBelow, importsOf, resolveImport, topFolders } from './source-tree';

/** Who may import whom. `text` is the one room that house.md does not name: pure text functions that several rooms need. */
const table: Record<string, readonly string[]> = {
  contracts: [],
  config: ['contracts'],
  text: ['contracts', 'config'],
  crawler: ['contracts', 'config', 'text'],
  nlp: ['contracts', 'config', 'text'],
  rules: ['contracts', 'config', 'text'],
  alerts: ['contracts', 'config', 'text'],
  leads: ['contracts', 'config', 'text'],
  registry: ['contracts', 'config', 'text'],
  access: ['contracts', 'config', 'text'],
  archive: ['contracts', 'config', 'text'],
  pipeline: [
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
    'demo',
  ],
  console: ['contracts'],
  demo: [],
};
/** Folders without a row of their own: tests may import everything, bin only starts what was built. */
const outside = ['tests', 'bin'];

const roomOf = (path: string): string => path.split('/')[0] ?? '';
const code = /\.(ts|vue)$/;

test('every folder with code has a row in the table', () => {
  expect(topFolders().filter((folder) => !(folder in table) && !outside.includes(folder))).toEqual([]);
});

test.each(Object.entries(table))('%s imports only %j', (room, allowed) => {
  const breaches = filesBelow(room, code).flatMap((file) =>
    importsOf(file)
      .map((name) => resolveImport(file, name))
      .filter((target): target is string => target !== undefined)
      .filter((target) => roomOf(target) !== room && !allowed.includes(roomOf(target)))
      .map((target) => `${file} → ${target}`),
  );
  expect(breaches).toEqual([]);
});

test('features of the console do not import one another', () => {
  const featureOf = (path: string): string | undefined => /^console\/src\/features\/([^/]+)/.exec(path)?.[1];
  const breaches = filesBelow('console/src/features', code).flatMap((file) =>
    importsOf(file)
      .map((name) => resolveImport(file, name) ?? '')
      .filter((target) => featureOf(target) !== undefined && featureOf(target) !== featureOf(file))
      .map((target) => `${file} → ${target}`),
  );
  expect(breaches).toEqual([]);
});

test('no import cycle exists', () => {
  const files = [...Object.keys(table)].flatMap((room) => filesBelow(room, code));
  const edges = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .map((name) => resolveImport(file, name))
        .filter((target): target is string => target !== undefined && files.includes(target)),
    ]),
  );
  const done = new Set<string>();
  const path: string[] = [];
  const cycles: string[] = [];
  const visit = (file: string): void => {
    if (done.has(file)) return;
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    path.push(file);
    for (const target of edges.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of files) visit(file);
  expect(cycles).toEqual([]);
});

test('NestJS is seen only in modules, controllers, gateways, guards, and main', () => {
  const allowed = /(\.(module|controller|gateway|guard)|\/main)\.ts$/;
  const rooms = Object.keys(table).flatMap((room) => filesBelow(room, /\.ts$/));
  expect(
    rooms.filter((file) => !allowed.test(file) && importsOf(file).some((name) => name.startsWith('@nestjs/'))),
  ).toEqual([]);
});
