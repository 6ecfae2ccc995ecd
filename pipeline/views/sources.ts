import type { SkippedPage, Source, SourceHealth, Visit } from '../../contracts/source';
import { durationMs } from '../../contracts/source';
import type { House } from '../house';

export interface SourceOverview {
  readonly items: { source: Source; health: SourceHealth }[];
  readonly queue: { stage: string; queued: number; running: number; failed: number; oldestMs: number }[];
}

export interface SourceDetail {
  readonly visits: Visit[];
  readonly skipped: SkippedPage[];
  readonly failures: { url: string; at: string; reason: string; message: string }[];
}

/** A source that was never visited: it waits. */
export function unvisited(source: Source, now: string): SourceHealth {
  return {
    sourceId: source.id,
    state: source.enabled ? 'waiting' : 'disabled',
    since: now,
    lastVisitAt: null,
    nextVisitAt: null,
    lastSuccessAt: null,
    failuresInARow: 0,
    lastReason: null,
    pagesFetched: 0,
    documents: 0,
    skipped: 0,
    intervalMs: durationMs(source.schedule.every),
  };
}

/** Every configured source with how it is doing, and what waits in the queue. */
export async function readSources(house: House): Promise<SourceOverview> {
  const now = house.now().toISOString();
  const known = new Map((await house.archive.crawl.allHealth()).map((health) => [health.sourceId, health]));
  return {
    items: house.sources.all().map((source) => ({ source, health: known.get(source.id) ?? unvisited(source, now) })),
    queue: await house.archive.jobs.depth(now),
  };
}

/** One source with its last visits, what was skipped and why, and what failed; undefined when there is no such source. */
export async function readSourceDetail(
  house: House,
  id: string,
): Promise<(SourceDetail & { source: Source; health: SourceHealth }) | undefined> {
  const source = house.sources.get(id);
  if (!source) return undefined;
  const { crawl } = house.archive;
  const [health, visits, skipped, failures] = await Promise.all([
    crawl.health(id),
    crawl.visits(id, 50),
    crawl.skips(id, 100),
    crawl.failures(id, 100),
  ]);
  return { source, health: health ?? unvisited(source, house.now().toISOString()), visits, skipped, failures };
}
