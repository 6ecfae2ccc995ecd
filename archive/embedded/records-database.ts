import { AsyncLocalStorage } from 'node:async_hooks';
import { SqlConnection } from './connection';
import { migrate } from './migrate';
import { storeFault } from '../store-failure';

interface Transaction {
  state: 'open' | 'ended';
  /** Why it must not be kept, when a nested unit of work failed. */
  fault: { readonly cause: unknown } | null;
  /** Each is called once after the commit, however often it was asked for. */
  readonly hooks: Map<string, () => void>;
}

/**
 * The records file: one writing and one reading connection. Write transactions run one after the other; whatever is
 * called inside a unit of work joins it and sees its writes, reads outside see only what was committed.
 */
export class RecordsDatabase {
  private readonly writer: SqlConnection;
  private readonly reader: SqlConnection;
  private readonly current = new AsyncLocalStorage<Transaction>();
  private lastInLine: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    readonly path: string,
    now: () => Date,
  ) {
    this.writer = new SqlConnection(path, { readOnly: false });
    migrate(this.writer, 'records', { path, now });
    this.reader = new SqlConnection(path, { readOnly: true });
  }

  /** Everything that `work` writes is kept together or not at all; a nested call joins, and its failure undoes the whole. */
  unitOfWork = async <T>(work: () => Promise<T>): Promise<T> => {
    const outer = this.joined();
    if (outer) return this.runNested(outer, work);
    const transaction: Transaction = { state: 'open', fault: null, hooks: new Map() };
    const answer = await this.inLine(() => this.runOuter(transaction, work));
    // A listener that throws must not make a committed transaction look failed.
    for (const hook of transaction.hooks.values()) queueMicrotask(hook);
    return answer;
  };

  read<T>(query: (connection: SqlConnection) => T): Promise<T> {
    return promised(() => query(this.joined() ? this.writer : this.reader));
  }

  /** Runs synchronous writes: inside the caller's unit of work (undone alone when they throw), else in one of their own. */
  write<T>(work: (connection: SqlConnection) => T): Promise<T> {
    if (this.joined()) return promised(() => this.inSavepoint(work));
    return this.unitOfWork(() => promised(() => work(this.writer)));
  }

  /** Has `hook` called once after the running transaction is committed; outside of one, at once. */
  afterCommit(name: string, hook: () => void): void {
    const transaction = this.joined();
    if (transaction) transaction.hooks.set(name, hook);
    else hook();
  }

  /** Waits for the transactions in line, then closes the file. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.lastInLine;
    this.reader.close();
    this.writer.close();
  }

  private joined(): Transaction | undefined {
    const transaction = this.current.getStore();
    return transaction?.state === 'open' ? transaction : undefined;
  }

  private async runNested<T>(outer: Transaction, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      outer.fault ??= { cause };
      throw cause;
    }
  }

  private async runOuter<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
    this.writer.run('BEGIN IMMEDIATE');
    try {
      const answer = await this.current.run(transaction, work);
      transaction.state = 'ended';
      if (transaction.fault) {
        throw storeFault(this.path, 'a nested unit of work failed, nothing was kept', transaction.fault.cause);
      }
      this.writer.run('COMMIT');
      return answer;
    } catch (error) {
      transaction.state = 'ended';
      this.rollBack();
      throw error;
    }
  }

  /** SQLite may have rolled back by itself (disk full); then there is nothing left to undo. */
  private rollBack(): void {
    if (this.writer.inTransaction) this.writer.run('ROLLBACK');
  }

  private inSavepoint<T>(work: (connection: SqlConnection) => T): T {
    this.writer.run('SAVEPOINT call');
    try {
      const answer = work(this.writer);
      this.writer.run('RELEASE call');
      return answer;
    } catch (error) {
      if (this.writer.inTransaction) {
        this.writer.run('ROLLBACK TO call');
        this.writer.run('RELEASE call');
      }
      throw error;
    }
  }

  private async inLine<T>(turn: () => Promise<T>): Promise<T> {
    if (this.closed) throw storeFault(this.path, '数据库已关闭 (the database is closed)');
    const before = this.lastInLine;
    let leave: () => void = () => undefined;
    this.lastInLine = new Promise((resolve) => (leave = resolve));
    await before;
    try {
      return await turn();
    } finally {
      leave();
    }
  }
}

/** Runs synchronous work behind a promise, so that what it throws becomes a rejection. */
function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
