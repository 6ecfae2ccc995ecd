import type { CrawlerSettings } from '../config/crawler-settings';
import type { Clock } from './clock';

export interface GateDeps {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface GateRequest {
  readonly host: string;
  /** Least time between two requests of this host, before jitter. */
  readonly spacingMs: number;
  readonly concurrency: number;
}

export interface GatePass {
  /** Gives the place back; calling it twice does nothing. */
  release(): void;
}

/** Let in, or not: the day's budget is spent, or the line is longer than a caller should wait for. */
export type GateAnswer =
  | { readonly ok: true; readonly pass: GatePass }
  | { readonly ok: false; readonly reason: 'budget-spent' | 'busy'; readonly retryAfterMs: number };

interface Waiter {
  readonly request: GateRequest;
  readonly deadline: number;
  readonly give: (answer: GateAnswer) => void;
  /** Ends the watch over its patience; there is one where it had to wait for a place. */
  watch?: AbortController;
}

interface Lane {
  nextStartAt: number;
  running: number;
  waiters: Waiter[];
  pumping: boolean;
  day: number;
  startedToday: number;
}

const dayMs = 86_400_000;
/** Days are counted in Asia/Shanghai, which has no summer time. */
const shanghaiOffsetMs = 8 * 3_600_000;

/**
 * The one gate before every host, shared by all workers of a process. Each host has its own lane: first come, first served,
 * spaced with jitter, bounded in concurrency and per day. A caller never waits longer than `maxWaitMs`: it is told when to come
 * back instead, so a slow host holds no worker of another.
 */
export class HostGate {
  private readonly lanes = new Map<string, Lane>();

  constructor(
    private readonly settings: CrawlerSettings['gate'],
    private readonly deps: GateDeps,
  ) {}

  async enter(request: GateRequest): Promise<GateAnswer> {
    const now = this.deps.clock.now();
    const lane = this.laneOf(request.host, now);
    if (lane.startedToday + lane.waiters.length >= this.settings.dailyBudget) {
      return { ok: false, reason: 'budget-spent', retryAfterMs: (lane.day + 1) * dayMs - shanghaiOffsetMs - now };
    }
    const expectedMs = Math.max(0, lane.nextStartAt - now) + lane.waiters.length * this.spacing(request);
    if (expectedMs > this.settings.maxWaitMs) return { ok: false, reason: 'busy', retryAfterMs: expectedMs };
    return await new Promise((give) => {
      lane.waiters.push({ request, deadline: now + this.settings.maxWaitMs, give });
      void this.pump(lane);
    });
  }

  /** Keeps a host closed for `ms`, as a Retry-After header or repeated failures ask. */
  penalise(host: string, ms: number): void {
    const now = this.deps.clock.now();
    const lane = this.laneOf(host, now);
    lane.nextStartAt = Math.max(lane.nextStartAt, now + ms);
  }

  /** Hosts that are remembered, for the health page and for tests. */
  get size(): number {
    return this.lanes.size;
  }

  private spacing(request: GateRequest): number {
    return Math.max(this.settings.minDelayMs, request.spacingMs);
  }

  private laneOf(host: string, now: number): Lane {
    const day = Math.floor((now + shanghaiOffsetMs) / dayMs);
    let lane = this.lanes.get(host);
    if (!lane) {
      if (this.lanes.size >= this.settings.maxHosts) this.forgetIdle(now);
      lane = { nextStartAt: 0, running: 0, waiters: [], pumping: false, day, startedToday: 0 };
      this.lanes.set(host, lane);
    }
    if (lane.day !== day) {
      lane.day = day;
      lane.startedToday = 0;
    }
    return lane;
  }

  private forgetIdle(now: number): void {
    for (const [host, lane] of this.lanes) {
      if (lane.running === 0 && lane.waiters.length === 0 && lane.nextStartAt <= now) this.lanes.delete(host);
      if (this.lanes.size < this.settings.maxHosts * 0.9) return;
    }
  }

  /** Lets waiters in, one after another, for as long as there are any; at most one pump works per lane. */
  private async pump(lane: Lane): Promise<void> {
    if (lane.pumping) return;
    lane.pumping = true;
    const { clock } = this.deps;
    for (let first = lane.waiters[0]; first !== undefined; first = lane.waiters[0]) {
      const now = clock.now();
      if (lane.running >= first.request.concurrency) {
        if (now < first.deadline) {
          if (!first.watch) void this.expire(lane, first, (first.watch = new AbortController()));
          break;
        }
        lane.waiters.shift();
        first.give({ ok: false, reason: 'busy', retryAfterMs: this.settings.maxWaitMs });
      } else if (now < lane.nextStartAt) await clock.wait(lane.nextStartAt - now);
      else this.start(lane, first, now);
    }
    lane.pumping = false;
  }

  private start(lane: Lane, waiter: Waiter, now: number): void {
    lane.waiters.shift();
    waiter.watch?.abort();
    lane.running += 1;
    lane.startedToday += 1;
    lane.nextStartAt = now + this.spacing(waiter.request) * (1 + this.settings.jitter * this.deps.random());
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      lane.running -= 1;
      void this.pump(lane);
    };
    waiter.give({ ok: true, pass: { release } });
  }

  private async expire(lane: Lane, waiter: Waiter, watch: AbortController): Promise<void> {
    await this.deps.clock.wait(waiter.deadline - this.deps.clock.now(), watch.signal);
    if (!watch.signal.aborted) void this.pump(lane);
  }
}
