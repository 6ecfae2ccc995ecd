import type { SqlConnection } from './connection';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const shanghaiOffsetMs = 8 * hourMs;

/** Start of the hour of a time, in milliseconds. */
export function hourOf(ms: number): number {
  return ms - (ms % hourMs);
}

/** Start of the day of a time in Asia/Shanghai, which has had no daylight saving since 1991. */
export function shanghaiDayOf(ms: number): number {
  return ms - ((ms + shanghaiOffsetMs) % dayMs);
}

interface HourChange {
  readonly at: string | number;
  readonly region: string;
  readonly documents?: number;
  readonly suspected?: number;
  readonly alerts?: number;
}

/** Adds to the counters of one hour and region; negative numbers take back. */
export function addToHour(records: SqlConnection, change: HourChange): void {
  const ms = typeof change.at === 'number' ? change.at : Date.parse(change.at);
  records.run(
    `INSERT INTO hour_counter (hour_ms, region, documents, suspected, alerts) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET documents = documents + excluded.documents,
       suspected = suspected + excluded.suspected, alerts = alerts + excluded.alerts`,
    [hourOf(ms), change.region, change.documents ?? 0, change.suspected ?? 0, change.alerts ?? 0],
  );
}

/** Adds `change` documents to each code of the day that the hour lies in. */
export function addToCodes(
  records: SqlConnection,
  fact: { readonly hourMs: number; readonly region: string; readonly codes: readonly string[] },
  change: 1 | -1,
): void {
  for (const code of fact.codes) {
    records.run(
      `INSERT INTO code_counter (day_ms, code, region, documents) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET documents = documents + excluded.documents`,
      [shanghaiDayOf(fact.hourMs), code, fact.region, change],
    );
  }
}
