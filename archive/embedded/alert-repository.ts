import {
  type Alert,
  type AlertHistory,
  type AlertState,
  type AlertSummary,
  alert as alertSchema,
  alertHistory,
  alertSummary,
} from '../../contracts/alert';
import type { Level } from '../../contracts/primitives';
import { canonicalJson } from '../canonical-json';
import { decodeCursor, encodeCursor } from '../page-cursor';
import { numberOf, type SqlConnection, textOf } from './connection';
import { addToHour } from './counters';
import type { RecordsDatabase } from './records-database';
import { Conditions } from './conditions';
import { parseRow, parseRows } from './stored-json';

interface Filter {
  readonly states?: readonly AlertState[];
  readonly levels?: readonly Level[];
  readonly code?: string;
  readonly region?: string;
  readonly ruleId?: string;
  readonly ownerId?: string;
  readonly cluster?: string;
  readonly words?: string;
}

/** Alerts with their history and the matches they took. */
export class AlertRepository {
  constructor(private readonly database: RecordsDatabase) {}

  alertOfMatch(matchId: string): Promise<string | undefined> {
    return this.database.read((records) => {
      const row = records.get('SELECT alert_id FROM alert_match WHERE match_id = ?', [matchId]);
      return row && textOf(row, 'alert_id');
    });
  }

  openAlert(ruleId: string, key: string, cluster: string): Promise<Alert | undefined> {
    return this.database.read((records) => {
      const row = records.get(
        `SELECT json FROM alert JOIN alert_body ON alert_id = id
         WHERE rule_id = ? AND key = ? AND cluster = ? AND state <> 'closed'
         ORDER BY raised_ms DESC, id DESC LIMIT 1`,
        [ruleId, keyText(key), cluster],
      );
      return parseRow(alertSchema, row);
    });
  }

  insert(alert: Alert, matchId: string): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `INSERT INTO alert (version, rule_id, key, cluster, state, level, verdict, region, owner_id, document_id,
           raised_ms, words, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        columnsOf(alert, null),
      );
      records.run('INSERT INTO alert_body (summary, json, alert_id) VALUES (?, ?, ?)', bodyOf(alert));
      writeCodes(records, alert);
      recordMatch(records, alert, { matchId, at: alert.raisedAt });
      addToHour(records, { at: alert.raisedAt, region: alert.region, alerts: 1 });
    });
  }

  update(alert: Alert, expectedVersion: number, matchId?: string): Promise<boolean> {
    return this.database.write((records) => {
      const before = records.get('SELECT verdict FROM alert WHERE id = ? AND version = ?', [alert.id, expectedVersion]);
      if (!before) return false;
      records.run(
        `UPDATE alert SET version = ?, rule_id = ?, key = ?, cluster = ?, state = ?, level = ?, verdict = ?, region = ?,
           owner_id = ?, document_id = ?, raised_ms = ?, words = ? WHERE id = ?`,
        columnsOf(alert, before['verdict'] === null ? null : textOf(before, 'verdict')),
      );
      records.run('UPDATE alert_body SET summary = ?, json = ? WHERE alert_id = ?', bodyOf(alert));
      writeCodes(records, alert);
      if (matchId !== undefined) recordMatch(records, alert, { matchId, at: alert.updatedAt });
      return true;
    });
  }

  get(id: string): Promise<Alert | undefined> {
    return this.database.read((records) =>
      parseRow(alertSchema, records.get('SELECT json FROM alert_body WHERE alert_id = ?', [id])),
    );
  }

  appendHistory(alertId: string, entry: AlertHistory): Promise<void> {
    return this.database.write((records) => {
      records.run('INSERT INTO alert_history (alert_id, at_ms, action, json) VALUES (?, ?, ?, ?)', [
        alertId,
        Date.parse(entry.at),
        entry.action,
        JSON.stringify(entry),
      ]);
    });
  }

  history(alertId: string): Promise<AlertHistory[]> {
    return this.database.read((records) =>
      parseRows(alertHistory, records.all('SELECT json FROM alert_history WHERE alert_id = ? ORDER BY seq', [alertId])),
    );
  }

  list(
    filter: Filter,
    page: { limit: number; cursor?: string },
  ): Promise<{ items: AlertSummary[]; nextCursor: string | null; total: number }> {
    return this.database.read((records) => {
      const total = conditionsOf(filter);
      const counted = records.get(`SELECT count(*) AS total FROM alert ${total.where}`, total.values);
      const conditions = conditionsOf(filter);
      if (page.cursor !== undefined) {
        const { sortKey, id } = decodeCursor(page.cursor);
        conditions.add('(raised_ms, id) < (?, ?)', sortKey, id);
      }
      const rows = records.all(
        `SELECT id, raised_ms, summary AS json FROM
           (SELECT id, raised_ms FROM alert ${conditions.where} ORDER BY raised_ms DESC, id DESC LIMIT ?)
         JOIN alert_body ON alert_id = id ORDER BY raised_ms DESC, id DESC`,
        [...conditions.values, page.limit + 1],
      );
      const kept = rows.slice(0, page.limit);
      const last = rows.length > page.limit ? kept.at(-1) : undefined;
      return {
        items: parseRows(alertSummary, kept),
        nextCursor: last ? encodeCursor({ sortKey: numberOf(last, 'raised_ms'), id: textOf(last, 'id') }) : null,
        total: counted ? numberOf(counted, 'total') : 0,
      };
    });
  }

  ofDocument(documentId: string): Promise<AlertSummary[]> {
    return this.database.read((records) =>
      parseRows(
        alertSummary,
        records.all(
          `SELECT summary AS json FROM alert JOIN alert_body ON alert_id = id WHERE document_id = ?
           ORDER BY raised_ms DESC, id DESC`,
          [documentId],
        ),
      ),
    );
  }
}

/** A key as one text, whichever canonical form it comes in: nothing, an object, or a list of [name, value] pairs. */
function keyText(key: string): string {
  const value: unknown = key === '' ? null : JSON.parse(key);
  return canonicalJson(Array.isArray(value) ? Object.fromEntries(value as [string, unknown][]) : value);
}

function columnsOf(alert: Alert, verdictBefore: string | null): (string | number | null)[] {
  return [
    alert.version,
    alert.ruleId,
    canonicalJson(alert.key),
    alert.cluster,
    alert.state,
    alert.level,
    verdictOf(alert.state, verdictBefore),
    alert.region,
    alert.ownerId,
    alert.documentId,
    Date.parse(alert.raisedAt),
    `${alert.title}\n${alert.excerpt}`.toLowerCase(),
    alert.id,
  ];
}

/** A closed alert keeps the verdict that it had; an alert that is looked at again has none. */
function verdictOf(state: AlertState, before: string | null): string | null {
  if (state === 'confirmed' || state === 'converted') return 'confirmed';
  if (state === 'false-positive') return state;
  return state === 'closed' ? before : null;
}

function bodyOf(alert: Alert): string[] {
  const { findings: _findings, places: _places, ...summary } = alert;
  return [JSON.stringify(summary), JSON.stringify(alert), alert.id];
}

function writeCodes(records: SqlConnection, alert: Alert): void {
  records.run('DELETE FROM alert_code WHERE alert_id = ? AND code NOT IN (SELECT value FROM json_each(?))', [
    alert.id,
    JSON.stringify(alert.codes),
  ]);
  for (const code of alert.codes) {
    records.run('INSERT INTO alert_code (code, alert_id) VALUES (?, ?) ON CONFLICT DO NOTHING', [code, alert.id]);
  }
}

function recordMatch(records: SqlConnection, alert: Alert, match: { matchId: string; at: string }): void {
  records.run('INSERT INTO alert_match (match_id, alert_id, rule_id, at, at_ms) VALUES (?, ?, ?, ?, ?)', [
    match.matchId,
    alert.id,
    alert.ruleId,
    match.at,
    Date.parse(match.at),
  ]);
}

function conditionsOf(filter: Filter): Conditions {
  const conditions = new Conditions();
  if (filter.states) conditions.addIn('state', filter.states);
  if (filter.levels) conditions.addIn('level', filter.levels);
  if (filter.region !== undefined) conditions.addRegion('region', filter.region);
  if (filter.ruleId !== undefined) conditions.add('rule_id = ?', filter.ruleId);
  if (filter.ownerId !== undefined) conditions.add('owner_id = ?', filter.ownerId);
  if (filter.cluster !== undefined) conditions.add('cluster = ?', filter.cluster);
  if (filter.code !== undefined) {
    conditions.add('EXISTS (SELECT 1 FROM alert_code WHERE code = ? AND alert_id = alert.id)', filter.code);
  }
  for (const word of (filter.words ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    conditions.add('instr(words, ?) > 0', word);
  }
  return conditions;
}
