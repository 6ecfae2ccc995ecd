import type { AuditEntry, Organisation, Role, User } from '../contracts/user';

export interface StoredUser extends User {
  /** argon2id, encoded with its parameters. */
  readonly passwordHash: string;
}

export interface StoredSession {
  /** SHA-256 of the secret that the cookie or token carries; the secret itself is never stored. */
  readonly idHash: string;
  readonly userId: string;
  readonly kind: 'session' | 'token';
  readonly scope: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastSeenAt: string;
}

/** What the access room asks of the archive. */
export interface AccessStore {
  organisations(): Promise<Organisation[]>;
  organisation(id: string): Promise<Organisation | undefined>;
  putOrganisation(organisation: Organisation): Promise<void>;
  users(): Promise<StoredUser[]>;
  user(id: string): Promise<StoredUser | undefined>;
  userByName(username: string): Promise<StoredUser | undefined>;
  insertUser(user: StoredUser): Promise<void>;
  updateUser(user: StoredUser, expectedVersion: number): Promise<boolean>;
  countUsers(): Promise<number>;
  insertSession(session: StoredSession): Promise<void>;
  session(idHash: string): Promise<StoredSession | undefined>;
  touchSession(idHash: string, lastSeenAt: string, expiresAt: string): Promise<void>;
  deleteSession(idHash: string): Promise<void>;
  deleteSessionsOf(userId: string): Promise<void>;
  /** Appends one line; lines are never changed or removed. */
  appendAudit(entry: Omit<AuditEntry, 'id'>): Promise<void>;
  audit(page: {
    limit: number;
    cursor?: string;
    role?: Role;
  }): Promise<{ items: AuditEntry[]; nextCursor: string | null }>;
}
