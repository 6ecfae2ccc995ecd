import type { Lead, LeadEvidence, LeadHistory, LeadState } from '../contracts/lead';
import type { Organisation } from '../contracts/user';

export interface LeadFilter {
  readonly state?: LeadState;
  readonly organisationId?: string;
  /** GB/T 2260 code; a lead is in scope when its region lies in it or one of these organisations holds it. */
  readonly region?: string;
  readonly organisationIds?: readonly string[];
}

export interface LeadList {
  readonly items: Lead[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** What the leads room asks of the archive. Every call joins the caller's transaction when there is one. */
export interface LeadStore {
  /** The next number of this organisation and year, without gaps or doubles under concurrency; counts from 1. */
  nextNumber(organisationId: string, year: number): Promise<number>;
  insert(lead: Lead): Promise<void>;
  /** Writes where the stored version is `expectedVersion`; false when it is not. */
  update(lead: Lead, expectedVersion: number): Promise<boolean>;
  get(id: string): Promise<Lead | undefined>;
  ofAlert(alertId: string): Promise<Lead | undefined>;
  list(filter: LeadFilter, page: { limit: number; cursor?: string }): Promise<LeadList>;
  appendHistory(leadId: string, entry: LeadHistory): Promise<void>;
  history(leadId: string): Promise<LeadHistory[]>;
}

/** What a new lead must look up about its pages: every capture of a document with its place in the chain. */
export interface EvidenceLookup {
  ofDocument(documentId: string): Promise<LeadEvidence[]>;
}

/** Organisations that can hold a lead. */
export interface OrganisationLookup {
  get(id: string): Promise<Organisation | undefined>;
  all(): Promise<Organisation[]>;
}
