import type { Alert, AlertHistory, AlertState, AlertSummary } from '../contracts/alert';
import type { Level } from '../contracts/primitives';

export interface AlertFilter {
  readonly states?: readonly AlertState[];
  readonly levels?: readonly Level[];
  readonly code?: string;
  /** GB/T 2260 code; covers what lies in it. */
  readonly region?: string;
  readonly ruleId?: string;
  readonly ownerId?: string;
  readonly cluster?: string;
  /** Plain words, all of which must occur in title or excerpt. */
  readonly words?: string;
}

export interface AlertList {
  readonly items: AlertSummary[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** What the alerts room asks of the archive. Every call joins the caller's transaction when there is one. */
export interface AlertStore {
  /** The alert that already took this match, if it was seen before (idempotence). */
  alertOfMatch(matchId: string): Promise<string | undefined>;
  /** The youngest alert of this rule, key and cluster that is not closed (one judged false keeps taking its copies). `key` is canonical JSON. */
  openAlert(ruleId: string, key: string, cluster: string): Promise<Alert | undefined>;
  insert(alert: Alert, matchId: string): Promise<void>;
  /** Writes `alert` where the stored version is `expectedVersion`; false when it is not. `matchId` is recorded when given. */
  update(alert: Alert, expectedVersion: number, matchId?: string): Promise<boolean>;
  get(id: string): Promise<Alert | undefined>;
  appendHistory(alertId: string, entry: AlertHistory): Promise<void>;
  history(alertId: string): Promise<AlertHistory[]>;
  /** Newest first by `raisedAt`, then id; the cursor is stable while rows arrive. */
  list(filter: AlertFilter, page: { limit: number; cursor?: string }): Promise<AlertList>;
  /** Alerts whose document is this one. */
  ofDocument(documentId: string): Promise<AlertSummary[]>;
}

/** Where live events are kept. `append` gives each its place; events become visible when the transaction commits. */
export interface LiveEventStore {
  append(event: {
    at: string;
    body: import('../contracts/live-event').LiveEventBody;
    scope: import('../contracts/live-event').LiveEventScope;
  }): Promise<number>;
  /** Events after `seq`, in order, at most `limit`. */
  after(seq: number, limit: number): Promise<import('../contracts/live-event').LoggedEvent[]>;
  /** First and last number in the log; both 0 when it is empty. `oldest` tells whether a cursor is too old. */
  bounds(): Promise<{ oldest: number; latest: number }>;
  /** Calls `listener` after every commit that appended; returns the way to stop. */
  onAppend(listener: () => void): () => void;
}

/** Notifications that are still to be delivered through a channel. Each is delivered at least once, then marked. */
export interface OutboxStore {
  enqueue(entry: { id: string; channel: string; alertId: string; payload: unknown; dueAt: string }): Promise<void>;
  due(
    now: string,
    limit: number,
  ): Promise<{ id: string; channel: string; alertId: string; payload: unknown; attempts: number }[]>;
  done(id: string, at: string): Promise<void>;
  failed(id: string, outcome: { at: string; reason: string; message: string; nextAt: string | null }): Promise<void>;
  counts(): Promise<{ waiting: number; dead: number }>;
}
