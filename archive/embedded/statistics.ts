import { type ViolationCode, violationCode } from '../../contracts/violation';
import type { HomeAnswer } from '../../contracts/http';
import { level as levelSchema } from '../../contracts/primitives';
import { regionBelow, regionRange } from '../region-range';
import { numberOf, type SqlConnection, type SqlRow, textOf, textOrNull } from './connection';
import { hourOf, shanghaiDayOf } from './counters';
import type { RecordsDatabase } from './records-database';

const hourMs = 3_600_000;
const trendHours = 24;
const codeDays = 7;
const codesShown = 10;

interface Scope {
  readonly region: string;
  readonly from: string;
  readonly before: string;
  readonly nowMs: number;
}

interface RuleFigures {
  matches: number;
  alerts: number;
  confirmed: number;
  falsePositives: number;
  lastMatchAt: string | null;
}

/** Figures of the home page, from counters that the writing transactions keep. Days are days of Asia/Shanghai. */
export class StatisticsRepository {
  constructor(private readonly database: RecordsDatabase) {}

  /** Trend: the last 24 hours by the hour; regions: their alerts one level below; codes: documents of the last 7 days; levels: alerts still open. */
  home(asked: { region: string; now: string }): Promise<HomeAnswer> {
    const scope: Scope = { region: asked.region, ...regionRange(asked.region), nowMs: Date.parse(asked.now) };
    return this.database.read((records) => ({
      trend: trendOf(records, scope),
      regions: regionsOf(records, scope),
      codes: codesOf(records, scope),
      levels: levelsOf(records, scope),
      today: todayOf(records, scope),
    }));
  }

  /** Matches and alerts count from `since` on; verdicts and the last match are those of all time. */
  rules(since: string): Promise<Map<string, RuleFigures>> {
    return this.database.read((records) => {
      const figures = new Map<string, RuleFigures>();
      for (const row of records.all(rulesSql, [Date.parse(since)])) {
        figures.set(textOf(row, 'rule_id'), {
          matches: numberOf(row, 'matches'),
          alerts: numberOf(row, 'alerts'),
          confirmed: numberOf(row, 'confirmed'),
          falsePositives: numberOf(row, 'false_positives'),
          lastMatchAt: textOrNull(row, 'last_match_at'),
        });
      }
      return figures;
    });
  }
}

const rulesSql = `SELECT rule_id,
    (SELECT count(*) FROM alert_match m WHERE m.rule_id = r.rule_id AND m.at_ms >= ?1) AS matches,
    (SELECT count(*) FROM alert a WHERE a.rule_id = r.rule_id AND a.raised_ms >= ?1) AS alerts,
    (SELECT count(*) FROM alert a WHERE a.rule_id = r.rule_id AND a.verdict = 'confirmed') AS confirmed,
    (SELECT count(*) FROM alert a WHERE a.rule_id = r.rule_id AND a.verdict = 'false-positive') AS false_positives,
    (SELECT at FROM alert_match m WHERE m.rule_id = r.rule_id ORDER BY at_ms DESC LIMIT 1) AS last_match_at
  FROM (SELECT DISTINCT rule_id FROM alert) r`;

function trendOf(records: SqlConnection, scope: Scope): HomeAnswer['trend'] {
  const first = hourOf(scope.nowMs) - (trendHours - 1) * hourMs;
  const rows = records.all(
    `SELECT hour_ms, sum(documents) AS documents, sum(suspected) AS suspected, sum(alerts) AS alerts FROM hour_counter
     WHERE hour_ms >= ? AND hour_ms <= ? AND region >= ? AND region < ? GROUP BY hour_ms`,
    [first, scope.nowMs, scope.from, scope.before],
  );
  const byHour = new Map(rows.map((row) => [numberOf(row, 'hour_ms'), row]));
  return Array.from({ length: trendHours }, (_, place) => {
    const ms = first + place * hourMs;
    return { hour: new Date(ms).toISOString(), ...countsOf(byHour.get(ms)) };
  });
}

function countsOf(row: SqlRow | undefined): { documents: number; suspected: number; alerts: number } {
  if (!row) return { documents: 0, suspected: 0, alerts: 0 };
  return {
    documents: numberOf(row, 'documents'),
    suspected: numberOf(row, 'suspected'),
    alerts: numberOf(row, 'alerts'),
  };
}

function regionsOf(records: SqlConnection, scope: Scope): HomeAnswer['regions'] {
  const rows = records.all(
    `SELECT region, sum(alerts) AS alerts FROM hour_counter
     WHERE hour_ms >= ? AND hour_ms <= ? AND region >= ? AND region < ? GROUP BY region HAVING sum(alerts) > 0`,
    [hourOf(scope.nowMs) - (trendHours - 1) * hourMs, scope.nowMs, scope.from, scope.before],
  );
  const totals = new Map<string, number>();
  for (const row of rows) {
    const region = regionBelow(scope.region, textOf(row, 'region'));
    totals.set(region, (totals.get(region) ?? 0) + numberOf(row, 'alerts'));
  }
  return [...totals]
    .map(([region, alerts]) => ({ region, name: region, alerts }))
    .sort((a, b) => b.alerts - a.alerts || (a.region < b.region ? -1 : 1));
}

/** A code that a newer version of the product no longer knows is left out rather than shown as nonsense. */
function codesOf(records: SqlConnection, scope: Scope): HomeAnswer['codes'] {
  const rows = records.all(
    `SELECT code, sum(documents) AS documents FROM code_counter WHERE day_ms > ? AND region >= ? AND region < ?
     GROUP BY code HAVING sum(documents) > 0 ORDER BY documents DESC, code LIMIT ?`,
    [shanghaiDayOf(scope.nowMs) - codeDays * 24 * hourMs, scope.from, scope.before, codesShown],
  );
  return rows
    .map((row) => ({ code: violationCode.safeParse(row['code']).data, count: numberOf(row, 'documents') }))
    .filter((entry): entry is { code: ViolationCode; count: number } => entry.code !== undefined)
    .map(({ code, count }) => ({ code, name: code, count }));
}

function levelsOf(records: SqlConnection, scope: Scope): HomeAnswer['levels'] {
  const rows = records.all(
    `SELECT level, count(*) AS open FROM alert WHERE state IN ('new', 'acknowledged', 'confirmed')
     AND region >= ? AND region < ? GROUP BY level`,
    [scope.from, scope.before],
  );
  const open = new Map(rows.map((row) => [textOf(row, 'level'), numberOf(row, 'open')]));
  return levelSchema.options.map((level) => ({ level, open: open.get(level) ?? 0 }));
}

function todayOf(records: SqlConnection, scope: Scope): HomeAnswer['today'] {
  const midnight = shanghaiDayOf(scope.nowMs);
  const range = [scope.from, scope.before] as const;
  const counters = records.get(
    `SELECT ifnull(sum(documents), 0) AS documents, ifnull(sum(suspected), 0) AS suspected, ifnull(sum(alerts), 0) AS alerts
     FROM hour_counter WHERE hour_ms >= ? AND hour_ms <= ? AND region >= ? AND region < ?`,
    [midnight, scope.nowMs, ...range],
  );
  const done = (action: string): number =>
    one(
      records.get(
        `SELECT count(DISTINCT alert_id) AS figure FROM alert_history JOIN alert ON alert.id = alert_id
         WHERE at_ms >= ? AND action = ? AND region >= ? AND region < ?`,
        [midnight, action, ...range],
      ),
    );
  return {
    ...countsOf(counters),
    newAlerts: one(
      records.get(`SELECT count(*) AS figure FROM alert WHERE state = 'new' AND region >= ? AND region < ?`, range),
    ),
    acknowledged: done('acknowledge'),
    confirmed: done('confirm'),
    falsePositives: done('false-positive'),
    leads: one(
      records.get('SELECT count(*) AS figure FROM lead WHERE created_ms >= ? AND region >= ? AND region < ?', [
        midnight,
        ...range,
      ]),
    ),
    overdueLeads: one(
      records.get(
        'SELECT count(*) AS figure FROM lead WHERE running = 1 AND due_on < ? AND region >= ? AND region < ?',
        [new Date(midnight + 8 * hourMs).toISOString().slice(0, 10), ...range],
      ),
    ),
  };
}

function one(row: SqlRow | undefined): number {
  return numberOf(row ?? {}, 'figure');
}
