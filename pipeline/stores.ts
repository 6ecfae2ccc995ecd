import type { Analysis } from '../contracts/analysis';
import type { DocumentFilter, DocumentPage } from '../contracts/search';
import type { HomeAnswer } from '../contracts/http';
import type { QueryNode } from '../contracts/query';
import type { SourceDocument } from '../contracts/page';

/** Analyses, one per document version. */
export interface AnalysisStore {
  put(analysis: Analysis): Promise<void>;
  get(documentId: string, version?: number): Promise<Analysis | undefined>;
}

/** A compiled search: the filter, the parsed query of `filter.q` (null: no words) and the page wanted. */
export interface DocumentSearch {
  readonly filter: DocumentFilter;
  readonly query: QueryNode | null;
  readonly limit: number;
  readonly cursor?: string;
  readonly sort: 'newest' | 'relevance';
  readonly withFacets: boolean;
}

/** Search over documents and their findings. `put` replaces the document's older version and is idempotent. */
export interface DocumentIndex {
  put(document: SourceDocument, analysis: Analysis): Promise<void>;
  search(search: DocumentSearch): Promise<DocumentPage>;
  /** Documents and analyses oldest first in `[from, to)`, for backtests and exports. */
  scan(range: { from: string; to: string }): AsyncIterable<{ document: SourceDocument; analysis: Analysis }>;
  close(): Promise<void>;
}

/** Figures of the home page, for one region and what lies in it. Times are RFC 3339; `regionName` and `codeName` are filled by the caller. */
export interface Statistics {
  home(scope: { region: string; now: string }): Promise<HomeAnswer>;
  /** Per rule: matches and alerts since `since`, verdicts so far, last match. */
  rules(
    since: string,
  ): Promise<
    Map<
      string,
      { matches: number; alerts: number; confirmed: number; falsePositives: number; lastMatchAt: string | null }
    >
  >;
}

/** One unit of work for a stage. `id` derives from its input, so the same work is never queued twice. */
export interface Job {
  readonly id: string;
  readonly stage: string;
  readonly subjectId: string;
  /** Jobs of one lane are claimed fairly between lanes: a host, a source, or empty. */
  readonly lane: string;
  readonly payload: unknown;
  readonly runAt: string;
  readonly attempts: number;
}

/** Durable queue between stages. Claimed jobs come back after `leaseMs` when their process died. */
export interface JobQueue {
  /** Ignores jobs whose id was ever accepted (done ones are remembered for `rememberDays`). */
  enqueue(jobs: readonly Omit<Job, 'attempts'>[]): Promise<number>;
  /** At most `perLane` jobs of one lane run at a time, so that a slow host never takes every place. */
  claim(
    stage: string,
    limit: number,
    lease: { now: string; leaseMs: number; worker: string; perLane?: number },
  ): Promise<Job[]>;
  complete(id: string, at: string): Promise<void>;
  /** Puts the job back for `runAt`; `counted` adds one to its attempts. */
  release(id: string, outcome: { runAt: string; counted: boolean; reason: string; message: string }): Promise<void>;
  /** Takes the job out of the flow for good and keeps it with its reason. */
  bury(id: string, outcome: { at: string; reason: string; message: string }): Promise<void>;
  /** Gives every job that this process holds back at once (graceful stop, and start after a crash). */
  releaseAll(worker: string | null, now: string): Promise<number>;
  depth(now: string): Promise<{ stage: string; queued: number; running: number; failed: number; oldestMs: number }[]>;
  buried(limit: number): Promise<(Job & { reason: string; message: string; at: string })[]>;
  /** Calls `listener` with the stage after every commit that enqueued for it; returns the way to stop. */
  onEnqueue(listener: (stage: string) => void): () => void;
}

/** Runs `work` so that everything it stores, enqueues, completes and announces is kept together or not at all. Nested calls join. */
export type UnitOfWork = <T>(work: () => Promise<T>) => Promise<T>;
