import type { Capture, ChainLink } from '../contracts/evidence';
import type { SeenPage, SkippedPage, SourceHealth, Visit } from '../contracts/source';
import type { SourceDocument } from '../contracts/page';

/** What the crawler asks of the archive about sources and pages. Every call joins the caller's transaction when there is one. */
export interface CrawlStore {
  health(sourceId: string): Promise<SourceHealth | undefined>;
  allHealth(): Promise<SourceHealth[]>;
  putHealth(health: SourceHealth): Promise<void>;
  putVisit(visit: Visit): Promise<void>;
  visits(sourceId: string, limit: number): Promise<Visit[]>;
  seen(canonicalUrl: string): Promise<SeenPage | undefined>;
  putSeen(page: SeenPage): Promise<void>;
  recordSkip(skip: SkippedPage): Promise<void>;
  skips(sourceId: string, limit: number): Promise<SkippedPage[]>;
  recordFailure(failure: { sourceId: string; url: string; at: string; reason: string; message: string }): Promise<void>;
  failures(sourceId: string, limit: number): Promise<{ url: string; at: string; reason: string; message: string }[]>;
}

/** Documents and their versions. */
export interface DocumentStore {
  /** The newest version, or the one named. */
  get(id: string, version?: number): Promise<SourceDocument | undefined>;
  /** Inserts a version; false when this (id, version) or the same content is there already. */
  insert(document: SourceDocument): Promise<boolean>;
  versions(id: string): Promise<{ version: number; collectedAt: string; contentHash: string }[]>;
  count(): Promise<number>;
}

/** Content-addressed files. A file is whole or not there; writing the same bytes twice keeps one. */
export interface EvidenceFiles {
  put(bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>;
  get(sha256: string): Promise<Uint8Array | undefined>;
  has(sha256: string): Promise<boolean>;
}

/** Captures and the hash chain over them. `append` is idempotent by capture id and gives the link. */
export interface CaptureStore {
  append(capture: Capture): Promise<ChainLink>;
  get(id: string): Promise<Capture | undefined>;
  ofDocument(documentId: string): Promise<Capture[]>;
  /** Captures that contain this file, newest first, at most 20. */
  holding(sha256: string): Promise<Capture[]>;
  attachDocument(captureId: string, documentId: string): Promise<void>;
  link(captureId: string): Promise<ChainLink | undefined>;
  /** Links from `index` on, in order. */
  links(fromIndex: number, limit: number): Promise<ChainLink[]>;
}
