interface Waiting<Entry> {
  readonly entry: Entry;
  resolve(): void;
  reject(error: unknown): void;
}

const gatherMs = 20;
const atMost = 100;

/**
 * Gathers what is put within some milliseconds into one write, so that many documents share a commit. Where a batch fails,
 * each of it is written by itself, so that one that cannot be written does not take the others with it.
 */
export class PutBatcher<Entry> {
  private waiting: Waiting<Entry>[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly write: (entries: readonly Entry[]) => Promise<void>) {}

  put(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      if (this.waiting.length >= atMost) this.flush();
      else this.timer ??= setTimeout(() => this.flush(), gatherMs);
    });
  }

  /** Writes what is gathered and waits for it. */
  async close(): Promise<void> {
    this.flush();
    await this.writing;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length > 0) this.writing = this.writing.then(() => this.writeAll(batch));
  }

  private async writeAll(batch: readonly Waiting<Entry>[]): Promise<void> {
    try {
      await this.write(batch.map(({ entry }) => entry));
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await this.writeAll([one]);
    }
  }
}
