import type { SeededRandom } from './seeded-random';

/** How fast the sample web publishes: a pause drawn between `minMs` and `maxMs`, or a fixed rate in pages per second. */
export interface Rhythm {
  minMs: number;
  maxMs: number;
  perSecond?: number;
}

const fixedRateTickMs = 25;

/** Calls `step` in the given rhythm until stopped; pauses and resumes without catching up on what was missed. */
export class PublishingPace {
  private timer: NodeJS.Timeout | undefined;
  private startedAt = 0;
  private steps = 0;

  constructor(
    private readonly rhythm: Rhythm,
    private readonly random: SeededRandom,
    private readonly step: () => void,
  ) {}

  resume(): void {
    if (this.timer !== undefined) return;
    this.startedAt = performance.now();
    this.steps = 0;
    this.wait();
  }

  pause(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private wait(): void {
    const { minMs, maxMs, perSecond } = this.rhythm;
    const delayMs = perSecond === undefined ? this.random.integer(minMs, maxMs) : fixedRateTickMs;
    this.timer = setTimeout(() => {
      this.run(perSecond);
      if (this.timer !== undefined) this.wait();
    }, delayMs);
  }

  private run(perSecond: number | undefined): void {
    if (perSecond === undefined) {
      this.step();
      return;
    }
    const due = Math.floor(((performance.now() - this.startedAt) / 1000) * perSecond);
    for (; this.steps < due; this.steps += 1) this.step();
  }
}
