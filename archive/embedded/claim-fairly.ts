import { numberOf, type SqlConnection, type SqlRow, textOf } from './connection';

export interface ClaimOrder {
  readonly stage: string;
  readonly limit: number;
  readonly nowMs: number;
  /** The lane that was served last; the round goes on behind it. */
  readonly after: string;
}

/** Lanes behind `after` that have a due job, in order; each step is one look into the index, however many jobs wait. */
const lanesBehind = `WITH RECURSIVE lane (name) AS (
    SELECT min(lane) FROM job WHERE state = 'queued' AND stage = ?1 AND lane > ?2
    UNION ALL
    SELECT (SELECT min(lane) FROM job WHERE state = 'queued' AND stage = ?1 AND lane > lane.name)
    FROM lane WHERE lane.name IS NOT NULL)
  SELECT name FROM lane WHERE name IS NOT NULL AND EXISTS
    (SELECT 1 FROM job WHERE state = 'queued' AND stage = ?1 AND lane = lane.name AND run_ms <= ?3)
  LIMIT ?4`;

const oldestOfLane = `SELECT * FROM job WHERE state = 'queued' AND stage = ?1 AND lane = ?2 AND run_ms <= ?3
  ORDER BY run_ms, seq LIMIT ?4`;

/**
 * Picks due jobs in turn over the lanes, oldest first inside each, going on behind the lane that was served last.
 * Answers the rows in the order of the round, and the lane that was served last now.
 */
export function pickFairly(records: SqlConnection, order: ClaimOrder): { rows: SqlRow[]; last: string } {
  const lanes = dueLanes(records, order);
  if (lanes.length === 0) return { rows: [], last: order.after };
  const waiting = lanes.map((lane) =>
    records.all(oldestOfLane, [order.stage, lane, order.nowMs, lanes.length === 1 ? order.limit : share(order, lanes)]),
  );
  const rows = inTurn(waiting, order.limit);
  const missing = order.limit - rows.length;
  const filled = missing > 0 ? [...rows, ...fillUp(records, order, { lanes, rows, missing })] : rows;
  return { rows: filled, last: textOf(filled.at(-1) ?? {}, 'lane') };
}

function share(order: ClaimOrder, lanes: readonly string[]): number {
  return Math.ceil(order.limit / lanes.length);
}

/** Lanes that had few jobs leave places free, which the long ones take. */
function fillUp(
  records: SqlConnection,
  order: ClaimOrder,
  round: { readonly lanes: readonly string[]; readonly rows: readonly SqlRow[]; readonly missing: number },
): SqlRow[] {
  const taken = new Set(round.rows.map((row) => numberOf(row, 'seq')));
  const more = round.lanes.map((lane) =>
    records
      .all(oldestOfLane, [order.stage, lane, order.nowMs, order.limit])
      .filter((row) => !taken.has(numberOf(row, 'seq'))),
  );
  return inTurn(more, round.missing);
}

function dueLanes(records: SqlConnection, order: ClaimOrder): string[] {
  const behind = names(records, order, { after: order.after, limit: order.limit });
  if (behind.length >= order.limit) return behind;
  // Round the corner: an empty lane name sorts first and is not behind anything, so it is asked for by itself.
  const first = records.get(oldestOfLane, [order.stage, '', order.nowMs, 1]) ? [''] : [];
  const seen = new Set(behind);
  const front = [...first, ...names(records, order, { after: '', limit: order.limit })].filter(
    (name) => !seen.has(name),
  );
  return [...behind, ...front].slice(0, order.limit);
}

function names(records: SqlConnection, order: ClaimOrder, part: { after: string; limit: number }): string[] {
  return records.all(lanesBehind, [order.stage, part.after, order.nowMs, part.limit]).map((row) => textOf(row, 'name'));
}

function inTurn(lanes: readonly SqlRow[][], limit: number): SqlRow[] {
  const picked: SqlRow[] = [];
  for (let place = 0; picked.length < limit; place += 1) {
    const round = lanes.map((rows) => rows[place]).filter((row) => row !== undefined);
    if (round.length === 0) break;
    picked.push(...round.slice(0, limit - picked.length));
  }
  return picked;
}
