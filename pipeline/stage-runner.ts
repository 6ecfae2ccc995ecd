import { randomUUID } from 'node:crypto';
import { runStage, type StageParts } from './run-stage';
import type { Stage } from './stage';
import type { Job } from './stores';

// Takes jobs of every stage from the durable queue and runs them, each stage with its own number of places. Wakes at
// once when work is enqueued, and by a slow poll for work whose time has come.

const pollMs = 200;
const leaseMs = 120_000;

class StageLoop {
  #running = 0;
  #isClaiming = false;
  #isWanted = false;
  #isStopped = false;
  readonly #idle: (() => void)[] = [];

  constructor(
    private readonly parts: StageParts,
    readonly stage: Stage,
    private readonly worker: string,
  ) {}

  /** Claims as many jobs as there are free places; asked again meanwhile, it looks once more. */
  wake(): void {
    this.#isWanted = true;
    if (!this.#isClaiming) void this.#claim();
  }

  stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  async #claim(): Promise<void> {
    this.#isClaiming = true;
    try {
      while (this.#isWanted && !this.#isStopped) {
        this.#isWanted = false;
        const free = this.stage.concurrency - this.#running;
        if (free <= 0) break;
        const lease = {
          now: this.parts.now().toISOString(),
          leaseMs: Math.max(leaseMs, this.stage.deadlineMs * 2),
          worker: this.worker,
        };
        const perLane = this.stage.perLane === undefined ? {} : { perLane: this.stage.perLane };
        const jobs = await this.parts.queue.claim(this.stage.name, free, { ...lease, ...perLane });
        this.#begin(jobs);
      }
    } catch (error) {
      this.parts.log.error({ stage: this.stage.name, error }, 'the queue could not be read');
    } finally {
      this.#isClaiming = false;
    }
  }

  /** Where the stop came while the jobs were being claimed none is begun: the runner gives back what this worker holds. */
  #begin(jobs: readonly Job[]): void {
    if (!this.#isStopped) for (const job of jobs) void this.#run(job);
  }

  async #run(job: Job): Promise<void> {
    this.#running += 1;
    try {
      await runStage(this.parts, this.stage, job);
    } catch (error) {
      // The store itself failed: the lease runs out and the job comes back, so nothing is lost.
      this.parts.log.error({ stage: this.stage.name, subject: job.subjectId, error }, 'the job could not be settled');
    } finally {
      this.#running -= 1;
      if (this.#running === 0 && this.#isStopped) for (const resolve of this.#idle) resolve();
      if (!this.#isStopped) this.wake();
    }
  }
}

export class StageRunner {
  readonly #loops: Map<string, StageLoop>;
  readonly #worker = `${process.pid}-${randomUUID()}`;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly parts: StageParts,
    stages: readonly Stage[],
  ) {
    this.#loops = new Map(stages.map((stage) => [stage.name, new StageLoop(parts, stage, this.#worker)]));
  }

  /** Gives back what a killed process held, then begins to work. */
  async start(): Promise<void> {
    const returned = await this.parts.queue.releaseAll(null, this.parts.now().toISOString());
    if (returned > 0) this.parts.log.info({ returned }, 'work of an earlier process was taken back');
    this.#stopListening = this.parts.queue.onEnqueue((stage) => this.#loops.get(stage)?.wake());
    this.#timer = setInterval(() => this.#wakeAll(), pollMs);
    this.#wakeAll();
  }

  /** Takes nothing new, waits for what runs at most `graceMs`, and gives the rest back. */
  async stop(graceMs: number): Promise<void> {
    clearInterval(this.#timer);
    this.#stopListening?.();
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
    await Promise.race([Promise.all([...this.#loops.values()].map((loop) => loop.stop())), grace]);
    clearTimeout(timer);
    const returned = await this.parts.queue.releaseAll(this.#worker, this.parts.now().toISOString());
    if (returned > 0) this.parts.log.info({ returned }, 'unfinished work was given back');
  }

  #wakeAll(): void {
    for (const loop of this.#loops.values()) loop.wake();
  }
}
