import {
  type AuditEntry,
  auditEntry,
  type Organisation,
  type Role,
  type User,
  user as userSchema,
} from '../../contracts/user';
import { decodeCursor, encodeCursor } from '../page-cursor';
import { Conditions } from './conditions';
import { numberOf, type SqlRow, textOf, textOrNull } from './connection';
import { OrganisationRepository } from './organisation-repository';
import type { RecordsDatabase } from './records-database';
import { parseStored } from './stored-json';

interface StoredUser extends User {
  readonly passwordHash: string;
}

interface StoredSession {
  readonly idHash: string;
  readonly userId: string;
  readonly kind: 'session' | 'token';
  readonly scope: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastSeenAt: string;
}

const auditBody = auditEntry.omit({ id: true });

/** Users, sessions and the audit log, which the database itself keeps from being changed. */
export class AccessRepository {
  private readonly held: OrganisationRepository;

  constructor(private readonly database: RecordsDatabase) {
    this.held = new OrganisationRepository(database);
  }

  organisations(): Promise<Organisation[]> {
    return this.held.all();
  }

  organisation(id: string): Promise<Organisation | undefined> {
    return this.held.get(id);
  }

  putOrganisation(organisation: Organisation): Promise<void> {
    return this.held.put(organisation);
  }

  users(): Promise<StoredUser[]> {
    return this.database.read((records) => records.all('SELECT * FROM user ORDER BY username').map(userOf));
  }

  user(id: string): Promise<StoredUser | undefined> {
    return this.oneUser('SELECT * FROM user WHERE id = ?', id);
  }

  userByName(username: string): Promise<StoredUser | undefined> {
    return this.oneUser('SELECT * FROM user WHERE username = ?', username);
  }

  insertUser(user: StoredUser): Promise<void> {
    return this.database.write((records) => {
      records.run(
        'INSERT INTO user (username, version, role, password_hash, json, id) VALUES (?, ?, ?, ?, ?, ?)',
        userColumns(user),
      );
    });
  }

  updateUser(user: StoredUser, expectedVersion: number): Promise<boolean> {
    return this.database.write(
      (records) =>
        records.run(
          'UPDATE user SET username = ?, version = ?, role = ?, password_hash = ?, json = ? WHERE id = ? AND version = ?',
          [...userColumns(user), expectedVersion],
        ) === 1,
    );
  }

  countUsers(): Promise<number> {
    return this.database.read((records) => numberOf(records.get('SELECT count(*) AS users FROM user') ?? {}, 'users'));
  }

  insertSession(session: StoredSession): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `INSERT INTO session (id_hash, user_id, kind, scope, created_at, expires_at, expires_ms, last_seen_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          session.idHash,
          session.userId,
          session.kind,
          session.scope,
          session.createdAt,
          session.expiresAt,
          Date.parse(session.expiresAt),
          session.lastSeenAt,
        ],
      );
    });
  }

  session(idHash: string): Promise<StoredSession | undefined> {
    return this.database.read((records) => {
      const row = records.get('SELECT * FROM session WHERE id_hash = ?', [idHash]);
      return row && sessionOf(row);
    });
  }

  touchSession(idHash: string, lastSeenAt: string, expiresAt: string): Promise<void> {
    return this.database.write((records) => {
      records.run('UPDATE session SET last_seen_at = ?, expires_at = ?, expires_ms = ? WHERE id_hash = ?', [
        lastSeenAt,
        expiresAt,
        Date.parse(expiresAt),
        idHash,
      ]);
    });
  }

  deleteSession(idHash: string): Promise<void> {
    return this.database.write((records) => {
      records.run('DELETE FROM session WHERE id_hash = ?', [idHash]);
    });
  }

  deleteSessionsOf(userId: string): Promise<void> {
    return this.database.write((records) => {
      records.run('DELETE FROM session WHERE user_id = ?', [userId]);
    });
  }

  /** Removes sessions that ended before `before`. */
  pruneSessions(before: string): Promise<number> {
    return this.database.write((records) =>
      records.run('DELETE FROM session WHERE expires_ms < ?', [Date.parse(before)]),
    );
  }

  appendAudit(entry: Omit<AuditEntry, 'id'>): Promise<void> {
    return this.database.write((records) => {
      records.run('INSERT INTO audit (at, actor_id, json) VALUES (?, ?, ?)', [
        entry.at,
        entry.actorId,
        JSON.stringify(entry),
      ]);
    });
  }

  /** Newest first; `role` keeps the lines of actors who have that role now. */
  audit(page: {
    limit: number;
    cursor?: string;
    role?: Role;
  }): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    return this.database.read((records) => {
      const conditions = new Conditions();
      if (page.cursor !== undefined) conditions.add('id < ?', decodeCursor(page.cursor).sortKey);
      if (page.role !== undefined) conditions.add('actor_id IN (SELECT id FROM user WHERE role = ?)', page.role);
      const rows = records.all(`SELECT id, json FROM audit ${conditions.where} ORDER BY id DESC LIMIT ?`, [
        ...conditions.values,
        page.limit + 1,
      ]);
      const items = rows.slice(0, page.limit).map(auditOf);
      const last = rows.length > page.limit ? items.at(-1) : undefined;
      return { items, nextCursor: last ? encodeCursor({ sortKey: last.id, id: '' }) : null };
    });
  }

  private oneUser(sql: string, value: string): Promise<StoredUser | undefined> {
    return this.database.read((records) => {
      const row = records.get(sql, [value]);
      return row && userOf(row);
    });
  }
}

function userColumns(user: StoredUser): (string | number)[] {
  const { passwordHash, ...shown } = user;
  return [user.username, user.version, user.role, passwordHash, JSON.stringify(shown), user.id];
}

function userOf(row: SqlRow): StoredUser {
  const shown = parseStored(userSchema, textOf(row, 'json'), textOf(row, 'id'));
  return { ...shown, passwordHash: textOf(row, 'password_hash') };
}

function sessionOf(row: SqlRow): StoredSession {
  return {
    idHash: textOf(row, 'id_hash'),
    userId: textOf(row, 'user_id'),
    kind: textOf(row, 'kind') === 'token' ? 'token' : 'session',
    scope: textOrNull(row, 'scope'),
    createdAt: textOf(row, 'created_at'),
    expiresAt: textOf(row, 'expires_at'),
    lastSeenAt: textOf(row, 'last_seen_at'),
  };
}

function auditOf(row: SqlRow): AuditEntry {
  const id = numberOf(row, 'id');
  return { ...parseStored(auditBody, textOf(row, 'json'), `audit ${id}`), id };
}
