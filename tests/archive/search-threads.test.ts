import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { Archive, ArchiveSettings } from '../../archive/open-archive';
import { type BuiltProgram, builtProgram } from './built-program';
import { entry, parsed, suiteNow } from './contract/document-shelf';
import type { DocumentPage } from '../../contracts/search';

let program: BuiltProgram;
let folder: string;
let archive: Archive;

beforeAll(async () => {
  program = builtProgram();
  folder = mkdtempSync(join(tmpdir(), 'yaoshao-threads-'));
  const load = createRequire(__filename);
  const built = load(join(program.folder, 'archive/open-archive.js')) as {
    openArchive(settings: ArchiveSettings): Promise<Archive>;
  };
  const compileQuery = { modulePath: join(program.folder, 'tests/archive/query-test.js'), exportName: 'queryTest' };
  archive = await built.openArchive({ dataFolder: folder, now: () => suiteNow, compileQuery });
});
afterAll(async () => {
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
  program.remove();
});

const search = (query: string): Promise<DocumentPage> =>
  archive.documentIndex.search({ filter: {}, query: parsed(query), limit: 10, sort: 'newest', withFacets: true });

/** The thread behind one side, to end it as a crash would. */
function threadOf(side: 'reader' | 'writer'): { terminate(): Promise<number> } {
  const sides = archive.documentIndex as unknown as Record<typeof side, { worker: { terminate(): Promise<number> } }>;
  return sides[side].worker;
}

test('the built program writes and searches in threads of its own', async () => {
  const entries = Array.from({ length: 250 }, (_, number) =>
    entry({ id: `d${number}`, text: `第 ${number} 页，减重笔` }),
  );
  await Promise.all(entries.map(({ document, analysis }) => archive.documentIndex.put(document, analysis)));
  expect((await search('页 NEAR/2 笔')).total).toBe(250);
  expect((await search('页 NEAR/1 笔')).total).toBe(0);
  expect((await search('减重笔')).total).toBe(250);
  expect((await search('/第 24[0-9] 页/')).total).toBe(10);
});

test('a fault inside the thread comes back with its reason', async () => {
  await expect(
    archive.documentIndex.search({ filter: {}, query: null, limit: 1, cursor: '?', sort: 'newest', withFacets: false }),
  ).rejects.toMatchObject({ reason: 'invalid-input', retry: 'never' });
});

test('a thread that dies fails the calls it held with a reason to try again, and the next call finds a new one', async () => {
  const held = search('减重笔');
  const told = expect(held).rejects.toMatchObject({ reason: 'worker-died', retry: 'back-off' });
  await threadOf('reader').terminate();
  await told;
  expect((await search('减重笔')).total).toBe(250);
});

test('documents put after the writing thread died are kept', async () => {
  await threadOf('writer').terminate();
  const { document, analysis } = entry({ id: 'after', text: '线程重启之后' });
  await archive.documentIndex.put(document, analysis);
  expect((await search('线程重启')).items.map(({ id }) => id)).toEqual(['after']);
});
