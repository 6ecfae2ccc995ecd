import { Agent, request } from 'undici';
import type { CrawlerSettings } from '../config/crawler-settings';
import type { AddressGuard } from './address-guard';
import type { Clock } from './clock';
import { FetchFault } from './fetch-fault';
import { guardedConnector, type Resolve } from './guarded-connect';

export type HeaderList = readonly (readonly [string, string])[];

/** One request and its response, bytes as they came over the wire (after transfer coding, before content coding). */
export interface HttpHop {
  readonly url: string;
  readonly requestHeaders: HeaderList;
  readonly status: number;
  readonly statusText: string;
  /** Names and values in the order and case the server sent. */
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly truncated: boolean;
  readonly peer: string | undefined;
  readonly startedAt: number;
  readonly respondedAt: number;
}

export type FetchLimits = CrawlerSettings['limits'];

export interface ExchangeDeps {
  readonly limits: FetchLimits;
  readonly clock: Clock;
  readonly resolve: Resolve;
}

export interface ExchangeRequest {
  readonly url: URL;
  readonly headers: HeaderList;
  /** Largest body in wire bytes; with `truncate` the rest is left unread instead of failing. */
  readonly maxBytes: number;
  readonly truncate: boolean;
  readonly signal: AbortSignal;
}

const maxPeers = 10_000;

/** HTTP/1.1 exchanges through one address guard. Connections are pooled per guard, so no source borrows another's right. */
export class HttpExchanger {
  private readonly agent: Agent;
  private readonly peers = new Map<string, string>();

  constructor(
    guard: AddressGuard,
    private readonly deps: ExchangeDeps,
  ) {
    const { limits } = deps;
    this.agent = new Agent({
      connect: guardedConnector({
        guard,
        resolve: deps.resolve,
        timeoutMs: limits.connectMs,
        onConnected: (host, address) => this.rememberPeer(host, address),
      }),
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.headersMs,
    });
  }

  /** Sends one GET and reads the body within the limits; redirects are answers like any other. */
  async send(exchange: ExchangeRequest): Promise<HttpHop> {
    const { clock } = this.deps;
    const startedAt = clock.now();
    const answer = await request(exchange.url, {
      dispatcher: this.agent,
      method: 'GET',
      headers: exchange.headers.flat(),
      responseHeaders: 'raw',
      signal: exchange.signal,
    });
    const respondedAt = clock.now();
    const headers = pairs(answer.headers as unknown as readonly string[]);
    const read = await this.readBody(answer.body, headers, exchange);
    return {
      url: exchange.url.href,
      requestHeaders: [['Host', exchange.url.host], ['Connection', 'keep-alive'], ...exchange.headers],
      status: answer.statusCode,
      statusText: answer.statusText,
      headers,
      ...read,
      peer: this.peers.get(exchange.url.hostname.replace(/^\[|\]$/gu, '')),
      startedAt,
      respondedAt,
    };
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async readBody(
    body: AsyncIterable<Buffer> & {
      destroy(error?: Error): unknown;
      on(event: 'error', listener: () => void): unknown;
    },
    headers: HeaderList,
    exchange: ExchangeRequest,
  ): Promise<{ body: Buffer; truncated: boolean }> {
    const announced = Number(headerOf(headers, 'content-length') ?? 0);
    if (announced > exchange.maxBytes && !exchange.truncate) {
      // Destroying an unread body emits an error that nobody is waiting for.
      body.on('error', () => undefined);
      body.destroy();
      throw tooLarge(exchange);
    }
    const rate = new RateWatch(this.deps);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > exchange.maxBytes) {
        if (!exchange.truncate) throw tooLarge(exchange);
        chunks.push(chunk.subarray(0, chunk.length - (size - exchange.maxBytes)));
        return { body: Buffer.concat(chunks), truncated: true };
      }
      chunks.push(chunk);
      rate.check(size, exchange.url);
    }
    return { body: Buffer.concat(chunks), truncated: false };
  }

  private rememberPeer(host: string, address: string): void {
    if (this.peers.size >= maxPeers) this.peers.clear();
    this.peers.set(host, address);
  }
}

/** Refuses a body whose average rate stays below the limit: a server that drips holds no slot. */
class RateWatch {
  private readonly startedAt: number;

  constructor(private readonly deps: ExchangeDeps) {
    this.startedAt = deps.clock.now();
  }

  check(size: number, url: URL): void {
    const { limits, clock } = this.deps;
    const elapsed = clock.now() - this.startedAt;
    if (elapsed < limits.minRateAfterMs || (size * 1000) / elapsed >= limits.minBytesPerSecond) return;
    throw new FetchFault({
      reason: 'too-slow',
      message: `${url.host} 传输过慢 (${size} bytes in ${elapsed} ms)`,
      retry: 'back-off',
    });
  }
}

function tooLarge(exchange: ExchangeRequest): FetchFault {
  return new FetchFault({
    reason: 'too-large',
    message: `${exchange.url.href} 超过 ${exchange.maxBytes} 字节 (body exceeds the limit)`,
    retry: 'never',
  });
}

function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) list.push([String(raw[index]), String(raw[index + 1])]);
  return list;
}

/** First value of a header, the name in lower case. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Header names in lower case; repeated headers joined by a comma and a space. */
export function headerRecord(headers: HeaderList): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = record[key];
    record[key] = known === undefined ? value : `${known}, ${value}`;
  }
  return record;
}
