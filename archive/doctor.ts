import { existsSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { SqlConnection, textOf } from './embedded/connection';
import { migrationsOf, schemaVersion } from './embedded/migrate';

export interface ArchiveCheck {
  readonly name: string;
  readonly status: 'ok' | 'degraded' | 'down';
  /** What was found and, where something is wrong, what to do; Chinese first. */
  readonly message: string;
}

const lowBytes = 5 * 1024 ** 3;
const noBytes = 200 * 1024 ** 2;

/** Looks at a data folder without opening the service: can it be written, is there room, are the databases sound and of a known schema. Never throws. */
export async function checkArchive(dataFolder: string): Promise<ArchiveCheck[]> {
  return [
    ...(await checkFolder(dataFolder)),
    await guarded('records database', () => checkDatabase(join(dataFolder, 'records.db'), 'records')),
    await guarded('search database', () => checkDatabase(join(dataFolder, 'search.db'), 'search')),
  ];
}

/** The quick part of `checkArchive`, for a probe every few seconds: can the folder be written, is there room. Never throws. */
export async function checkFolder(dataFolder: string): Promise<ArchiveCheck[]> {
  return [
    await guarded('data folder', () => checkWritable(dataFolder)),
    await guarded('free disk', () => checkFree(dataFolder)),
  ];
}

type Finding = Omit<ArchiveCheck, 'name'>;

async function guarded(name: string, check: () => Promise<Finding> | Finding): Promise<ArchiveCheck> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, status: 'down', message: `检查失败 (the check failed): ${message}` };
  }
}

async function checkWritable(dataFolder: string): Promise<Finding> {
  await mkdir(dataFolder, { recursive: true });
  const probe = join(dataFolder, `.probe-${randomUUID()}`);
  await writeFile(probe, 'probe');
  await rm(probe);
  return { status: 'ok', message: `可写 (writable): ${dataFolder}` };
}

async function checkFree(dataFolder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  const gib = (free / 1024 ** 3).toFixed(1);
  if (free < noBytes)
    return { status: 'down', message: `磁盘将满，剩余 ${gib} GiB，请清理或扩容 (the disk is nearly full)` };
  if (free < lowBytes) return { status: 'degraded', message: `磁盘剩余 ${gib} GiB，请留意 (little disk left)` };
  return { status: 'ok', message: `磁盘剩余 ${gib} GiB (free)` };
}

/** A file that is not there yet is made at the first start. */
function checkDatabase(path: string, database: 'records' | 'search'): Finding {
  if (!existsSync(path))
    return { status: 'ok', message: `尚未建立，首次启动时建立 (not there yet, made at the first start): ${path}` };
  const connection = new SqlConnection(path, { readOnly: true });
  try {
    const found = textOf(connection.get('PRAGMA quick_check(1)') ?? {}, 'quick_check');
    if (found !== 'ok')
      return { status: 'down', message: `数据库已损坏，请从备份恢复 (damaged, restore a backup): ${found}` };
    return schemaFinding(schemaVersion(connection), migrationsOf(database).length);
  } finally {
    connection.close();
  }
}

function schemaFinding(found: number, known: number): Finding {
  if (found > known) {
    return {
      status: 'down',
      message: `结构版本 ${found} 比本程序新 (${known})，请使用更新的程序 (schema of a newer program)`,
    };
  }
  if (found < known) {
    return {
      status: 'ok',
      message: `结构版本 ${found}，下次启动升级到 ${known} (schema will be brought up to date at the next start)`,
    };
  }
  return { status: 'ok', message: `完好，结构版本 ${found} (sound, schema ${found})` };
}
