import type { FailureReason, RetryKind } from '../contracts/failure';

export interface FetchFaultFields {
  readonly reason: FailureReason;
  readonly message: string;
  readonly retry?: RetryKind;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A fetch that failed for a reason the crawler itself knows; `failureFromError` turns it into the flow's one failure class. */
export class FetchFault extends Error {
  readonly reason: FailureReason;
  readonly retry: RetryKind | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(fields: FetchFaultFields) {
    super(fields.message, { cause: fields.cause });
    this.name = 'FetchFault';
    this.reason = fields.reason;
    this.retry = fields.retry;
    this.retryAfterMs = fields.retryAfterMs;
  }
}
