import { fork, type ChildProcess } from 'node:child_process';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';
import { StageFailure, type FailureReason } from '../../contracts/failure';
import type { TileLine } from './merge-lines';

export interface OcrClientOptions {
  /** Longest time for one tile, start of the process included. */
  readonly deadlineMs: number;
  /** The process is replaced once it has grown beyond this. */
  readonly maxMemoryMb: number;
  readonly entry?: string;
}

const corner = z.tuple([z.number(), z.number()]);
const answer = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({
    id: z.number(),
    rss: z.number(),
    lines: z.array(z.object({ text: z.string(), score: z.number(), corners: z.array(corner) })),
  }),
  z.object({ id: z.number(), error: z.string() }),
]);

interface Job {
  readonly id: number;
  readonly png: Uint8Array;
  resolve(lines: TileLine[]): void;
  reject(error: StageFailure): void;
}

/** Speaks with the reading process: one tile at a time, in order. The process starts with the first tile and is replaced when it dies. */
export class OcrClient {
  private child: ChildProcess | undefined;
  private current: Job | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly waiting: Job[] = [];
  private lastId = 0;
  private isClosed = false;
  private errorOutput = '';

  constructor(private readonly options: OcrClientOptions) {}

  /** Rejects with StageFailure: `deadline`, `worker-died`, or `model` where the reader itself failed. */
  read(png: Uint8Array): Promise<TileLine[]> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) {
        reject(failure('worker-died', '图片识别进程已停止 (the picture reader has ended)'));
        return;
      }
      this.waiting.push({ id: ++this.lastId, png, resolve, reject });
      this.next();
    });
  }

  close(): Promise<void> {
    this.isClosed = true;
    for (const job of [...this.waiting.splice(0)]) job.reject(failure('worker-died', '图片识别进程正在停止'));
    this.finish((job) => job.reject(failure('worker-died', '图片识别进程正在停止')));
    const { child } = this;
    if (child === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      this.drop();
    });
  }

  private next(): void {
    if (this.current !== undefined) return;
    this.current = this.waiting.shift();
    if (this.current === undefined) {
      this.child?.unref();
      this.child?.channel?.unref();
      return;
    }
    const child = (this.child ??= this.start());
    child.ref();
    child.channel?.ref();
    this.timer = setTimeout(() => {
      this.drop();
      this.finish((job) => job.reject(failure('deadline', '图片识别超时 (reading the picture took too long)')));
    }, this.options.deadlineMs);
    child.send({ id: this.current.id, png: this.current.png }, (error) => {
      if (error !== null) this.died(child, error.message);
    });
  }

  private start(): ChildProcess {
    const child = fork(this.options.entry ?? dataFile('nlp/images/ocr-process.mjs'), {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=768'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.errorOutput = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errorOutput = (this.errorOutput + text).slice(-2_000);
    });
    child.on('message', (message) => this.settle(child, message));
    child.on('error', (error) => this.died(child, error.message));
    child.on('exit', (code, signal) => this.died(child, `exit ${code ?? signal ?? ''} ${this.errorOutput}`.trim()));
    return child;
  }

  private settle(child: ChildProcess, message: unknown): void {
    const parsed = answer.safeParse(message);
    if (child !== this.child || !parsed.success || 'ready' in parsed.data) return;
    const { data } = parsed;
    if (data.id !== this.current?.id) return;
    if ('error' in data) {
      this.finish((job) => job.reject(failure('model', `图片识别失败：${data.error}`)));
      return;
    }
    if (data.rss > this.options.maxMemoryMb * 1_048_576) this.drop();
    this.finish((job) => job.resolve(data.lines));
  }

  private died(child: ChildProcess, why: string): void {
    if (child !== this.child) return;
    this.child = undefined;
    this.finish((job) => job.reject(failure('worker-died', `图片识别进程意外结束：${why}`)));
  }

  private drop(): void {
    const { child } = this;
    this.child = undefined;
    child?.kill('SIGKILL');
  }

  private finish(how: (job: Job) => void): void {
    const job = this.current;
    clearTimeout(this.timer);
    this.current = undefined;
    if (job !== undefined) how(job);
    this.next();
  }
}

function failure(reason: FailureReason, message: string): StageFailure {
  return new StageFailure({ stage: 'read-images', reason, retry: 'back-off', subjectId: '', message });
}
