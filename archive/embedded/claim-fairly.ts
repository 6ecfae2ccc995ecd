import { numberOf, type SqlConnection, type SqlRow, textOf } from './connection';

export interface ClaimOrder {
  readonly stage: string;
  readonly limit: number;
  readonly nowMs: number;
  /** The lane column that was served last; the round goes on behind it. Empty: from the beginning. */
  readonly after: string;
  /** How many jobs of one lane may run at a time. */
  readonly perLane: number;
}

/** A lane with due jobs and free places. */
interface Lane {
  readonly name: string;
  readonly free: number;
}

/** Lanes behind ?2 with a due job and a free place, in order; each step is one look into the index, however many jobs wait. */
const lanesBehind = `WITH RECURSIVE lane (name) AS (
    SELECT min(lane) FROM job WHERE state = 'queued' AND stage = ?1 AND lane > ?2
    UNION ALL
    SELECT (SELECT min(lane) FROM job WHERE state = 'queued' AND stage = ?1 AND lane > lane.name)
    FROM lane WHERE lane.name IS NOT NULL)
  SELECT name, running FROM
    (SELECT name, (SELECT count(*) FROM job WHERE state = 'running' AND stage = ?1 AND lane = lane.name) AS running FROM lane)
  WHERE name IS NOT NULL AND running < ?4 AND EXISTS
    (SELECT 1 FROM job WHERE state = 'queued' AND stage = ?1 AND lane = name AND run_ms <= ?3)
  LIMIT ?5`;

const oldestOfLane = `SELECT * FROM job WHERE state = 'queued' AND stage = ?1 AND lane = ?2 AND run_ms <= ?3
  ORDER BY run_ms, seq LIMIT ?4`;

/**
 * Picks due jobs in turn over the lanes, oldest first inside each, going on behind the lane that was served last.
 * Answers the rows in the order of the round, and the lane that was served last now.
 */
export function pickFairly(records: SqlConnection, order: ClaimOrder): { rows: SqlRow[]; last: string } {
  const lanes = dueLanes(records, order);
  const share = Math.ceil(order.limit / Math.max(1, lanes.length));
  const rows = pickInTurn(records, order, { lanes, perLane: share });
  const isShort = rows.length < order.limit && lanes.some(({ free }) => free > share);
  // Lanes that had few jobs leave places free, which the long ones take.
  const picked = isShort ? pickInTurn(records, order, { lanes, perLane: order.limit }) : rows;
  const last = picked.at(-1);
  return { rows: picked, last: last ? textOf(last, 'lane') : order.after };
}

function dueLanes(records: SqlConnection, order: ClaimOrder): Lane[] {
  const behind = lanesAfter(records, order, order.after);
  if (behind.length >= order.limit || order.after === '') return behind;
  const known = new Set(behind.map(({ name }) => name));
  const front = lanesAfter(records, order, '').filter(({ name }) => !known.has(name));
  return [...behind, ...front].slice(0, order.limit);
}

function lanesAfter(records: SqlConnection, order: ClaimOrder, after: string): Lane[] {
  return records
    .all(lanesBehind, [order.stage, after, order.nowMs, order.perLane, order.limit])
    .map((row) => ({ name: textOf(row, 'name'), free: order.perLane - numberOf(row, 'running') }));
}

function pickInTurn(
  records: SqlConnection,
  order: ClaimOrder,
  round: { readonly lanes: readonly Lane[]; readonly perLane: number },
): SqlRow[] {
  const waiting = round.lanes.map(({ name, free }) =>
    records.all(oldestOfLane, [order.stage, name, order.nowMs, Math.min(free, round.perLane)]),
  );
  const picked: SqlRow[] = [];
  for (let place = 0; picked.length < order.limit; place += 1) {
    const turn = waiting.map((rows) => rows[place]).filter((row) => row !== undefined);
    if (turn.length === 0) break;
    picked.push(...turn.slice(0, order.limit - picked.length));
  }
  return picked;
}
