import { type Organisation, organisation as organisationSchema } from '../../contracts/user';
import type { RecordsDatabase } from './records-database';
import { parseRow, parseRows } from './stored-json';

/** Organisations, by region then id. */
export class OrganisationRepository {
  constructor(private readonly database: RecordsDatabase) {}

  get(id: string): Promise<Organisation | undefined> {
    return this.database.read((records) =>
      parseRow(organisationSchema, records.get('SELECT json FROM organisation WHERE id = ?', [id])),
    );
  }

  all(): Promise<Organisation[]> {
    return this.database.read((records) =>
      parseRows(organisationSchema, records.all('SELECT json FROM organisation ORDER BY region, id')),
    );
  }

  put(organisation: Organisation): Promise<void> {
    return this.database.write((records) => {
      records.run(
        `INSERT INTO organisation (id, region, json) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET region = excluded.region, json = excluded.json`,
        [organisation.id, organisation.region, JSON.stringify(organisation)],
      );
    });
  }
}
