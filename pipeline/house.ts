import type { AccessParts } from '../access/sign-in';
import type { Archive } from '../archive/open-archive';
import type { CatalogueAnswer, RuleSummary } from '../contracts/http';
import type { Channel } from '../alerts/channels/channel';
import type { DocumentFilter, DocumentPage } from '../contracts/search';
import type { LiveHub } from '../alerts/live-hub';
import type { Log } from './log';
import type { Metrics } from './metrics';
import type { Settings } from '../config/schema';
import type { Source } from '../contracts/source';

export interface HealthCheck {
  readonly name: string;
  readonly status: 'ok' | 'degraded' | 'down';
  readonly message: string;
}

/** The rules that are live, with what is wrong with the others. */
export interface RuleShelf {
  list(): Promise<{
    items: RuleSummary[];
    loadedAt: string;
    faults: { file: string; line: number; column: number; message: string }[];
  }>;
  yaml(ruleId: string): string | undefined;
}

/** The sources as configured; `visitNow` makes one due at once. */
export interface SourceShelf {
  all(): readonly Source[];
  get(id: string): Source | undefined;
  visitNow(id: string): Promise<boolean>;
}

export interface SearchWish {
  readonly filter: DocumentFilter;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly sort: 'newest' | 'relevance';
  readonly withFacets: boolean;
}

/** Parses the words of a search and runs it; a query that cannot be parsed says where and why. */
export type SearchDocuments = (
  wish: SearchWish,
) => Promise<{ page: DocumentPage } | { faults: { at: number; message: string }[] }>;

/** The whole house, introduced to itself: what the controllers and the command line are given. */
export interface House {
  readonly settings: Settings;
  readonly archive: Archive;
  readonly access: AccessParts;
  readonly hub: LiveHub;
  readonly rules: RuleShelf;
  readonly sources: SourceShelf;
  readonly search: SearchDocuments;
  readonly channels: readonly Channel[];
  readonly catalogue: CatalogueAnswer;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => Date;
  health(): Promise<HealthCheck[]>;
  /** Starts stages, scheduler and live hub. */
  start(): Promise<void>;
  /** Finishes or gives back what runs, then closes everything. */
  stop(): Promise<void>;
}

/** Injection token of the house; what Nest is given instead of fifty providers. */
export const HOUSE = Symbol('house');
