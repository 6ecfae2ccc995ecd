/**
 * The reference client of the live socket (formats.md 4). It promises: every event this viewer may see, each exactly once
 * and in order, across cuts, restarts and slow moments. It resumes by the last cursor it handled, tells when the server can
 * no longer resume (`onReset`: read again by HTTP), notices a silent line by the missing ping, and backs off with jitter.
 * It knows nothing of the page and may be used by another program that has a WebSocket.
 */
import { liveFrame, type LiveFrame } from '../../../contracts/live-event';

export type LiveEvent = Exclude<LiveFrame, { type: 'ping' | 'reset' }>;

/** `signed-out` and `forbidden` are final; `waiting` is between two attempts. */
export type LiveState = 'idle' | 'connecting' | 'open' | 'waiting' | 'signed-out' | 'forbidden';

/** What a socket tells. After `close` was called nothing it still says is heard. */
export interface LiveHandlers {
  readonly opened: () => void;
  readonly text: (text: string) => void;
  /** The WebSocket close code. */
  readonly closed: (code: number) => void;
}

export interface LiveOptions {
  /** Opens a socket at a path such as `/live?since=42`. */
  readonly open: (path: string, handlers: LiveHandlers) => { close: () => void };
  readonly onEvent: (event: LiveEvent) => void;
  /** The cursor was too old: everything must be read again by HTTP. */
  readonly onReset: () => void;
  readonly onState: (state: LiveState, attempt: number) => void;
  /** A frame this version does not understand; its cursor still counts. */
  readonly onUnknown?: (text: string) => void;
  /** A number in [0, 1) for the jitter. */
  readonly random?: () => number;
}

export interface LiveClient {
  /** Begins at a cursor, or from now. */
  start(since?: string): void;
  /** Ends for good, without reconnecting. */
  stop(): void;
  /** Tries again at once, for example when the network is back. */
  retry(): void;
  /** The cursor of the last frame handled, or null before the first. */
  cursor(): string | null;
}

const silenceMs = 40_000;
const firstWaitMs = 500;
const longestWaitMs = 15_000;
const rememberedCursors = 2_000;
const closedSignedOut = 4401;
const closedForbidden = 4403;
const closedTooSlow = 4008;

/** Milliseconds to wait before attempt `attempt` (from 1): doubling up to 15 s, then spread by ±25 %. */
export function backOffMs(attempt: number, random: number): number {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(wait * (0.75 + random * 0.5));
}

/** A bounded memory of cursors that were handled, so that a repeated frame is dropped. */
function rememberHandled(): { isNew: (seq: string) => boolean } {
  const known = new Set<string>();
  return {
    isNew(seq) {
      if (known.has(seq)) return false;
      known.add(seq);
      if (known.size > rememberedCursors) known.delete(known.values().next().value ?? seq);
      return true;
    },
  };
}

function seqOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('seq' in value)) return null;
  return typeof value.seq === 'string' ? value.seq : null;
}

/** Reads one text frame. An unreadable one gives its cursor, if it has one, so that the client can pass over it. */
export function readFrame(text: string): { frame: LiveFrame } | { unknownAt: string | null } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { unknownAt: null };
  }
  const parsed = liveFrame.safeParse(value);
  return parsed.success ? { frame: parsed.data } : { unknownAt: seqOf(value) };
}

class ResumingClient implements LiveClient {
  private socket: { close: () => void } | null = null;
  private generation = 0;
  private seq: string | null = null;
  private attempt = 0;
  private wanted = false;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private readonly handled = rememberHandled();

  constructor(private readonly options: LiveOptions) {}

  start(since?: string): void {
    if (since !== undefined) this.seq = since;
    this.wanted = true;
    this.attempt = 0;
    this.connect();
  }

  stop(): void {
    this.wanted = false;
    this.release();
    this.options.onState('idle', 0);
  }

  retry(): void {
    if (!this.wanted || (this.socket && this.attempt === 0)) return;
    this.connect();
  }

  cursor(): string | null {
    return this.seq;
  }

  private connect(): void {
    this.release();
    this.options.onState('connecting', this.attempt);
    const path = this.seq === null ? '/live' : `/live?since=${encodeURIComponent(this.seq)}`;
    const mine = ++this.generation;
    const whileMine =
      <T extends unknown[]>(then: (...told: T) => void) =>
      (...told: T): void => {
        if (mine === this.generation) then(...told);
      };
    this.watch();
    this.socket = this.options.open(path, {
      opened: whileMine(() => {
        this.watch();
        this.options.onState('open', this.attempt);
      }),
      text: whileMine((text: string) => {
        this.watch();
        this.attempt = 0;
        this.take(text);
      }),
      closed: whileMine((code: number) => this.lost(code)),
    });
  }

  /** Lets the present socket go, so that nothing it still says is heard. */
  private release(): void {
    clearTimeout(this.watchdog);
    clearTimeout(this.waiting);
    this.generation += 1;
    this.socket?.close();
    this.socket = null;
  }

  /** Starts the silence clock anew: pings come every 15 s, so 40 s without a frame is a dead line. */
  private watch(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.lost(0), silenceMs);
  }

  private take(text: string): void {
    const read = readFrame(text);
    if ('unknownAt' in read) {
      if (read.unknownAt !== null) this.seq = read.unknownAt;
      this.options.onUnknown?.(text);
      return;
    }
    const { frame } = read;
    if (frame.type !== 'ping' && !this.handled.isNew(frame.seq)) return;
    this.seq = frame.seq;
    if (frame.type === 'ping') return;
    if (frame.type === 'reset') this.options.onReset();
    else this.options.onEvent(frame);
  }

  private lost(code: number): void {
    this.release();
    if (!this.wanted) return;
    if (code === closedSignedOut || code === closedForbidden) {
      this.wanted = false;
      this.options.onState(code === closedSignedOut ? 'signed-out' : 'forbidden', 0);
      return;
    }
    this.attempt += 1;
    this.options.onState('waiting', this.attempt);
    const wait = code === closedTooSlow ? 0 : backOffMs(this.attempt, (this.options.random ?? Math.random)());
    this.waiting = setTimeout(() => this.connect(), wait);
  }
}

/** Makes a client that is not started yet. */
export function createLiveClient(options: LiveOptions): LiveClient {
  return new ResumingClient(options);
}
