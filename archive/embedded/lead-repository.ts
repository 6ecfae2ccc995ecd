import { type Lead, type LeadHistory, type LeadState, lead as leadSchema, leadHistory } from '../../contracts/lead';
import { regionRange } from '../region-range';
import { decodeCursor, encodeCursor } from '../page-cursor';
import { Conditions } from './conditions';
import { numberOf, textOf } from './connection';
import type { RecordsDatabase } from './records-database';
import { parseRow, parseRows } from './stored-json';

interface Filter {
  readonly state?: LeadState;
  readonly organisationId?: string;
  readonly region?: string;
  readonly organisationIds?: readonly string[];
}

/** Leads with their numbers and history. */
export class LeadRepository {
  constructor(private readonly database: RecordsDatabase) {}

  nextNumber(organisationId: string, year: number): Promise<number> {
    return this.database.write((records) => {
      const row = records.get(
        `INSERT INTO lead_number (organisation_id, year, latest) VALUES (?, ?, 1)
         ON CONFLICT DO UPDATE SET latest = latest + 1 RETURNING latest`,
        [organisationId, year],
      );
      return numberOf(row ?? {}, 'latest');
    });
  }

  insert(lead: Lead): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `INSERT INTO lead (number, version, alert_id, state, region, organisation_id, created_ms, due_on, running, json, id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        columnsOf(lead),
      );
    });
  }

  update(lead: Lead, expectedVersion: number): Promise<boolean> {
    return this.database.write(
      (records) =>
        records.run(
          `UPDATE lead SET number = ?, version = ?, alert_id = ?, state = ?, region = ?, organisation_id = ?,
             created_ms = ?, due_on = ?, running = ?, json = ? WHERE id = ? AND version = ?`,
          [...columnsOf(lead), expectedVersion],
        ) === 1,
    );
  }

  get(id: string): Promise<Lead | undefined> {
    return this.database.read((records) =>
      parseRow(leadSchema, records.get('SELECT json FROM lead WHERE id = ?', [id])),
    );
  }

  ofAlert(alertId: string): Promise<Lead | undefined> {
    return this.database.read((records) =>
      parseRow(
        leadSchema,
        records.get('SELECT json FROM lead WHERE alert_id = ? ORDER BY created_ms DESC, id DESC LIMIT 1', [alertId]),
      ),
    );
  }

  list(
    filter: Filter,
    page: { limit: number; cursor?: string },
  ): Promise<{ items: Lead[]; nextCursor: string | null; total: number }> {
    return this.database.read((records) => {
      const all = conditionsOf(filter);
      const counted = records.get(`SELECT count(*) AS total FROM lead ${all.where}`, all.values);
      const conditions = conditionsOf(filter);
      if (page.cursor !== undefined) {
        const { sortKey, id } = decodeCursor(page.cursor);
        conditions.add('(created_ms, id) < (?, ?)', sortKey, id);
      }
      const rows = records.all(
        `SELECT id, created_ms, json FROM lead ${conditions.where} ORDER BY created_ms DESC, id DESC LIMIT ?`,
        [...conditions.values, page.limit + 1],
      );
      const kept = rows.slice(0, page.limit);
      const last = rows.length > page.limit ? kept.at(-1) : undefined;
      return {
        items: parseRows(leadSchema, kept),
        nextCursor: last ? encodeCursor({ sortKey: numberOf(last, 'created_ms'), id: textOf(last, 'id') }) : null,
        total: counted ? numberOf(counted, 'total') : 0,
      };
    });
  }

  appendHistory(leadId: string, entry: LeadHistory): Promise<void> {
    return this.database.write((records) => {
      records.run('INSERT INTO lead_history (lead_id, json) VALUES (?, ?)', [leadId, JSON.stringify(entry)]);
    });
  }

  history(leadId: string): Promise<LeadHistory[]> {
    return this.database.read((records) =>
      parseRows(leadHistory, records.all('SELECT json FROM lead_history WHERE lead_id = ? ORDER BY seq', [leadId])),
    );
  }
}

function columnsOf(lead: Lead): (string | number)[] {
  return [
    lead.number,
    lead.version,
    lead.alertId,
    lead.state,
    lead.region,
    lead.organisationId,
    Date.parse(lead.createdAt),
    lead.clock.dueOn,
    lead.clock.stoppedAt === null ? 1 : 0,
    JSON.stringify(lead),
    lead.id,
  ];
}

function conditionsOf(filter: Filter): Conditions {
  const conditions = new Conditions();
  if (filter.state !== undefined) conditions.add('state = ?', filter.state);
  if (filter.organisationId !== undefined) conditions.add('organisation_id = ?', filter.organisationId);
  addScope(conditions, filter);
  return conditions;
}

/** In scope is what lies in the region, or what one of the organisations holds, sent, or is to receive. */
function addScope(conditions: Conditions, { region, organisationIds }: Filter): void {
  const own = '(SELECT value FROM json_each(?))';
  const held = `organisation_id IN ${own} OR EXISTS (SELECT 1 FROM json_each(lead.json, '$.handOvers')
    WHERE value ->> '$.toOrganisationId' IN ${own} OR value ->> '$.fromOrganisationId' IN ${own})`;
  const ids = JSON.stringify(organisationIds ?? []);
  if (region === undefined) {
    if (organisationIds !== undefined) conditions.add(held, ids, ids, ids);
    return;
  }
  const { from, before } = regionRange(region);
  conditions.add(`(region >= ? AND region < ?) OR ${held}`, from, before, ids, ids, ids);
}
