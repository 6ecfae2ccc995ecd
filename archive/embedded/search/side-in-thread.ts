import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StageFailure, type StageFailureFields } from '../../../contracts/failure';
import { storeFault } from '../../store-failure';
import type { SearchSide, SideSettings } from './search-side';

export type ThreadCall =
  { readonly type: 'ask'; readonly id: number; readonly call: unknown } | { readonly type: 'close' };

export type ThreadAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: StageFailureFields };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A side of the search index in a thread of its own. A thread that dies fails the calls it held and is started again with the next call. */
export class SideInThread<Call, Answer> implements SearchSide<Call, Answer> {
  private worker: Worker | undefined;
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();

  constructor(private readonly settings: SideSettings) {
    if (!existsSync(entry))
      throw storeFault(entry, 'search threads run from the built program only; pass inProcessIndex');
    this.worker = this.start();
  }

  ask(call: Call): Promise<Answer> {
    const worker = (this.worker ??= this.start());
    const id = (this.lastId += 1);
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, { resolve: (value) => resolve(value as Answer), reject });
      worker.postMessage({ type: 'ask', id, call } satisfies ThreadCall);
    });
  }

  /** Lets the thread answer what it was asked, then ends it. */
  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ type: 'close' } satisfies ThreadCall);
    await ended;
  }

  private start(): Worker {
    const worker = new Worker(entry, { workerData: this.settings });
    worker.on('message', (answer: ThreadAnswer) => this.settle(answer));
    worker.on('error', (error) => this.ended(worker, error));
    worker.on('exit', () => this.ended(worker, undefined));
    return worker;
  }

  private settle(answer: ThreadAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new StageFailure(answer.failure));
  }

  private ended(worker: Worker, cause: unknown): void {
    if (this.worker === worker) this.worker = undefined;
    const held = [...this.waiting.values()];
    this.waiting.clear();
    const message = cause instanceof Error ? cause.message : '检索线程已结束 (the search thread ended)';
    for (const waiting of held) {
      const fields = {
        stage: 'archive',
        reason: 'worker-died',
        retry: 'back-off',
        subjectId: this.settings.path,
      } as const;
      waiting.reject(new StageFailure({ ...fields, message, cause }));
    }
  }
}

const entry = join(__dirname, 'search-thread.js');
