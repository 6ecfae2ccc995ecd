import { dispatchDue } from '../alerts/notify';
import { prune } from '../archive/prune';
import type { Archive } from '../archive/open-archive';
import type { Channel } from '../alerts/channels/channel';
import type { RuleEngine } from '../rules/rule-engine';
import type { Log } from './log';
import type { Metrics } from './metrics';

export interface UpkeepParts {
  readonly archive: Archive;
  readonly engine: RuleEngine;
  readonly channels: readonly Channel[];
  readonly attempts: number;
  readonly keepDays: number;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => Date;
}

export interface Upkeep {
  start(): void;
  stop(): void;
}

const tickMs = 1000;
const dispatchMs = 500;
const lagMs = 10_000;
const pruneMs = 3_600_000;

/** Moves the windows' clock; silences, falls, and opened schedules become matches like any other. */
async function tickRules({ archive, engine, now }: UpkeepParts): Promise<void> {
  try {
    await archive.unitOfWork(async () => {
      const at = now().toISOString();
      const matches = await engine.tick(at);
      await archive.jobs.enqueue(
        matches.map((match) => ({
          id: `raise:${match.matchId}`,
          stage: 'raise',
          subjectId: match.matchId,
          lane: '',
          payload: match,
          runAt: at,
        })),
      );
    });
  } catch (error) {
    engine.discard();
    throw error;
  }
}

async function dispatch({ archive, channels, attempts, metrics, now }: UpkeepParts): Promise<void> {
  const report = await dispatchDue({ outbox: archive.outbox, channels, attempts, now });
  for (const [outcome, count] of Object.entries(report))
    if (count > 0) metrics.notifications.inc({ outcome }, Number(count));
}

/** Tells administrators when work waits longer than it should. */
async function announceLag({ archive, now }: UpkeepParts): Promise<void> {
  const at = now().toISOString();
  const depth = await archive.jobs.depth(at);
  const queued = depth.reduce((sum, row) => sum + row.queued, 0);
  const oldestMs = Math.max(0, ...depth.map((row) => row.oldestMs));
  if (oldestMs < 60_000) return;
  await archive.liveEvents.append({
    at,
    body: { type: 'pipeline.lag', data: { queued, oldestMs } },
    scope: { region: '000000', right: 'sources' },
  });
}

/** What runs beside the stages: the windows' clock, the outbox, the warning of a lag, and what is past its time. */
export function startUpkeep(parts: UpkeepParts): Upkeep {
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, name: string, work: () => Promise<unknown>): void => {
    let isRunning = false;
    timers.push(
      setInterval(() => {
        if (isRunning) return;
        isRunning = true;
        work()
          .catch((error: unknown) => parts.log.error({ error, work: name }, 'upkeep failed; it is tried again'))
          .finally(() => (isRunning = false));
      }, ms),
    );
  };
  return {
    start() {
      every(tickMs, 'tick', () => tickRules(parts));
      every(dispatchMs, 'dispatch', () => dispatch(parts));
      every(lagMs, 'lag', () => announceLag(parts));
      every(pruneMs, 'prune', () => prune(parts.archive, parts.now()));
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
