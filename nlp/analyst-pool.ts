import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Analysis } from '../contracts/analysis';
import { StageFailure, type FailureReason, type RetryKind } from '../contracts/failure';
import type { Analyst, DocumentToAnalyse } from './analyse';

/** Where a thread finds its analyst: a module, its export `(settings) => Analyst`, and the settings; a function cannot be sent to a thread. */
export interface AnalystSource {
  readonly modulePath: string;
  readonly exportName: string;
  readonly settings: unknown;
}

export interface AnalystPoolOptions {
  readonly workers: number;
  readonly analyst: AnalystSource;
  /** A document that takes longer ends its thread and fails with `deadline`. Default 50 s. */
  readonly deadlineMs?: number;
  /** Analyses in the calling thread; the worker threads exist in the built program only. */
  readonly inProcess?: boolean;
  /** Entry of a thread; another one is for tests of the pool itself. */
  readonly entry?: string;
}

/** Analysts in threads of their own, so that the caller's event loop stays free. */
export interface AnalystPool {
  /** Rejects with StageFailure: `worker-died`, `deadline`, or `internal` where the analyst threw. */
  analyseDocument(document: DocumentToAnalyse): Promise<Analysis>;
  /** Lets the documents in hand finish, gives back those that wait (`later`), ends the threads. */
  close(): Promise<void>;
}

export type ThreadAnswer = { readonly analysis: Analysis } | { readonly error: string };

/** Opens the pool. Threads start with their first document; one that dies fails that document only and is replaced with the next. */
export function createAnalystPool(options: AnalystPoolOptions): AnalystPool {
  if (options.inProcess === true) return poolInProcess(options.analyst);
  const entry = options.entry ?? join(__dirname, 'analyst-thread.js');
  if (!existsSync(entry)) throw new Error(`${entry}: analyst threads run from the built program only; pass inProcess`);
  return new ThreadedPool(options, entry);
}

/** Loads the analyst that a source names. */
export function loadAnalyst({ modulePath, exportName, settings }: AnalystSource): Analyst {
  const loaded: unknown = createRequire(__filename)(modulePath);
  const make = (loaded as Record<string, unknown>)[exportName];
  if (typeof make !== 'function') throw new Error(`${modulePath} has no function ${exportName}`);
  return (make as (settings: unknown) => Analyst)(settings);
}

function poolInProcess(source: AnalystSource): AnalystPool {
  let analyst: Analyst | undefined;
  return {
    analyseDocument(document) {
      return new Promise((resolve, reject) => {
        try {
          analyst ??= loadAnalyst(source);
          resolve(analyst.analyseDocument(document));
        } catch (error) {
          reject(failure(document, 'internal', error instanceof Error ? error.message : String(error)));
        }
      });
    },
    close: () => Promise.resolve(),
  };
}

interface Task {
  readonly document: DocumentToAnalyse;
  resolve(analysis: Analysis): void;
  reject(error: StageFailure): void;
}

/** One thread and the document it holds. */
interface Seat {
  worker: Worker | undefined;
  task: Task | undefined;
  timer: NodeJS.Timeout | undefined;
}

const defaultDeadlineMs = 50_000;

class ThreadedPool implements AnalystPool {
  private readonly seats: Seat[];
  private readonly waiting: Task[] = [];
  private isClosed = false;
  private whenIdle: (() => void) | undefined;

  constructor(
    private readonly options: AnalystPoolOptions,
    private readonly entry: string,
  ) {
    this.seats = Array.from({ length: options.workers }, () => ({
      worker: undefined,
      task: undefined,
      timer: undefined,
    }));
  }

  analyseDocument(document: DocumentToAnalyse): Promise<Analysis> {
    return new Promise((resolve, reject) => {
      const task: Task = { document, resolve, reject };
      if (this.isClosed) {
        reject(failure(document, 'worker-died', '分析线程已停止 (the analyst threads have ended)', 'later'));
        return;
      }
      this.waiting.push(task);
      this.seatNext();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const task of this.waiting.splice(0)) {
      task.reject(failure(task.document, 'worker-died', '分析线程正在停止 (the analyst threads are ending)', 'later'));
    }
    if (this.seats.some((seat) => seat.task !== undefined))
      await new Promise<void>((resolve) => (this.whenIdle = resolve));
    await Promise.all(this.seats.map(async (seat) => seat.worker?.terminate()));
  }

  private seatNext(): void {
    for (const seat of this.seats) {
      if (seat.task !== undefined) continue;
      const task = this.waiting.shift();
      if (task === undefined) break;
      seat.task = task;
      seat.worker ??= this.start(seat);
      const worker = seat.worker;
      seat.timer = setTimeout(() => {
        this.leave(seat, worker);
        void worker.terminate();
        this.settle(seat, (held) => {
          held.reject(failure(held.document, 'deadline', '分析超时，线程已重启 (analysis took too long)'));
        });
      }, this.options.deadlineMs ?? defaultDeadlineMs);
      worker.postMessage(task.document);
    }
    if (this.seats.every((seat) => seat.task === undefined)) this.whenIdle?.();
  }

  private start(seat: Seat): Worker {
    const worker = new Worker(this.entry, { workerData: this.options.analyst });
    worker.on('message', (answer: ThreadAnswer) => {
      if (seat.worker !== worker) return;
      this.settle(seat, (task) => {
        if ('analysis' in answer) task.resolve(answer.analysis);
        else task.reject(failure(task.document, 'internal', answer.error));
      });
    });
    const died = (why: string): void => {
      if (seat.worker !== worker) return;
      this.leave(seat, worker);
      this.settle(seat, (task) => {
        task.reject(failure(task.document, 'worker-died', `分析线程意外结束：${why}`));
      });
    };
    worker.on('error', (error: unknown) => died(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => died(`exit ${code}`));
    return worker;
  }

  private leave(seat: Seat, worker: Worker): void {
    if (seat.worker === worker) seat.worker = undefined;
  }

  private settle(seat: Seat, how: (task: Task) => void): void {
    const { task } = seat;
    clearTimeout(seat.timer);
    seat.task = undefined;
    if (task !== undefined) how(task);
    this.seatNext();
  }
}

function failure(
  { id }: DocumentToAnalyse,
  reason: FailureReason,
  message: string,
  retry: RetryKind = reason === 'internal' ? 'never' : 'back-off',
): StageFailure {
  return new StageFailure({ stage: 'analyse', reason, retry, subjectId: id, message });
}
