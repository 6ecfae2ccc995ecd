import type { Source, SourceHealth, Visit } from '../contracts/source';
import { isoAt } from './clock';
import { nextDue } from './schedule';

const failingAfter = 3;

/** How a source is doing before its first visit. */
export function waitingHealth(source: Source, at: number, nextVisitAt: number): SourceHealth {
  return {
    sourceId: source.id,
    state: source.enabled ? 'waiting' : 'disabled',
    since: isoAt(at),
    lastVisitAt: null,
    nextVisitAt: source.enabled ? isoAt(nextVisitAt) : null,
    lastSuccessAt: null,
    failuresInARow: 0,
    lastReason: null,
    pagesFetched: 0,
    documents: 0,
    skipped: 0,
    intervalMs: nextDue(source, { visits: [], failuresInARow: 0 }, at).intervalMs,
  };
}

/** Health after a visit: failures in a row make it degraded, three of them failing; the next due time comes from the schedule. */
export function healthAfter(after: {
  readonly source: Source;
  readonly previous: SourceHealth | undefined;
  readonly visit: Visit;
  readonly visits: readonly Visit[];
  readonly skipped: number;
}): SourceHealth {
  const { source, visit } = after;
  const startedAt = Date.parse(visit.startedAt);
  const previous = after.previous ?? waitingHealth(source, startedAt, startedAt);
  const failed = visit.outcome === 'failed';
  const failuresInARow = failed ? previous.failuresInARow + 1 : 0;
  const { dueAt, intervalMs } = nextDue(source, { visits: after.visits, failuresInARow }, startedAt);
  const state = failed ? (failuresInARow >= failingAfter ? 'failing' : 'degraded') : 'healthy';
  return {
    ...previous,
    state,
    since: state === previous.state ? previous.since : visit.startedAt,
    lastVisitAt: visit.startedAt,
    nextVisitAt: isoAt(dueAt),
    lastSuccessAt: failed ? previous.lastSuccessAt : visit.startedAt,
    failuresInARow,
    lastReason: failed ? visit.reason : null,
    skipped: previous.skipped + after.skipped,
    intervalMs,
  };
}
