import parseRobots from 'robots-parser';
import type { CrawlerSettings } from '../config/crawler-settings';
import type { Clock } from './clock';

/** What fetching a robots.txt brought: its text, "there is none" (4xx), or "it cannot be had" (5xx, network). */
export type RobotsAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable'; readonly cause?: unknown };

export interface RobotsVerdict {
  readonly allowed: boolean;
  readonly why: 'no-rules' | 'rules' | 'unreachable';
  readonly crawlDelayMs: number;
  /** With `unreachable`: the network's own error, absent where the server answered 5xx. */
  readonly cause?: unknown;
}

export interface RobotsDeps {
  readonly clock: Clock;
  readonly agent: string;
}

type Rules = ReturnType<typeof parseRobots>;
type Loaded =
  | { readonly kind: 'rules'; readonly rules: Rules }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable'; readonly cause?: unknown };

interface Entry {
  readonly answer: Promise<Loaded>;
  expiresAt: number;
}

const maxOrigins = 20_000;
const maxLineLength = 2_000;
const hourMs = 3_600_000;

/**
 * robots.txt by RFC 9309: kept at most 24 hours, 4xx allows everything, 5xx and unreachable allow nothing (an older copy is
 * used where there is one), read up to a size cap, longest match wins. Crawl-delay, which the RFC does not know, is given too.
 */
export class Robots {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly settings: CrawlerSettings['robots'],
    private readonly deps: RobotsDeps,
  ) {}

  /** Judges one address. `ask` fetches a robots.txt and is called once per origin and cache period; `scope` separates callers with other rights. */
  async judge(url: URL, scope: string, ask: (robotsUrl: string) => Promise<RobotsAnswer>): Promise<RobotsVerdict> {
    const robotsUrl = `${url.origin}/robots.txt`;
    const loaded = await this.rulesFor(`${scope} ${url.origin}`, () => ask(robotsUrl));
    if (loaded.kind === 'absent') return { allowed: true, why: 'no-rules', crawlDelayMs: 0 };
    if (loaded.kind === 'unreachable') {
      return { allowed: false, why: 'unreachable', crawlDelayMs: 0, cause: loaded.cause };
    }
    const { rules } = loaded;
    const delay = rules.getCrawlDelay(this.deps.agent) ?? 0;
    return {
      allowed: url.pathname === '/robots.txt' || rules.isAllowed(url.href, this.deps.agent) !== false,
      why: 'rules',
      crawlDelayMs: Math.max(0, Number.isFinite(delay) ? delay * 1000 : 0),
    };
  }

  private async rulesFor(key: string, ask: () => Promise<RobotsAnswer>): Promise<Loaded> {
    const { clock } = this.deps;
    const known = this.entries.get(key);
    if (known && known.expiresAt > clock.now()) return await known.answer;
    if (this.entries.size >= maxOrigins) this.entries.clear();
    const entry: Entry = {
      answer: this.load(key, ask, known),
      expiresAt: clock.now() + this.settings.cacheHours * hourMs,
    };
    this.entries.set(key, entry);
    try {
      return await entry.answer;
    } catch (error) {
      this.entries.delete(key);
      throw error;
    }
  }

  private async load(key: string, ask: () => Promise<RobotsAnswer>, older: Entry | undefined): Promise<Loaded> {
    const answer = await ask();
    if (answer.kind === 'absent') return answer;
    if (answer.kind === 'text') {
      const origin = key.slice(key.indexOf(' ') + 1);
      return { kind: 'rules', rules: parseRobots(`${origin}/robots.txt`, tame(answer.text)) };
    }
    const entry = this.entries.get(key);
    if (entry) entry.expiresAt = this.deps.clock.now() + this.settings.retryMinutes * 60_000;
    return older ? await older.answer : answer;
  }
}

/** Cuts lines that are far longer than any path: the matcher's cost grows with pattern times path. */
function tame(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.length <= maxLineLength)
    .map((line) => line.replace(/\*{2,}/gu, '*'))
    .join('\n');
}
