export interface AttemptSettings {
  readonly failedAttempts: number;
  readonly lockMinutes: number;
}

interface Attempts {
  count: number;
  firstAt: number;
}

const mostKeys = 10_000;

/** Counts failed sign-ins per name and address; after too many, both wait. Bounded: the oldest keys are dropped. */
export class AttemptLimiter {
  readonly #attempts = new Map<string, Attempts>();

  constructor(private readonly settings: AttemptSettings) {}

  /** Milliseconds until another attempt is allowed; 0 when it is now. */
  waitMs(keys: readonly string[], now: Date): number {
    const waits = keys.map((key) => {
      const attempts = this.#attempts.get(key);
      // One address may be a whole office behind one router: it is allowed ten times what a name is.
      const most = key.startsWith('address:') ? this.settings.failedAttempts * 10 : this.settings.failedAttempts;
      if (!attempts || attempts.count < most) return 0;
      return attempts.firstAt + this.settings.lockMinutes * 60_000 - now.getTime();
    });
    return Math.max(0, ...waits);
  }

  /** Counts an attempt as failed; `succeeded` takes it back. */
  failed(keys: readonly string[], now: Date): void {
    for (const key of keys) {
      const known = this.#attempts.get(key);
      const isOver = known !== undefined && now.getTime() - known.firstAt > this.settings.lockMinutes * 60_000;
      const attempts = known === undefined || isOver ? { count: 0, firstAt: now.getTime() } : known;
      attempts.count += 1;
      this.#attempts.delete(key);
      this.#attempts.set(key, attempts);
    }
    for (const oldest of this.#attempts.keys()) {
      if (this.#attempts.size <= mostKeys) break;
      this.#attempts.delete(oldest);
    }
  }

  /** Forgets the failures of the name, and this one attempt of the address: others behind it may still be guessing. */
  succeeded(keys: readonly string[]): void {
    for (const key of keys) {
      const attempts = this.#attempts.get(key);
      if (attempts === undefined) continue;
      attempts.count -= 1;
      if (key.startsWith('user:') || attempts.count <= 0) this.#attempts.delete(key);
    }
  }
}
