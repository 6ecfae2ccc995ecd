import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BuiltProgram, builtProgram } from './built-program';
import { type Archive } from '../../archive/open-archive';
import { temporaryArchive } from './temporary-archive';
import { verifyChain } from '../../archive/hash-chain';

let program: BuiltProgram;
beforeAll(() => {
  program = builtProgram();
});
afterAll(() => program.remove());

/** Lets a child write until it has told `steps` steps, then kills it in the midst of the next ones. Answers the last step it told. */
function writeAndKill(folder: string, steps: number): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(program.folder, 'tests/archive/children/write-until-killed.js'), folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return new Promise((resolve, reject) => {
    let told = 0;
    let last = -1;
    createInterface({ input: child.stdout }).on('line', (line) => {
      last = Number(line);
      told += 1;
      if (told === steps) child.kill('SIGKILL');
    });
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(last) : reject(new Error('the child ended by itself')),
    );
  });
}

async function linksOf(archive: Archive): Promise<Parameters<typeof verifyChain>[0]> {
  return archive.captures.links(0, 100_000);
}

test('kill -9 in the midst of writing loses nothing that was told, doubles nothing, and leaves nothing half done', async () => {
  const store = await temporaryArchive();
  try {
    await store.archive.close();
    for (const steps of [1, 7, 23, 40, 11]) {
      const last = await writeAndKill(store.folder, steps);
      await store.reopen();
      const { archive } = store;
      const kept = await archive.documents.count();
      expect(kept).toBeGreaterThanOrEqual(last + 1);
      const numbers = Array.from({ length: kept }, (_, number) => number);

      const links = await linksOf(archive);
      expect(links.map(({ captureId }) => captureId)).toEqual(numbers.map((number) => `c${number}`));
      expect(verifyChain(links)).toEqual({ whole: true, links: kept });
      for (const { hashes } of links) expect(await archive.evidenceFiles.get(hashes[0]!.sha256)).toBeDefined();

      const events = await archive.liveEvents.after(0, 100_000);
      expect(events.map(({ body }) => body)).toEqual(
        numbers.map((number) => ({ type: 'notice', data: { text: String(number) } })),
      );
      expect(events.map(({ seq }) => seq)).toEqual([...events].map(({ seq }) => seq).sort((a, b) => a - b));

      expect((await archive.alerts.list({}, { limit: 1 })).total).toBe(kept);
      expect((await archive.statistics.home({ region: '000000', now: '2026-03-02T04:30:00Z' })).today).toMatchObject({
        documents: kept,
        alerts: kept,
      });
      expect(await archive.jobs.depth('2026-03-02T05:00:00Z')).toMatchObject([
        { stage: 'write', queued: 1, running: 0 },
      ]);

      const found = await archive.documentIndex.search({
        filter: {},
        query: null,
        limit: 1,
        sort: 'newest',
        withFacets: false,
      });
      expect(found.total).toBeGreaterThanOrEqual(last + 1);
      expect(found.total).toBeLessThanOrEqual(kept);
      await archive.close();
    }
  } finally {
    await store.reopen();
    await store.remove();
  }
}, 60_000);
