import type { Request } from 'express';
import type { Viewer } from '../../contracts/user';
import type { House } from '../house';
import { HttpProblem } from './problem';

export interface AuditedWrite {
  readonly viewer: Pick<Viewer, 'userId' | 'name'> | null;
  readonly action: string;
  readonly subject: string;
  readonly detail?: Record<string, unknown>;
  readonly request: Request;
}

const longestSubject = 20_000;

/**
 * Runs a write and its audit line in one unit of work: both are kept or neither. A refusal is rolled back and then
 * audited as refused, a fault as failed.
 */
export async function audited<T>(house: House, write: AuditedWrite, work: () => Promise<T>): Promise<T> {
  const line = (outcome: 'done' | 'refused' | 'failed', more: Record<string, unknown> = {}): Promise<void> =>
    house.access.store.appendAudit({
      at: house.now().toISOString(),
      actorId: write.viewer?.userId ?? null,
      actorName: write.viewer?.name ?? '未登录',
      action: write.action,
      subject: write.subject.slice(0, longestSubject),
      outcome,
      detail: { ...write.detail, ...more },
      address: write.request.ip ?? null,
    });
  try {
    return await house.archive.unitOfWork(async () => {
      const result = await work();
      await line('done');
      return result;
    });
  } catch (error) {
    if (error instanceof HttpProblem) await line('refused', { reason: error.type });
    else await line('failed');
    throw error;
  }
}
