import { regionRange } from '../region-range';
import type { SqlValue } from './connection';

/** A WHERE clause that is put together condition by condition; every value is bound, never written into the text. */
export class Conditions {
  readonly values: SqlValue[] = [];
  private readonly parts: string[] = [];

  add(condition: string, ...values: SqlValue[]): this {
    this.parts.push(condition);
    this.values.push(...values);
    return this;
  }

  /** An empty list matches nothing. */
  addIn(column: string, values: readonly string[]): this {
    return this.add(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));
  }

  /** What lies in the region; the whole country needs no condition. */
  addRegion(column: string, region: string): this {
    const { from, before } = regionRange(region);
    if (region === '000000') return this;
    return this.add(`${column} >= ? AND ${column} < ?`, from, before);
  }

  get where(): string {
    return this.parts.length === 0 ? '' : `WHERE ${this.parts.map((part) => `(${part})`).join(' AND ')}`;
  }
}
