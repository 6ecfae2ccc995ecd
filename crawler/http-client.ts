import type { AddressGuard } from './address-guard';
import { decompress } from './decompress';
import { FetchFault } from './fetch-fault';
import { HttpExchanger, headerOf, type ExchangeDeps, type HeaderList, type HttpHop } from './http-exchange';

export interface HttpGet {
  readonly url: string;
  readonly guard: AddressGuard;
  readonly headers?: HeaderList;
  /** Largest body, wire and decoded; the settings' limit when absent. */
  readonly maxBytes?: number;
  /** Keep the first `maxBytes` instead of failing. */
  readonly truncate?: boolean;
  /** Asked before every redirect is followed; it may wait or throw. */
  onRedirect?(from: string, to: string): Promise<void>;
}

/** The last answer of a chain of redirects, with every hop, and the body with its content coding undone. */
export interface HttpAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly hops: readonly HttpHop[];
  readonly respondedAt: number;
}

export interface HttpClientDeps extends ExchangeDeps {
  readonly userAgent: string;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** GET over http and https: address guard at connect, redirects counted and re-checked, size, time, rate and ratio bounded. */
export class HttpClient {
  private readonly exchangers = new Map<string, HttpExchanger>();

  constructor(private readonly deps: HttpClientDeps) {}

  async get(wanted: HttpGet): Promise<HttpAnswer> {
    // A timer of our own, cleared at once: signals of AbortSignal.timeout live on until their time is up.
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(tooLate(this.deps.limits.totalMs)), this.deps.limits.totalMs);
    try {
      return await this.follow(wanted, stop.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  private async follow(wanted: HttpGet, signal: AbortSignal): Promise<HttpAnswer> {
    const hops: HttpHop[] = [];
    const visited = new Set<string>();
    let url = webAddress(wanted.url);
    for (;;) {
      visited.add(url.href);
      const hop = await this.send(url, wanted, signal);
      hops.push(hop);
      const next = redirectTarget(hop);
      if (next === null) return await this.answer(hop, hops, wanted);
      this.checkRedirect(next, visited, hops.length);
      await wanted.onRedirect?.(url.href, next.href);
      url = next;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.exchangers.values()].map((exchanger) => exchanger.close()));
    this.exchangers.clear();
  }

  private async send(url: URL, wanted: HttpGet, signal: AbortSignal): Promise<HttpHop> {
    let exchanger = this.exchangers.get(wanted.guard.key);
    if (!exchanger) {
      exchanger = new HttpExchanger(wanted.guard, this.deps);
      this.exchangers.set(wanted.guard.key, exchanger);
    }
    return await exchanger.send({
      url,
      headers: withDefaults(wanted.headers ?? [], this.deps.userAgent),
      maxBytes: wanted.maxBytes ?? this.deps.limits.maxBytes,
      truncate: wanted.truncate ?? false,
      signal,
    });
  }

  private checkRedirect(next: URL, visited: ReadonlySet<string>, followed: number): void {
    if (visited.has(next.href)) {
      throw new FetchFault({ reason: 'redirect-loop', message: `重定向成环：${next.href}`, retry: 'never' });
    }
    if (followed > this.deps.limits.maxRedirects) {
      throw new FetchFault({
        reason: 'too-many-redirects',
        message: `重定向超过 ${this.deps.limits.maxRedirects} 次`,
        retry: 'never',
      });
    }
  }

  private async answer(hop: HttpHop, hops: readonly HttpHop[], wanted: HttpGet): Promise<HttpAnswer> {
    const { limits } = this.deps;
    const encoding = headerOf(hop.headers, 'content-encoding') ?? '';
    const body = hop.truncated
      ? hop.body
      : await decompress(hop.body, encoding, {
          maxBytes: wanted.maxBytes ?? limits.maxBytes,
          maxRatio: limits.maxRatio,
        });
    return { url: hop.url, status: hop.status, headers: hop.headers, body, hops, respondedAt: hop.respondedAt };
  }
}

function tooLate(totalMs: number): FetchFault {
  return new FetchFault({ reason: 'timeout', message: `超过总时限 ${totalMs} 毫秒`, retry: 'back-off' });
}

function withDefaults(own: HeaderList, userAgent: string): HeaderList {
  const defaults: HeaderList = [
    ['User-Agent', userAgent],
    ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['Accept-Language', 'zh-CN,zh;q=0.9,en;q=0.5'],
    ['Accept-Encoding', 'gzip, deflate, br'],
  ];
  return [...defaults.filter(([name]) => headerOf(own, name.toLowerCase()) === undefined), ...own];
}

/** Parses an absolute http(s) address without credentials and fragment; anything else is `blocked-scheme`. */
export function webAddress(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new FetchFault({
      reason: 'invalid-input',
      message: `不是网址：${text.slice(0, 200)}`,
      retry: 'never',
      cause,
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchFault({ reason: 'blocked-scheme', message: `不允许的协议 ${url.protocol}`, retry: 'never' });
  }
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

function redirectTarget(hop: HttpHop): URL | null {
  if (!redirectStatuses.has(hop.status)) return null;
  const location = headerOf(hop.headers, 'location');
  if (location === undefined) return null;
  const absolute = URL.canParse(location, hop.url) ? new URL(location, hop.url).href : location;
  return webAddress(absolute);
}
