import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { type Archive, openArchive } from '../../archive/open-archive';

/** The rule matcher's own test of a query. */
export const queryTest = { modulePath: require.resolve('./query-test'), exportName: 'queryTest' };

export interface TemporaryArchive {
  readonly folder: string;
  archive: Archive;
  /** Closes and opens the same files again, as a restart does. */
  reopen(): Promise<void>;
  remove(): Promise<void>;
}

export async function temporaryArchive(
  now: () => Date = () => new Date('2026-03-02T04:00:00Z'),
): Promise<TemporaryArchive> {
  const folder = mkdtempSync(join(tmpdir(), 'yaoshao-archive-'));
  const open = (): Promise<Archive> =>
    openArchive({ dataFolder: folder, now, compileQuery: queryTest, inProcessIndex: true });
  const made: TemporaryArchive = {
    folder,
    archive: await open(),
    async reopen() {
      await made.archive.close();
      made.archive = await open();
    },
    async remove() {
      await made.archive.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return made;
}
