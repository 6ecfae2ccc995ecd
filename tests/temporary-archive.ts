import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive, type Archive } from '../archive/open-archive';
import { compileQuery } from '../pipeline/query-module';

export interface TemporaryArchive {
  readonly archive: Archive;
  readonly folder: string;
  /** What `now` answers; move it as the test needs. */
  time: string;
  close(): Promise<void>;
}

/** A real archive in a folder of its own, with a clock that stands still until it is moved. */
export async function temporaryArchive(time = '2026-05-11T09:00:00+08:00'): Promise<TemporaryArchive> {
  const folder = mkdtempSync(join(tmpdir(), 'yaoshao-test-'));
  const state = { time };
  const archive = await openArchive({
    dataFolder: folder,
    now: () => new Date(state.time),
    compileQuery,
    inProcessIndex: true,
  });
  return {
    archive,
    folder,
    get time() {
      return state.time;
    },
    set time(value: string) {
      state.time = value;
    },
    async close() {
      await archive.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
