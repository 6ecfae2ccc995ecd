import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { crawlerSettings, type CrawlerSettings } from '../../config/crawler-settings';
import { source as sourceSchema, type Source } from '../../contracts/source';
import type { PageTask } from '../../contracts/page';
import type { Clock } from '../../crawler/clock';
import type { EvidenceFiles } from '../../crawler/crawl-store';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface LocalWeb {
  readonly origin: string;
  readonly port: number;
  /** Paths in the order they were asked for. */
  readonly hits: string[];
  route(path: string, answer: Answer | string): void;
  close(): Promise<void>;
}

/** A web server on the loopback; unknown paths answer 404. Text answers are HTML. */
export async function startLocalWeb(): Promise<LocalWeb> {
  const routes = new Map<string, Answer>();
  const hits: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    hits.push(path);
    const answer = routes.get(path) ?? routes.get(path.split('?')[0] ?? '');
    if (answer) answer(request, response);
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    hits,
    route: (path, answer) =>
      routes.set(
        path,
        typeof answer === 'string'
          ? (_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer)
          : answer,
      ),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Settings for tests: no waiting at the gate, small limits where a test wants them. */
export function testSettings(change: Parameters<typeof crawlerSettings.parse>[0] = {}): CrawlerSettings {
  const own = change as Record<string, unknown>;
  const gate = { jitter: 0, ...(own['gate'] as object | undefined) };
  return crawlerSettings.parse({ ...own, gate });
}

export function testSource(change: Partial<Record<keyof Source, unknown>> = {}): Source {
  return sourceSchema.parse({
    id: 'test-source',
    name: '示例信源',
    kind: 'news-list',
    url: 'http://127.0.0.1/',
    render: 'never',
    politeness: { minDelay: '0s', concurrency: 8, respectRobots: false },
    allowAddresses: ['127.0.0.1'],
    ...change,
  });
}

export function testTask(url: string, change: Partial<PageTask> = {}): PageTask {
  const id = `t_${createHash('sha256').update(url).digest('hex').slice(0, 32)}`;
  return { id, sourceId: 'test-source', visitId: 'v_1', url, render: 'never', ...change };
}

/** Evidence kept in a map, by content. */
export class MemoryFiles implements EvidenceFiles {
  readonly kept = new Map<string, Uint8Array>();
  put(bytes: Uint8Array): Promise<{ sha256: string; bytes: number }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.kept.set(sha256, Uint8Array.from(bytes));
    return Promise.resolve({ sha256, bytes: bytes.length });
  }
  get(sha256: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.kept.get(sha256));
  }
  has(sha256: string): Promise<boolean> {
    return Promise.resolve(this.kept.has(sha256));
  }
}

/** A clock that moves only when a test moves it, or by itself to the next waiter with `runUntilIdle`. */
export class HandClock implements Clock {
  private waiters: { at: number; resolve: () => void }[] = [];
  constructor(public time = Date.parse('2026-03-02T01:00:00Z')) {}
  now(): number {
    return this.time;
  }
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiter = { at: this.time + ms, resolve };
      this.waiters.push(waiter);
      signal?.addEventListener('abort', () => {
        this.waiters = this.waiters.filter((other) => other !== waiter);
        resolve();
      });
    });
  }
  /** Moves time on and wakes everyone whose moment has come, in order. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    for (;;) {
      await settle();
      const next = this.waiters.filter((waiter) => waiter.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.waiters = this.waiters.filter((waiter) => waiter !== next);
      this.time = Math.max(this.time, next.at);
      next.resolve();
    }
    this.time = until;
    await settle();
  }
}

/** Lets promises that are ready run on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
