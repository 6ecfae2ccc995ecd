import { numberOf, textOf } from './connection';
import type { RecordsDatabase } from './records-database';

interface WindowRow {
  readonly ruleId: string;
  readonly windowVersion: string;
  readonly group: string;
  /** Plain JSON; null deletes the row. */
  readonly state: unknown;
  readonly touchedAt: number;
}

/** What the windows of rules remember, one row per rule, window version and key. */
export class WindowRepository {
  constructor(private readonly database: RecordsDatabase) {}

  load(rule: { readonly ruleId: string; readonly windowVersion: string }): Promise<readonly WindowRow[]> {
    return this.database.read((records) =>
      records
        .all('SELECT * FROM window_state WHERE rule_id = ? AND window_version = ?', [rule.ruleId, rule.windowVersion])
        .map((row) => ({
          ruleId: textOf(row, 'rule_id'),
          windowVersion: textOf(row, 'window_version'),
          group: textOf(row, 'group_name'),
          state: JSON.parse(textOf(row, 'state')) as unknown,
          touchedAt: numberOf(row, 'touched_ms'),
        })),
    );
  }

  save(changes: readonly WindowRow[]): Promise<void> {
    return this.database.write((records) => {
      for (const { ruleId, windowVersion, group, state, touchedAt } of changes) {
        if (state === null) {
          records.run('DELETE FROM window_state WHERE rule_id = ? AND window_version = ? AND group_name = ?', [
            ruleId,
            windowVersion,
            group,
          ]);
        } else {
          records.run(
            `INSERT INTO window_state (rule_id, window_version, group_name, state, touched_ms) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET state = excluded.state, touched_ms = excluded.touched_ms`,
            [ruleId, windowVersion, group, JSON.stringify(state), touchedAt],
          );
        }
      }
    });
  }

  /** Forgets windows that nothing has touched since `before`. */
  prune(before: string): Promise<number> {
    return this.database.write((records) =>
      records.run('DELETE FROM window_state WHERE touched_ms < ?', [Date.parse(before)]),
    );
  }
}
