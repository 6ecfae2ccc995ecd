import type { Archive } from './open-archive';

/** How long what is only needed for a while is kept, in days. Documents, evidence, alerts, leads and the audit log stay. */
export interface Retention {
  readonly jobDays: number;
  readonly liveEventDays: number;
  readonly liveEventsAtMost: number;
  readonly crawlLogDays: number;
  readonly outboxDays: number;
}

export const defaultRetention: Retention = {
  jobDays: 14,
  liveEventDays: 14,
  liveEventsAtMost: 500_000,
  crawlLogDays: 90,
  outboxDays: 30,
};

const dayMs = 86_400_000;

/** Removes what is past its time; meant to be called every hour or so. Answers how many rows went. */
export async function prune(archive: Archive, now: Date, retention: Retention = defaultRetention): Promise<number> {
  const before = (days: number): string => new Date(now.getTime() - days * dayMs).toISOString();
  const removed = [
    await archive.jobs.prune(before(retention.jobDays)),
    await archive.liveEvents.prune(before(retention.liveEventDays), retention.liveEventsAtMost),
    await archive.crawl.prune(before(retention.crawlLogDays)),
    await archive.outbox.prune(before(retention.outboxDays)),
    await archive.access.pruneSessions(now.toISOString()),
  ];
  return removed.reduce((sum, count) => sum + count, 0);
}
