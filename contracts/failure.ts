import { z } from 'zod';

/**
 * Every reason for which a stage can fail. The reason decides the retry, labels the metric and keys the sentence on the
 * console; a wall to the outside (HTTP, browser, store, model) turns raw errors into one of these.
 */
export const failureReasons = [
  // network and page
  'dns',
  'connect',
  'tls',
  'timeout',
  'too-slow',
  'too-large',
  'too-many-redirects',
  'redirect-loop',
  'blocked-address',
  'blocked-scheme',
  'http-4xx',
  'http-5xx',
  'rate-limited',
  'gone',
  'decompression-bomb',
  'bad-encoding',
  'bad-charset',
  'not-html',
  'empty-page',
  'bad-feed',
  'bad-sitemap',
  'robots-disallowed',
  'budget-spent',
  'login-wall',
  'browser',
  // own parts
  'invalid-input',
  'invalid-output',
  'deadline',
  'worker-died',
  'model',
  'store',
  'disk-full',
  'rule-fault',
  'channel',
  'internal',
] as const;

export const failureReason = z.enum(failureReasons);
export type FailureReason = z.infer<typeof failureReason>;

/** What is done after a failure: never again, again after a back-off, or again later without counting the attempt. */
export const retryKind = z.enum(['never', 'back-off', 'later']);
export type RetryKind = z.infer<typeof retryKind>;

export interface StageFailureFields {
  readonly stage: string;
  readonly reason: FailureReason;
  readonly retry: RetryKind;
  readonly subjectId: string;
  readonly message: string;
  /** For `later`: milliseconds to wait, as a Retry-After header states it. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** The one failure class of the flow. */
export class StageFailure extends Error {
  readonly stage: string;
  readonly reason: FailureReason;
  readonly retry: RetryKind;
  readonly subjectId: string;
  readonly retryAfterMs: number | undefined;

  constructor(fields: StageFailureFields) {
    super(fields.message, { cause: fields.cause });
    this.name = 'StageFailure';
    this.stage = fields.stage;
    this.reason = fields.reason;
    this.retry = fields.retry;
    this.subjectId = fields.subjectId;
    this.retryAfterMs = fields.retryAfterMs;
  }
}
