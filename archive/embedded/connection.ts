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
  private readonly statements = new Map<string, Database.Statement<[readonly SqlValue[]]>>();

  constructor(
    private readonly path: string,
    options: { readonly readOnly: boolean; readonly cacheMb?: number },
  ) {
    this.database = this.guarded(() => new Database(path, { timeout: busyTimeoutMs }));
    this.exec(
      `PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA foreign_keys = ON; PRAGMA cache_size = -${(options.cacheMb ?? 16) * 1024}; PRAGMA temp_store = MEMORY;`,
    );
    if (options.readOnly) this.exec('PRAGMA query_only = ON;');
    else this.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864;');
  }

  /** Runs a statement that gives no rows; answers how many rows it changed. */
  run(sql: string, values: readonly SqlValue[] = []): number {
    return this.guarded(() => this.statement(sql).run(checked(values)).changes);
  }

  all(sql: string, values: readonly SqlValue[] = []): SqlRow[] {
    return this.guarded(() => this.statement(sql).all(checked(values)) as SqlRow[]);
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

  private statement(sql: string): Database.Statement<[readonly SqlValue[]]> {
    const kept = this.statements.get(sql);
    if (kept) return kept;
    if (this.statements.size >= statementsKept) this.statements.clear();
    const prepared = this.database.prepare<[readonly SqlValue[]]>(sql);
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

/** The driver aborts the whole process on a boolean, so what reaches it is looked at first. */
function checked(values: readonly SqlValue[]): readonly SqlValue[] {
  for (const value of values as readonly unknown[]) {
    if (value === null || typeof value === 'string' || value instanceof Uint8Array) continue;
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw new TypeError(`cannot store a ${typeof value} in a database column`);
    }
  }
  return values;
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
