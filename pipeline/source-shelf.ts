import { existsSync, readFileSync } from 'node:fs';
import type { CrawlStore } from '../crawler/crawl-store';
import { readSourceFile, type SourceFault } from '../crawler/read-source-file';
import type { Source } from '../contracts/source';
import type { JobQueue, UnitOfWork } from './stores';
import type { Log } from './log';
import type { SourceShelf } from './house';

/** Thrown at start: a faulty source file names every place that is wrong. */
export class SourceFileFaulty extends Error {
  constructor(readonly faults: readonly SourceFault[]) {
    super(
      `信源文件有误 / faulty source file:\n${faults.map((fault) => `  - ${fault.file}:${fault.line}:${fault.column} ${fault.path} ${fault.message}`).join('\n')}`,
    );
    this.name = 'SourceFileFaulty';
  }
}

const faultOf = (file: string, fault: Pick<SourceFault, 'path' | 'message' | 'expected'>): SourceFault => ({
  file,
  line: 1,
  column: 1,
  ...fault,
});

function repeated(file: string, id: string): SourceFault {
  const message = '编号在另一文件中已用 / the id is used in another file';
  return faultOf(file, { path: id, message, expected: 'an id of its own' });
}

/** All sources of these files; throws SourceFileFaulty with every fault. Ids must differ across files. */
export function readSources(files: readonly string[]): Source[] {
  const faults: SourceFault[] = [];
  const sources: Source[] = [];
  for (const file of files) {
    if (!existsSync(file)) {
      faults.push(faultOf(file, { path: '', message: '文件不存在 / no such file', expected: 'a list of sources' }));
      continue;
    }
    const read = readSourceFile(readFileSync(file, 'utf8'), file);
    if (!read.ok) {
      faults.push(...read.faults);
      continue;
    }
    for (const source of read.sources) {
      if (sources.some((known) => known.id === source.id)) faults.push(repeated(file, source.id));
      else sources.push(source);
    }
  }
  if (faults.length > 0) throw new SourceFileFaulty(faults);
  return sources;
}

export interface SchedulerParts {
  readonly sources: readonly Source[];
  readonly crawl: CrawlStore;
  readonly queue: JobQueue;
  readonly unitOfWork: UnitOfWork;
  readonly log: Log;
  readonly now: () => Date;
}

const tickMs = 500;
const askAgainMs = 900_000;

/**
 * Makes sources due: one visit per source and due time, whatever happens in between, because the job's id is both. How
 * long a source rests is the crawler's answer to the visit before (`nextVisitAt`).
 */
export class SourceScheduler implements SourceShelf {
  readonly #byId: Map<string, Source>;
  readonly #openedAt: string;
  #timer: NodeJS.Timeout | undefined;
  #isTicking = false;

  constructor(private readonly parts: SchedulerParts) {
    this.#openedAt = parts.now().toISOString();
    this.#byId = new Map(parts.sources.map((source) => [source.id, source]));
  }

  all(): readonly Source[] {
    return this.parts.sources;
  }

  get(id: string): Source | undefined {
    return this.#byId.get(id);
  }

  /** Queues a visit that is due now; false when there is no such source. */
  async visitNow(id: string): Promise<boolean> {
    if (!this.#byId.has(id)) return false;
    await this.#enqueue(id, this.parts.now().toISOString());
    return true;
  }

  start(): void {
    this.#timer = setInterval(() => void this.tick(), tickMs);
    void this.tick();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Queues every source whose time has come. A source that was never visited is due at once. */
  async tick(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    try {
      const now = this.parts.now().getTime();
      const known = new Map((await this.parts.crawl.allHealth()).map((health) => [health.sourceId, health]));
      for (const source of this.parts.sources.filter((candidate) => candidate.enabled)) {
        const health = known.get(source.id);
        // Without a next time the first visit is still under way: its id is the source's alone.
        if (health === undefined) await this.#enqueue(source.id, 'first');
        else if (health.nextVisitAt !== null && Date.parse(health.nextVisitAt) <= now)
          await this.#enqueue(source.id, health.nextVisitAt);
      }
    } catch (error) {
      this.parts.log.error({ error }, 'sources could not be scheduled');
    } finally {
      this.#isTicking = false;
    }
  }

  async #enqueue(sourceId: string, due: string): Promise<void> {
    const now = this.parts.now().toISOString();
    const dueAt = due === 'first' ? now : due;
    // A visit that was given up without a word (its process died over it) would never come again under the same id.
    const lateMs = Date.parse(now) - Date.parse(due === 'first' ? this.#openedAt : due);
    const again = Math.floor(lateMs / askAgainMs);
    await this.parts.queue.enqueue([
      {
        id: `visit:${sourceId}:${due}${again > 0 ? `:${again}` : ''}`,
        stage: 'visit',
        subjectId: sourceId,
        lane: sourceId,
        payload: { sourceId, dueAt },
        runAt: now,
      },
    ]);
  }
}
