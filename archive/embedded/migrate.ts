import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFile } from '../../config/project-root';
import { numberOf, type SqlConnection } from './connection';
import { storeFault } from '../store-failure';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** The numbered SQL files of one database (`0001-name.sql`), in order. Files are only ever added. */
export function migrationsOf(database: 'records' | 'search'): Migration[] {
  const folder = dataFile(join('archive/embedded/migrations', database));
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const migrations = names.sort().map((name) => ({
    version: Number(name.slice(0, 4)),
    name: name.slice(5, -'.sql'.length),
    sql: readFileSync(join(folder, name), 'utf8'),
  }));
  migrations.forEach(({ version, name }, place) => {
    if (version !== place + 1) throw storeFault(name, `migration ${version} stands at place ${place + 1}`);
  });
  return migrations;
}

/** Brings a database to the newest schema, one transaction per step. Refuses one that a newer program has written. */
export function migrate(
  connection: SqlConnection,
  database: 'records' | 'search',
  where: { readonly path: string; readonly now: () => Date },
): void {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)',
  );
  const migrations = migrationsOf(database);
  refuseNewer(schemaVersion(connection), migrations.length, where.path);
  for (const migration of migrations) {
    if (migration.version > schemaVersion(connection)) apply(connection, migration, where.now);
  }
}

/** The schema version a file stands at; 0 for an empty one. */
export function schemaVersion(connection: SqlConnection): number {
  const row = connection.get('SELECT max(version) AS version FROM schema_version');
  return row?.['version'] === null || row === undefined ? 0 : numberOf(row, 'version');
}

function refuseNewer(found: number, known: number, path: string): void {
  if (found <= known) return;
  throw storeFault(
    path,
    `数据文件的结构版本是 ${found}，本程序只认识到 ${known}，请使用更新的程序 ` +
      `(the data file has schema version ${found}, this program knows ${known}: use a newer program)`,
  );
}

function apply(connection: SqlConnection, migration: Migration, now: () => Date): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have been faster while this one waited for the lock.
    if (schemaVersion(connection) < migration.version) {
      connection.exec(migration.sql);
      connection.run('INSERT INTO schema_version (version, name, applied_at) VALUES (?, ?, ?)', [
        migration.version,
        migration.name,
        now().toISOString(),
      ]);
    }
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
