import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source, SourceHealth } from '../../contracts/source';
import { readSources, SourceFileFaulty, SourceScheduler } from '../../pipeline/source-shelf';
import { unvisited } from '../../pipeline/views/sources';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';
import { sampleSource, silentLog } from './test-house';

let store: TemporaryArchive;
beforeEach(async () => {
  store = await temporaryArchive('2026-05-11T09:00:00+08:00');
});
afterEach(() => store.close());

const scheduler = (sources: readonly Source[]): SourceScheduler => {
  const { crawl, jobs, unitOfWork } = store.archive;
  return new SourceScheduler({
    sources,
    crawl,
    queue: jobs,
    unitOfWork,
    log: silentLog,
    now: () => new Date(store.time),
  });
};

/** What is queued, taken out of the queue. */
async function due(): Promise<{ id: string; payload: unknown; lane: string }[]> {
  const lease = { now: new Date(store.time).toISOString(), leaseMs: 60_000, worker: 'test' };
  const jobs = await store.archive.jobs.claim('visit', 100, lease);
  for (const job of jobs) await store.archive.jobs.complete(job.id, lease.now);
  return jobs.map(({ id, payload, lane }) => ({ id, payload, lane })).sort((a, b) => a.id.localeCompare(b.id));
}

const healthOf = (source: Source, over: Partial<SourceHealth>): SourceHealth => ({
  ...unvisited(source, store.time),
  ...over,
});

test('a source that was never visited is due at once, once, whatever the number of ticks', async () => {
  const [a, b] = [sampleSource({ id: 'a' }), sampleSource({ id: 'b' })];
  const shelf = scheduler([a, b]);
  await shelf.tick();
  await shelf.tick();
  await scheduler([a, b]).tick();
  expect(await due()).toEqual([
    { id: 'visit:a:first', lane: 'a', payload: { sourceId: 'a', dueAt: '2026-05-11T01:00:00.000Z' } },
    { id: 'visit:b:first', lane: 'b', payload: { sourceId: 'b', dueAt: '2026-05-11T01:00:00.000Z' } },
  ]);
  await shelf.tick();
  expect(await due()).toEqual([]);
});

const times: [sentence: string, health: Partial<SourceHealth>, over: Record<string, unknown>, isDue: boolean][] = [
  ['its time has come', { nextVisitAt: '2026-05-11T01:00:00.000Z' }, {}, true],
  ['its time is long past', { nextVisitAt: '2026-05-10T01:00:00.000Z' }, {}, true],
  ['its time comes in a second', { nextVisitAt: '2026-05-11T01:00:01.000Z' }, {}, false],
  ['its time, written in another zone, has come', { nextVisitAt: '2026-05-11T09:00:00+08:00' }, {}, true],
  ['its time, written in another zone, has not come', { nextVisitAt: '2026-05-10T23:00:00-05:00' }, {}, false],
  ['it has no next time', { nextVisitAt: null }, {}, false],
  ['it is switched off', { nextVisitAt: '2026-05-10T01:00:00.000Z' }, { enabled: false }, false],
];

test.each(times)('a source is due or not where %s', async (_sentence, health, over, isDue) => {
  const source = sampleSource({ id: 'a', ...over });
  await store.archive.crawl.putHealth(healthOf(source, health));
  await scheduler([source]).tick();
  expect((await due()).length).toBe(isDue ? 1 : 0);
});

test('one due time means one visit, and the next due time another', async () => {
  const source = sampleSource({ id: 'a' });
  const shelf = scheduler([source]);
  for (const nextVisitAt of ['2026-05-11T00:50:00.000Z', '2026-05-11T01:00:00.000Z']) {
    await store.archive.crawl.putHealth(healthOf(source, { nextVisitAt }));
    for (let tick = 0; tick < 3; tick += 1) await shelf.tick();
  }
  expect((await due()).map(({ id }) => id)).toEqual([
    'visit:a:2026-05-11T00:50:00.000Z',
    'visit:a:2026-05-11T01:00:00.000Z',
  ]);
});

test('a source switched off is never due, not even the first time', async () => {
  await scheduler([sampleSource({ enabled: false })]).tick();
  expect(await due()).toEqual([]);
});

test('a visit that is asked for is due now; a source that is not there is told', async () => {
  const shelf = scheduler([sampleSource({ id: 'a' })]);
  expect([await shelf.visitNow('a'), await shelf.visitNow('b'), await shelf.visitNow('__proto__')]).toEqual([
    true,
    false,
    false,
  ]);
  expect((await due()).map(({ id }) => id)).toEqual(['visit:a:2026-05-11T01:00:00.000Z']);
});

test('sources are found by their id', () => {
  const a = sampleSource({ id: 'a' });
  const shelf = scheduler([a]);
  expect([shelf.get('a'), shelf.get('b'), shelf.all()]).toEqual([a, undefined, [a]]);
});

describe('source files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yaoshao-sources-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const entry = (id: string): string => `- { id: ${id}, name: 样例, kind: rss, url: 'http://sample.invalid/${id}' }\n`;

  test('the sources of all files, in order', () => {
    const files = [file('a.yaml', entry('one') + entry('two')), file('b.yaml', entry('three'))];
    expect(readSources(files).map((source) => source.id)).toEqual(['one', 'two', 'three']);
  });

  test('an empty list is a valid beginning', () => {
    expect(readSources([file('a.yaml', '[]\n')])).toEqual([]);
  });

  const faulty: [sentence: string, contents: string[], says: RegExp[]][] = [
    ['an unknown key', [`${entry('a')}  colour: red\n`], [/a\.yaml:/]],
    [
      'a kind that does not exist',
      [`- { id: a, name: x, kind: gopher, url: 'http://s.invalid/' }\n`],
      [/a\.yaml:1:\d+ .*kind/],
    ],
    ['an address that is no web address', [`- { id: a, name: x, kind: rss, url: 'file:///etc/passwd' }\n`], [/url/]],
    ['broken YAML', ['- id: [a\n'], [/a\.yaml:\d+:\d+ .*YAML/]],
    ['no list', ['id: a\n'], [/a\.yaml:1:1 /]],
    ['one id in two files', [entry('a'), entry('a')], [/b\.yaml:1:1 a .*另一文件/]],
    ['one id twice in one file', [entry('a') + entry('a')], [/a\.yaml:2:\d+/]],
    ['faults in two files at once', ['id: a\n', 'id: b\n'], [/a\.yaml:1:1/, /b\.yaml:1:1/]],
  ];

  test.each(faulty)('%s stops the start and is named with its place', (_sentence, contents, says) => {
    const files = contents.map((content, index) => file(`${'ab'[index]}.yaml`, content));
    let message = '';
    try {
      readSources(files);
    } catch (error) {
      expect(error).toBeInstanceOf(SourceFileFaulty);
      message = (error as Error).message;
    }
    for (const pattern of says) expect(message).toMatch(pattern);
  });

  test('a file that is not there is a fault like any other', () => {
    expect(() => readSources([join(folder, 'gone.yaml')])).toThrow(/gone\.yaml:1:1 .*文件不存在/);
  });
});
