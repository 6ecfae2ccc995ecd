import type { LoggedEvent } from '../contracts/live-event';
import type { Viewer } from '../contracts/user';
import type { LiveEventStore } from './alert-store';
import { maySeeEvent } from './live-visibility';

// The live socket without the socket (formats.md 4). In: events as they are committed, and viewers with the cursor they
// last handled. Out: every later event a viewer may see, once and in order. The log is the only truth: each client has a
// position in it and is moved forward from there, so a cut, a restart, or another server process changes nothing.

/** One connected client, as the hub sees it. */
export interface LiveConnection {
  send(frames: readonly string[]): void;
  bufferedBytes(): number;
  /** Resolves when what was sent has left, or it is clear that it does not. */
  drained(): Promise<void>;
  close(code: number, reason: string): void;
}

export interface LiveHubOptions {
  readonly flushMs: number;
  readonly pingMs: number;
  readonly maxBufferedBytes: number;
  readonly setTimer: (work: () => void, delayMs: number) => () => void;
  readonly onFault: (fault: unknown) => void;
}

interface Client {
  readonly connection: LiveConnection;
  viewer: Viewer;
  position: number;
  isCatchingUp: boolean;
}

interface CachedEvent extends LoggedEvent {
  readonly frame: string;
}

const pageSize = 500;
const cacheSize = 5000;
/** With more than this share of its buffer filled a client is not sent the next page before it has read. */
const comfortableShare = 0.25;
export const closeCodes = { sessionEnded: 4401, forbidden: 4403, tooSlow: 4008, goingAway: 1001 } as const;

export class LiveHub {
  readonly #clients = new Set<Client>();
  readonly #cache: CachedEvent[] = [];
  #latest = 0;
  #isFlushing = false;
  #isFlushWanted = false;
  #isStopped = false;
  #stopTimer: (() => void) | undefined;
  #stopPing: (() => void) | undefined;
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly store: LiveEventStore,
    private readonly options: LiveHubOptions,
  ) {}

  /** Begins at the end of the log; events committed from now on are delivered. */
  async start(): Promise<void> {
    this.#latest = (await this.store.bounds()).latest;
    this.#stopListening = this.store.onAppend(() => this.#scheduleFlush());
    this.#schedulePing();
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  /**
   * Adds a client. `since` is the cursor it last handled; undefined means from now. A cursor that is no number, is too
   * old, or lies beyond the log gets a `reset` frame. Returns how to remove the client.
   */
  async attach(connection: LiveConnection, viewer: Viewer, since: string | undefined): Promise<() => void> {
    const { oldest, latest } = await this.store.bounds();
    const wanted = since === undefined ? latest : /^\d{1,15}$/.test(since) ? Number(since) : -1;
    const isUsable = wanted >= 0 && wanted <= latest && (wanted >= oldest - 1 || wanted === latest);
    const client: Client = { connection, viewer, position: isUsable ? wanted : latest, isCatchingUp: false };
    if (!isUsable) connection.send([JSON.stringify({ type: 'reset', seq: String(latest) })]);
    else connection.send([JSON.stringify({ type: 'ping', seq: String(wanted) })]);
    if (this.#isStopped) {
      connection.close(closeCodes.goingAway, 'the service is stopping');
      return () => undefined;
    }
    this.#clients.add(client);
    await this.#advance(client);
    return () => void this.#clients.delete(client);
  }

  /** Ends every connection of this user, or of everybody. */
  disconnect(userId: string | undefined, code: number, reason: string): void {
    for (const client of this.#clients) {
      if (userId !== undefined && client.viewer.userId !== userId) continue;
      this.#clients.delete(client);
      client.connection.close(code, reason);
    }
  }

  /** Delivers what is committed now without waiting for the flush timer. */
  async flush(): Promise<void> {
    this.#isFlushWanted = true;
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    try {
      // Asked again meanwhile, it looks once more: what was committed during a flush must not wait for the next event.
      while (this.#isFlushWanted) {
        this.#isFlushWanted = false;
        await this.#readNew();
        for (const client of this.#clients) if (!client.isCatchingUp) await this.#advance(client);
      }
    } finally {
      this.#isFlushing = false;
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopTimer?.();
    this.#stopPing?.();
    this.#stopListening?.();
    this.disconnect(undefined, closeCodes.goingAway, 'the service is stopping');
  }

  #scheduleFlush(): void {
    if (this.#stopTimer !== undefined) return;
    this.#stopTimer = this.options.setTimer(() => {
      this.#stopTimer = undefined;
      this.flush().catch(this.options.onFault);
    }, this.options.flushMs);
  }

  #schedulePing(): void {
    this.#stopPing = this.options.setTimer(() => {
      for (const client of this.#clients) {
        if (!client.isCatchingUp)
          this.#deliver(client, [JSON.stringify({ type: 'ping', seq: String(client.position) })]);
      }
      this.#schedulePing();
    }, this.options.pingMs);
  }

  async #readNew(): Promise<void> {
    for (;;) {
      const events = await this.store.after(this.#latest, pageSize);
      for (const event of events) this.#cache.push({ ...event, frame: frameOf(event) });
      this.#latest = events.at(-1)?.seq ?? this.#latest;
      if (this.#cache.length > cacheSize) this.#cache.splice(0, this.#cache.length - cacheSize);
      if (events.length < pageSize) return;
    }
  }

  /** Moves a client to the end of the log; where what was sent must leave first it goes on by itself afterwards. */
  async #advance(client: Client): Promise<void> {
    client.isCatchingUp = true;
    let isThere = true;
    try {
      isThere = await this.#sendPages(client);
    } finally {
      client.isCatchingUp = !isThere;
    }
    if (isThere) return;
    client.connection
      .drained()
      .then(() => this.#advance(client))
      .catch(this.options.onFault);
  }

  /** Sends page by page; true at the end of the log, false when the client has to read before it gets more. */
  async #sendPages(client: Client): Promise<boolean> {
    while (this.#clients.has(client)) {
      const events = await this.#eventsAfter(client.position);
      const last = events.at(-1);
      // Events may have arrived while the page was read: only a client at the end of the log is done.
      if (last === undefined && client.position >= this.#latest) return true;
      client.position = last?.seq ?? this.#latest;
      const frames = events.filter((event) => maySeeEvent(client.viewer, event.scope)).map((event) => event.frame);
      if (frames.length > 0) this.#deliver(client, frames);
      if (client.connection.bufferedBytes() > this.options.maxBufferedBytes * comfortableShare) return false;
    }
    return true;
  }

  async #eventsAfter(position: number): Promise<CachedEvent[]> {
    const first = this.#cache[0];
    if (first !== undefined && first.seq <= position + 1) {
      return this.#cache.slice(indexAfter(this.#cache, position), indexAfter(this.#cache, position) + pageSize);
    }
    if (position >= this.#latest) return [];
    const events = await this.store.after(position, pageSize);
    return events.map((event) => ({ ...event, frame: frameOf(event) }));
  }

  #deliver(client: Client, frames: readonly string[]): void {
    if (client.connection.bufferedBytes() > this.options.maxBufferedBytes) {
      this.#clients.delete(client);
      client.connection.close(closeCodes.tooSlow, 'too slow: reconnect with the last seq');
      return;
    }
    client.connection.send(frames);
  }
}

function frameOf(event: LoggedEvent): string {
  return JSON.stringify({ seq: String(event.seq), at: event.at, ...event.body });
}

/** Index of the first cached event after `position`; the cache is in order. */
function indexAfter(cache: readonly CachedEvent[], position: number): number {
  let low = 0;
  let high = cache.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cache[middle]?.seq ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
