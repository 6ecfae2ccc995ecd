import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkArchive } from '../../archive/doctor';
import { migrationsOf } from '../../archive/embedded/migrate';
import { openArchive } from '../../archive/open-archive';
import { prune } from '../../archive/prune';
import { SqlConnection } from '../../archive/embedded/connection';
import { storeFailure } from '../../archive/store-failure';
import { queryTest, type TemporaryArchive, temporaryArchive } from './temporary-archive';
import { noon, sampleCapture } from './samples';

let store: TemporaryArchive;
beforeEach(async () => {
  store = await temporaryArchive();
});
afterEach(() => store.remove());

const open = (dataFolder: string): ReturnType<typeof openArchive> =>
  openArchive({ dataFolder, now: () => new Date(), compileQuery: queryTest, inProcessIndex: true });

function change(file: string, sql: string): void {
  const connection = new SqlConnection(join(store.folder, file), { readOnly: false });
  connection.exec(sql);
  connection.close();
}

describe.each(['records', 'search'] as const)('the schema of %s', (database) => {
  test('is brought up once and stays', async () => {
    await store.reopen();
    const connection = new SqlConnection(join(store.folder, `${database}.db`), { readOnly: true });
    expect(connection.all('SELECT version, name FROM schema_version').map(({ version }) => version)).toEqual(
      migrationsOf(database).map(({ version }) => version),
    );
    connection.close();
  });

  test('of a newer program is refused, in both languages', async () => {
    await store.archive.close();
    change(`${database}.db`, `INSERT INTO schema_version VALUES (999, 'future', '2030-01-01')`);
    await expect(open(store.folder)).rejects.toMatchObject({ reason: 'store', retry: 'never' });
    await expect(open(store.folder)).rejects.toThrow(/结构版本是 999.*newer program/);
    const checks = await checkArchive(store.folder);
    expect(checks.find(({ name }) => name.startsWith(database))).toMatchObject({ status: 'down' });
    change(`${database}.db`, 'DELETE FROM schema_version WHERE version = 999');
    await store.reopen();
  });
});

test('numbered migrations stand in order without gaps', () => {
  for (const database of ['records', 'search'] as const) {
    expect(migrationsOf(database).map(({ version }) => version)).toEqual(
      migrationsOf(database).map((_, place) => place + 1),
    );
  }
});

test('the search threads exist in the built program only, which is said plainly', async () => {
  const archive = await openArchive({ dataFolder: store.folder, now: () => new Date(), compileQuery: queryTest });
  const search = archive.documentIndex.search({ filter: {}, query: null, limit: 1, sort: 'newest', withFacets: false });
  await expect(search).rejects.toThrow(/built program/);
  await archive.close();
});

test.each([
  ['UPDATE audit SET at = at', /append-only/],
  ['DELETE FROM audit', /append-only/],
  ['UPDATE chain_link SET hash = hash', /append-only/],
  ['DELETE FROM chain_link', /append-only/],
])('the database itself refuses: %s', async (sql, message) => {
  await store.archive.captures.append(sampleCapture());
  await store.archive.access.appendAudit({
    at: noon,
    actorId: null,
    actorName: '系统',
    action: 'x',
    subject: 's',
    outcome: 'done',
    detail: {},
    address: null,
  });
  expect(() => change('records.db', sql)).toThrow(message);
});

test('a stored record that no longer fits its contract is named, not handed out', async () => {
  await store.archive.captures.append(sampleCapture());
  change('records.db', `UPDATE capture SET json = json_set(json, '$.status', 'many')`);
  await expect(store.archive.captures.get('c1')).rejects.toMatchObject({ reason: 'store' });
  await expect(store.archive.captures.get('c1')).rejects.toThrow(/status/);
});

test('a boolean never reaches the driver, which would abort the process', () => {
  const connection = new SqlConnection(join(store.folder, 'records.db'), { readOnly: true });
  expect(() => connection.get('SELECT ?', [true as unknown as number])).toThrow(/boolean/);
  expect(() => connection.get('SELECT ?', [Number.NaN])).toThrow();
  connection.close();
});

test('an evidence file that was tampered with is refused', async () => {
  const { sha256 } = await store.archive.evidenceFiles.put(Buffer.from('真'));
  writeFileSync(join(store.folder, 'evidence', sha256.slice(0, 2), sha256.slice(2, 4), sha256), '假');
  await expect(store.archive.evidenceFiles.get(sha256)).rejects.toMatchObject({ reason: 'store' });
});

test('what an interrupted write left long ago is cleared; what is being written stays', async () => {
  const unfinished = join(store.folder, 'evidence', 'unfinished');
  writeFileSync(join(unfinished, 'old'), 'half');
  utimesSync(join(unfinished, 'old'), new Date('2026-03-01T00:00:00Z'), new Date('2026-03-01T00:00:00Z'));
  writeFileSync(join(unfinished, 'new'), 'half');
  utimesSync(join(unfinished, 'new'), new Date('2026-03-02T03:59:00Z'), new Date('2026-03-02T03:59:00Z'));
  await store.reopen();
  expect(readdirSync(unfinished)).toEqual(['new']);
});

test.each([
  ['ENOSPC', 'disk-full', 'later'],
  ['SQLITE_FULL', 'disk-full', 'later'],
  ['SQLITE_BUSY_SNAPSHOT', 'store', 'back-off'],
  ['SQLITE_IOERR_WRITE', 'store', 'back-off'],
  ['EACCES', 'store', 'back-off'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'store', 'never'],
  ['SQLITE_CORRUPT', 'store', 'never'],
])('%s becomes %s, retried %s', (code, reason, retry) => {
  expect(storeFailure(Object.assign(new Error('raw'), { code }), 'x')).toMatchObject({ reason, retry, subjectId: 'x' });
});

describe('doctor', () => {
  test('a sound folder passes every check', async () => {
    expect((await checkArchive(store.folder)).map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'data folder: ok',
      expect.stringMatching(/^free disk: (ok|degraded)$/),
      'records database: ok',
      'search database: ok',
    ]);
  });

  test('a folder that is not there yet passes too', async () => {
    const checks = await checkArchive(join(store.folder, 'new'));
    expect(checks.map(({ status }) => status)).not.toContain('down');
  });

  test('a damaged database and a file in place of the folder are told', async () => {
    mkdirSync(join(store.folder, 'bad'));
    writeFileSync(join(store.folder, 'bad', 'records.db'), 'not a database at all'.repeat(500));
    const bad = await checkArchive(join(store.folder, 'bad'));
    expect(bad.find(({ name }) => name === 'records database')?.status).toBe('down');
    writeFileSync(join(store.folder, 'file'), '');
    expect((await checkArchive(join(store.folder, 'file')))[0]?.status).toBe('down');
  });
});

test('pruning takes what is past its time and leaves the rest', async () => {
  const { archive } = store;
  const notice = (at: string) => ({
    at,
    body: { type: 'notice' as const, data: { text: at } },
    scope: { region: '000000', right: 'any' as const },
  });
  for (const at of ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'])
    await archive.liveEvents.append(notice(at));
  await archive.crawl.recordFailure({
    sourceId: 's',
    url: 'u',
    at: '2025-01-01T00:00:00Z',
    reason: 'dns',
    message: '',
  });
  expect(await prune(archive, new Date('2026-03-02T04:00:00Z'))).toBe(2);
  expect(await archive.liveEvents.bounds()).toEqual({ oldest: 2, latest: 3 });
  await prune(archive, new Date('2027-03-02T04:00:00Z'));
  expect(await archive.liveEvents.bounds()).toEqual({ oldest: 3, latest: 3 });
});
