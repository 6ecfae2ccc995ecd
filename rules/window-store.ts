/** What windows remember, one row per rule, version, and key. `state` is plain JSON. */
export interface WindowRow {
  readonly ruleId: string;
  /** Changes when the rule's condition or window changes: then it starts from nothing. */
  readonly windowVersion: string;
  /** The key as a string; names beginning with # are the engine's own. */
  readonly group: string;
  readonly state: unknown;
  /** Epoch milliseconds of the newest event or tick. */
  readonly touchedAt: number;
}

/** A row to keep, or with `state: null` to delete. */
export type WindowChange = WindowRow;

/** Where windows are kept. Called inside the unit of work that also stores the matches, so both are kept or neither. */
export interface WindowStore {
  /** All rows of one rule and window version, in any order. */
  load(rule: { readonly ruleId: string; readonly windowVersion: string }): Promise<readonly WindowRow[]>;
  /** Replaces (or, where `state` is null, deletes) the rows named by rule, version, and group. */
  save(changes: readonly WindowChange[]): Promise<void>;
}

/** A store in memory, for `rules test`, backtests, and tests. Rows pass through JSON, as they would through a database. */
export function memoryWindowStore(): WindowStore & { readonly size: number } {
  const rows = new Map<string, string>();
  const nameOf = (row: Pick<WindowRow, 'ruleId' | 'windowVersion' | 'group'>): string =>
    JSON.stringify([row.ruleId, row.windowVersion, row.group]);
  return {
    get size() {
      return rows.size;
    },
    load({ ruleId, windowVersion }) {
      const all = [...rows.values()].map((text) => JSON.parse(text) as WindowRow);
      return Promise.resolve(all.filter((row) => row.ruleId === ruleId && row.windowVersion === windowVersion));
    },
    save(changes) {
      for (const change of changes) {
        if (change.state === null) rows.delete(nameOf(change));
        else rows.set(nameOf(change), JSON.stringify(change));
      }
      return Promise.resolve();
    },
  };
}
