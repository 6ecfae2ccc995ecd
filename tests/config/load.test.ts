import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSettings, settingsTable } from '../../config/describe-settings';
import { loadSettings, printableSettings, SettingsFault } from '../../config/load';
import { dataFile } from '../../config/project-root';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'yaoshao-config-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(path, text);
  return path;
}

function faultsOf(from: { yaml?: string; environment?: NodeJS.ProcessEnv }): readonly string[] {
  try {
    loadSettings({ files: from.yaml === undefined ? [] : [file(from.yaml)], environment: from.environment ?? {} });
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults;
    throw error;
  }
  return [];
}

test('the shipped defaults load, and are frozen', () => {
  const settings = loadSettings({ files: [dataFile('config/default.yaml')], environment: {} });
  expect(settings.http.port).toBe(4000);
  expect(() => Object.assign(settings.http, { port: 1 })).toThrow(TypeError);
});

test('environment wins over files, overrides win over both', () => {
  const files = [file('http: { port: 5000, host: 10.0.0.1 }')];
  const environment = { YAOSHAO_HTTP_PORT: '6000', YAOSHAO_RULES_FOLDERS: 'a, b', YAOSHAO_HTTP_TRUST_PROXY: 'true' };
  const settings = loadSettings({ files, environment, overrides: { logLevel: 'debug' } });
  expect(settings).toMatchObject({
    http: { port: 6000, host: '10.0.0.1', trustProxy: true },
    rules: { folders: ['a', 'b'] },
    logLevel: 'debug',
  });
});

test('a secret is read from a file and printed as ***', () => {
  const settings = loadSettings({
    files: [],
    environment: { YAOSHAO_ALERTS_WEBHOOK_SECRET_FILE: file('sample-secret\n') },
  });
  expect(settings.alerts.webhook.secret).toBe('sample-secret');
  expect(JSON.stringify(printableSettings(settings))).not.toContain('sample-secret');
  expect(printableSettings(settings)).toMatchObject({ alerts: { webhook: { secret: '***' } } });
});

const bad: [what: string, from: Parameters<typeof faultsOf>[0], names: RegExp[]][] = [
  ['an unknown key', { yaml: 'http: { prot: 1 }' }, [/http.*prot/]],
  ['a wrong type', { yaml: 'http: { port: many }' }, [/http\.port/]],
  ['a port out of range', { environment: { YAOSHAO_HTTP_PORT: '70000' } }, [/http\.port/]],
  ['a port that is no number', { environment: { YAOSHAO_HTTP_PORT: 'four' } }, [/http\.port/]],
  ['a flag that is neither true nor false', { environment: { YAOSHAO_HTTP_TRUST_PROXY: 'yes' } }, [/http\.trustProxy/]],
  ['an unknown variable', { environment: { YAOSHAO_HTPP_PORT: '1' } }, [/YAOSHAO_HTPP_PORT/]],
  [
    'a secret file that is not there',
    { environment: { YAOSHAO_ALERTS_WEBHOOK_SECRET_FILE: '/no/such' } },
    [/SECRET_FILE.*\/no\/such/],
  ],
  ['broken YAML, with line and column', { yaml: 'http:\n  port: [1' }, [/\.yaml:2:\d+/]],
  ['a list where settings are expected', { yaml: '- 1' }, [/:1:1/]],
  [
    'several faults at once',
    { yaml: 'http: { port: x, hots: 1 }\nlogLevel: loud' },
    [/http\.port/, /hots/, /logLevel/],
  ],
];

test.each(bad)('%s is named with its place', (_what, from, names) => {
  const faults = faultsOf(from);
  for (const name of names) expect(faults.some((fault) => name.test(fault))).toBe(true);
});

test('a file that is not there is named', () => {
  expect(() => loadSettings({ files: ['/no/such.yaml'], environment: {} })).toThrow('/no/such.yaml');
});

test('every setting has a variable of its own, a default or a reason, and a description', () => {
  const leaves = describeSettings();
  expect(new Set(leaves.map((leaf) => leaf.variable)).size).toBe(leaves.length);
  expect(leaves.filter((leaf) => leaf.description === '').map((leaf) => leaf.path.join('.'))).toEqual([]);
  expect(settingsTable().split('\n')).toHaveLength(leaves.length + 2);
});
