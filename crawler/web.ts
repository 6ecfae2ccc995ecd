import type { Source } from '../contracts/source';
import { durationMs } from '../contracts/source';
import type { CrawlerSettings } from '../config/crawler-settings';
import { AddressGuard } from './address-guard';
import { systemClock, type Clock } from './clock';
import { failureFromError } from './failure-from-error';
import { FetchFault } from './fetch-fault';
import { systemResolve, type Resolve } from './guarded-connect';
import { HostGate, type GatePass } from './host-gate';
import { HttpClient, webAddress, type HttpAnswer, type HttpGet } from './http-client';
import { Robots, type RobotsAnswer, type RobotsVerdict } from './robots';

export interface WebDeps {
  readonly clock?: Clock;
  readonly resolve?: Resolve;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
}

export type WebOptions = Pick<HttpGet, 'headers' | 'maxBytes' | 'truncate'>;

/**
 * The only way from the crawler to the outside: address guard, robots.txt, host gate, then the bounded HTTP client, in this
 * order, for every page, picture and redirect of every source. One per process; all workers share it.
 */
export class Web {
  readonly clock: Clock;
  readonly resolve: Resolve;
  readonly gate: HostGate;
  private readonly robots: Robots;
  private readonly client: HttpClient;
  private readonly guards = new Map<string, AddressGuard>();

  constructor(
    readonly settings: CrawlerSettings,
    deps: WebDeps = {},
  ) {
    this.clock = deps.clock ?? systemClock;
    this.resolve = deps.resolve ?? systemResolve;
    this.gate = new HostGate(settings.gate, { clock: this.clock, random: deps.random ?? Math.random });
    this.robots = new Robots(settings.robots, { clock: this.clock, agent: settings.robotsAgent });
    this.client = new HttpClient({
      limits: settings.limits,
      clock: this.clock,
      resolve: this.resolve,
      userAgent: settings.userAgent,
    });
  }

  /** Waits for robots.txt and the host's gate. Throws `robots-disallowed`, `budget-spent`, or `rate-limited` with the time to come back. */
  async admit(address: string, source: Source): Promise<GatePass> {
    const url = webAddress(address);
    const crawlDelayMs = await this.obey(url, source);
    const answer = await this.gate.enter({
      host: url.host,
      spacingMs: Math.max(durationMs(source.politeness.minDelay), crawlDelayMs),
      concurrency: source.politeness.concurrency,
    });
    if (answer.ok) return answer.pass;
    throw new FetchFault({
      reason: answer.reason === 'busy' ? 'rate-limited' : 'budget-spent',
      message: answer.reason === 'busy' ? `${url.host} 排队中 (host is busy)` : `${url.host} 今日请求额度已用完`,
      retry: 'later',
      retryAfterMs: answer.retryAfterMs,
    });
  }

  /** True where robots.txt lets this source fetch the address. */
  async isAllowed(address: string, source: Source): Promise<boolean> {
    if (!source.politeness.respectRobots) return true;
    const url = webAddress(address);
    return (await this.judge(url, source)).allowed;
  }

  /** Fetches with `pass` in hand; a redirect to another host asks for that host's admission first. */
  async send(address: string, source: Source, options: WebOptions & { pass?: GatePass } = {}): Promise<HttpAnswer> {
    let pass = options.pass;
    try {
      return await this.client.get({
        ...options,
        url: address,
        guard: this.guardOf(source),
        onRedirect: async (from, to) => {
          if (new URL(from).host === new URL(to).host) return;
          pass?.release();
          pass = await this.admit(to, source);
        },
      });
    } finally {
      pass?.release();
    }
  }

  /** `admit` and `send` in one; the answer may have any status. */
  async get(address: string, source: Source, options: WebOptions = {}): Promise<HttpAnswer> {
    return await this.send(address, source, { ...options, pass: await this.admit(address, source) });
  }

  guardOf(source: Source): AddressGuard {
    const allow = [...this.settings.allowAddresses, ...(source.allowAddresses ?? [])];
    const key = allow.join(',');
    let guard = this.guards.get(key);
    if (!guard) {
      guard = new AddressGuard(allow);
      this.guards.set(key, guard);
    }
    return guard;
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async obey(url: URL, source: Source): Promise<number> {
    if (!source.politeness.respectRobots) return 0;
    const verdict = await this.judge(url, source);
    if (!verdict.allowed) throw robotsFault(url, verdict, this.settings.robots.retryMinutes * 60_000);
    return Math.min(verdict.crawlDelayMs, this.settings.gate.maxCrawlDelayMs);
  }

  private async judge(url: URL, source: Source) {
    const guard = this.guardOf(source);
    return await this.robots.judge(url, guard.key, (robotsUrl) => this.askRobots(robotsUrl, guard));
  }

  private async askRobots(url: string, guard: AddressGuard): Promise<RobotsAnswer> {
    try {
      const headers = [['Accept-Encoding', 'identity']] as const;
      const { maxBytes } = this.settings.robots;
      const answer = await this.client.get({ url, guard, headers, maxBytes, truncate: true });
      if (answer.status >= 500) return { kind: 'unreachable' };
      if (answer.status >= 400) return { kind: 'absent' };
      return { kind: 'text', text: answer.body.toString('utf8') };
    } catch (error) {
      // A refused address stays a refusal of the page itself; every other failure counts as "unreachable" (RFC 9309, 2.3.1.4).
      if (isRefusal(error)) throw error;
      return { kind: 'unreachable', cause: error };
    }
  }
}

function robotsFault(url: URL, verdict: RobotsVerdict, retryAfterMs: number): FetchFault {
  // A host that cannot be reached at all is a fault of the network, not a wish of its owner.
  if (verdict.cause !== undefined) {
    const { reason, retry, message } = failureFromError(verdict.cause, { stage: 'robots', subjectId: url.host });
    return new FetchFault({ reason, retry, message, cause: verdict.cause });
  }
  return verdict.why === 'rules'
    ? new FetchFault({ reason: 'robots-disallowed', message: `robots.txt 不允许采集 ${url.href}`, retry: 'never' })
    : new FetchFault({
        reason: 'robots-disallowed',
        message: `robots.txt 暂不可达，按规定不采集 ${url.host} (server error)`,
        retry: 'later',
        retryAfterMs,
      });
}

function isRefusal(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if (current instanceof FetchFault)
      return current.reason === 'blocked-address' || current.reason === 'blocked-scheme';
  }
  return false;
}
