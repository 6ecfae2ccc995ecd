import type { z } from 'zod';
import { type SqlRow, textOf } from './connection';
import { storeFault } from '../store-failure';

/** Parses a JSON column with its contract; a stored value that does not fit is a fault of the store, with the path that is wrong. */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  json: string,
  subjectId: string,
): z.output<Schema> {
  const answer = schema.safeParse(parseJson(json, subjectId));
  if (answer.success) return answer.data;
  const where = answer.error.issues[0];
  throw storeFault(
    subjectId,
    `存储的记录不合格式 (a stored record does not fit its contract): ${where?.path.join('.') ?? ''} ${where?.message ?? ''}`,
    answer.error,
  );
}

/** Parses column `json` of a row, if there is a row. */
export function parseRow<Schema extends z.ZodType>(
  schema: Schema,
  row: SqlRow | undefined,
): z.output<Schema> | undefined {
  return row === undefined ? undefined : parseStored(schema, textOf(row, 'json'), schema.description ?? 'record');
}

export function parseRows<Schema extends z.ZodType>(schema: Schema, rows: readonly SqlRow[]): z.output<Schema>[] {
  return rows.map((row) => parseStored(schema, textOf(row, 'json'), schema.description ?? 'record'));
}

function parseJson(json: string, subjectId: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw storeFault(subjectId, '存储的记录已损坏 (a stored record is damaged)', cause);
  }
}
