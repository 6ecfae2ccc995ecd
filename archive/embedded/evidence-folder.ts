import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 as sha256Schema } from '../../contracts/primitives';
import { StageFailure } from '../../contracts/failure';
import { storeFailure, storeFault } from '../store-failure';

const leftBehindMs = 3_600_000;

/**
 * Content-addressed files: `evidence/aa/bb/<sha256>`. Bytes are written beside, flushed and renamed, so a file is whole or
 * not there; what comes out is checked against its name.
 */
export class EvidenceFolder {
  private constructor(private readonly folder: string) {}

  /** Opens the folder and clears what an interrupted write left behind. */
  static async open(folder: string, now: () => Date): Promise<EvidenceFolder> {
    const unfinished = join(folder, 'unfinished');
    try {
      await mkdir(unfinished, { recursive: true });
      for (const name of await readdir(unfinished)) await removeOld(join(unfinished, name), now);
    } catch (error) {
      throw storeFailure(error, folder);
    }
    return new EvidenceFolder(folder);
  }

  async put(bytes: Uint8Array): Promise<{ sha256: string; bytes: number }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    try {
      if (!(await this.has(sha256))) await this.write(sha256, bytes);
    } catch (error) {
      throw storeFailure(error, sha256);
    }
    return { sha256, bytes: bytes.byteLength };
  }

  async get(sha256: string): Promise<Uint8Array | undefined> {
    const bytes = await unlessAbsent(readFile(this.pathOf(sha256)), sha256);
    if (bytes && createHash('sha256').update(bytes).digest('hex') !== sha256) {
      throw storeFault(sha256, '证据文件与其哈希不符 (an evidence file does not match its hash)');
    }
    return bytes;
  }

  async has(sha256: string): Promise<boolean> {
    return (await unlessAbsent(stat(this.pathOf(sha256)), sha256)) !== undefined;
  }

  private async write(sha256: string, bytes: Uint8Array): Promise<void> {
    const target = this.pathOf(sha256);
    const unfinished = join(this.folder, 'unfinished', randomUUID());
    await mkdir(dirname(target), { recursive: true });
    try {
      const file = await open(unfinished, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, target);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** Only a SHA-256 names a file, so no path can lead out of the folder. */
  private pathOf(sha256: string): string {
    if (!sha256Schema.safeParse(sha256).success) {
      throw new StageFailure({
        stage: 'archive',
        reason: 'invalid-input',
        retry: 'never',
        subjectId: sha256.slice(0, 80),
        message: '不是 SHA-256 (not a SHA-256)',
      });
    }
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

/** Another process may be writing here, so only what is old counts as left behind. */
async function removeOld(path: string, now: () => Date): Promise<void> {
  const found = await unlessAbsent(stat(path), path);
  if (found && now().getTime() - found.mtimeMs > leftBehindMs) await rm(path, { force: true });
}

async function unlessAbsent<T>(reading: Promise<T>, subjectId: string): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw storeFailure(error, subjectId);
  }
}
