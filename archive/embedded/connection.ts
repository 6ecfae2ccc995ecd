import { types } from 'node:util';
import Database from 'libsql';
import { storeFailure, storeFault } from '../store-failure';

export type SqlValue = string | number | null | Uint8Array;
export type SqlRow = Readonly<Record<string, unknown>>;

const busyTimeoutMs = 5000;
const statementsKept = 400;

/**
 * One connection to one database file: prepared statements are kept by their text, raw errors become `StageFailure`.
 * Every read runs to its end, so no connection ever holds an old snapshot open.
 */
export class SqlConnection {
  private readonly database: Database.Database;
  private readonly statements = new Map<string, Database.Statement<[readonly (SqlValue | bigint)[]]>>();

  constructor(
    private readonly path: string,
    options: { readonly readOnly: boolean; readonly cacheMb?: number; readonly pageBytes?: number },
  ) {
    this.database = this.guarded(() => new Database(path, { timeout: busyTimeoutMs }));
    // Only a file that is still empty takes the page size.
    if (options.pageBytes !== undefined) this.exec(`PRAGMA page_size = ${options.pageBytes};`);
    this.exec(
      `PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA foreign_keys = ON; PRAGMA cache_size = -${(options.cacheMb ?? 16) * 1024}; PRAGMA temp_store = MEMORY;`,
    );
    if (options.readOnly) this.exec('PRAGMA query_only = ON;');
    else
      this.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;',
      );
  }

  /** Runs a statement that gives no rows; answers how many rows it changed. */
  run(sql: string, values: readonly SqlValue[] = []): number {
    return this.guarded(() => this.statement(sql).run(bindable(values)).changes);
  }

  all(sql: string, values: readonly SqlValue[] = []): SqlRow[] {
    return this.guarded(() => this.statement(sql).all(bindable(values)) as SqlRow[]);
  }

  /** Reads row by row; the reading ends with the loop, so a loop must not be left standing. */
  *each<T>(sql: string, values: readonly SqlValue[], read: (row: SqlRow) => T): Generator<T> {
    const rows = this.guarded(() => this.statement(sql).iterate(bindable(values)));
    for (;;) {
      const next = this.guarded(() => rows.next());
      if (next.done === true) return;
      yield read(next.value as SqlRow);
    }
  }

  get(sql: string, values: readonly SqlValue[] = []): SqlRow | undefined {
    return this.all(sql, values)[0];
  }

  exec(sql: string): void {
    this.guarded(() => this.database.exec(sql));
  }

  /** Whether a transaction is open on this connection. */
  get inTransaction(): boolean {
    return this.database.inTransaction;
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private statement(sql: string): Database.Statement<[readonly (SqlValue | bigint)[]]> {
    const kept = this.statements.get(sql);
    if (kept) return kept;
    if (this.statements.size >= statementsKept) this.statements.clear();
    const prepared = this.database.prepare<[readonly (SqlValue | bigint)[]]>(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }

  private guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeFailure(error, this.path);
    }
  }
}

/**
 * Values as the driver takes them: it aborts the whole process on a boolean, and binds every plain number as a real, which
 * full-text search does not take as a bound; whole numbers go as integers.
 */
function bindable(values: readonly SqlValue[]): readonly (SqlValue | bigint)[] {
  return values.map((value: unknown) => {
    if (value === null || typeof value === 'string' || types.isUint8Array(value)) return value;
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw new TypeError(`cannot store a ${typeof value} in a database column`);
    }
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  });
}

export function textOf(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw storeFault(column, `column ${column} holds no text`);
  return value;
}

export function textOrNull(row: SqlRow, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

export function numberOf(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw storeFault(column, `column ${column} holds no number`);
  return value;
}

/** Bytes of a column; the driver gives them as a bare buffer. */
export function bytesOf(row: SqlRow, column: string): Uint8Array {
  const value = row[column];
  if (types.isAnyArrayBuffer(value)) return new Uint8Array(value);
  throw storeFault(column, `column ${column} holds no bytes`);
}
