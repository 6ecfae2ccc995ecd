import { createHash } from 'node:crypto';
import { durationMs, type Source, type Visit } from '../contracts/source';

/** What the scheduler knows of a source. Visits are its last ones in any order; times are RFC 3339. */
export interface VisitHistory {
  readonly visits: readonly Visit[];
  readonly failuresInARow: number;
}

export interface Schedule {
  /** When the source is due next, milliseconds since 1970. */
  readonly dueAt: number;
  /** The interval that was chosen, before back-off and jitter. */
  readonly intervalMs: number;
}

const longestBackOffMs = 86_400_000;
const jitterShare = 0.1;

/** A number in [0, 1) that depends on the words only. */
export function steadyRandom(...words: readonly string[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE(0) / 0x1_0000_0000;
}

/**
 * Changes per millisecond by Cho and Garcia-Molina's bias-corrected estimator for incomplete histories
 * (ACM TOIT 3(3), 2003, section 5): rate = -ln((unchanged + 0.5) / (visits + 0.5)) / mean interval. Null without two visits.
 */
export function changeRate(visits: readonly Visit[]): number | null {
  const judged = visits
    .filter((visit) => visit.outcome === 'ok' || visit.outcome === 'unchanged')
    .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const first = judged[0];
  const last = judged.at(-1);
  if (!first || !last || judged.length < 2) return null;
  const spans = judged.length - 1;
  const meanMs = (Date.parse(last.startedAt) - Date.parse(first.startedAt)) / spans;
  if (meanMs <= 0) return null;
  const changed = judged.slice(1).filter((visit) => visit.queued > 0).length;
  return -Math.log((spans - changed + 0.5) / (spans + 0.5)) / meanMs;
}

/** Interval of a source: its fixed one, or between `min` and `max` so that about one new page is expected per visit. */
export function intervalOf(source: Source, history: VisitHistory): number {
  const fixed = durationMs(source.schedule.every);
  const { adaptive } = source.schedule;
  if (!adaptive) return fixed;
  const [min, max] = [durationMs(adaptive.min), durationMs(adaptive.max)];
  const rate = changeRate(history.visits);
  if (rate === null) return clamp(fixed, min, max);
  return rate <= 0 ? max : clamp(Math.round(1 / rate), min, max);
}

/**
 * When a source is due next; `readyAt` is when this service began to look after it. Steady: the same input gives the same answer, so all
 * processes agree and one due time means one visit; jitter belongs to the source. Failures double the interval up to a day. A source
 * never visited, or overdue when the service started, is due once, at its own place in the time after `readyAt`: no burst after an outage.
 */
export function nextDue(source: Source, history: VisitHistory, readyAt: number): Schedule {
  const intervalMs = intervalOf(source, history);
  const last = Math.max(...history.visits.map((visit) => Date.parse(visit.startedAt)), Number.NEGATIVE_INFINITY);
  const first = readyAt + firstDelay(source, intervalMs);
  if (!Number.isFinite(last)) return { dueAt: first, intervalMs };
  const backOff = Math.min(2 ** Math.min(history.failuresInARow, 20), Math.max(1, longestBackOffMs / intervalMs));
  const jitter = 1 + jitterShare * (steadyRandom(source.id, String(last)) - 0.5);
  const dueAt = Math.round(last + intervalMs * backOff * jitter);
  return { dueAt: dueAt < readyAt ? first : dueAt, intervalMs };
}

const longestFirstDelayMs = 5 * 60_000;

/** A start between at once and a tenth of the interval, at most five minutes, by the source's id. */
function firstDelay(source: Source, intervalMs: number): number {
  return Math.floor(steadyRandom(source.id) * Math.min(longestFirstDelayMs, intervalMs / 10));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), Math.max(min, max));
}
