import { type FailureReason, type RetryKind, StageFailure } from '../contracts/failure';

interface Sorted {
  readonly reason: FailureReason;
  readonly retry: RetryKind;
  readonly says: string;
}

const full: Sorted = { reason: 'disk-full', retry: 'later', says: '磁盘已满 (the disk is full)' };
const busy: Sorted = { reason: 'store', retry: 'back-off', says: '数据库正忙 (the database is busy)' };
const faulty: Sorted = { reason: 'store', retry: 'back-off', says: '读写失败 (reading or writing failed)' };
const refused: Sorted = { reason: 'store', retry: 'never', says: '数据库拒绝了这一操作 (the database refused this)' };

const retryAfterFullMs = 30_000;

/** The archive's wall: turns a raw error of SQLite or the file system into a reason. A `StageFailure` passes unchanged. */
export function storeFailure(error: unknown, subjectId: string): StageFailure {
  if (error instanceof StageFailure) return error;
  const sorted = sortError(error);
  const message = error instanceof Error ? error.message : String(error);
  return new StageFailure({
    stage: 'archive',
    reason: sorted.reason,
    retry: sorted.retry,
    subjectId,
    message: `${sorted.says}: ${message}`,
    ...(sorted === full ? { retryAfterMs: retryAfterFullMs } : {}),
    cause: error,
  });
}

/** A stored value that does not fit its contract, or a store that cannot be used at all. */
export function storeFault(subjectId: string, message: string, cause?: unknown): StageFailure {
  return new StageFailure({ stage: 'archive', reason: 'store', retry: 'never', subjectId, message, cause });
}

function sortError(error: unknown): Sorted {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return full;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return busy;
  if (code.startsWith('SQLITE_IOERR') || !code.startsWith('SQLITE_')) return faulty;
  return refused;
}
