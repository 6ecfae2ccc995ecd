import { z } from 'zod';
import type { RecordsDatabase } from './records-database';
import { parseRow } from './stored-json';

const imageText = z.object({
  text: z.string(),
  lines: z.array(
    z.object({
      text: z.string(),
      box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
      score: z.number(),
    }),
  ),
  skipped: z.enum(['not-a-picture', 'too-small', 'too-large', 'cut-off']).optional(),
});
type ImageText = z.infer<typeof imageText>;

/** What was read from pictures, by the SHA-256 of their bytes. */
export class ImageTextRepository {
  constructor(private readonly database: RecordsDatabase) {}

  get(sha256: string): Promise<ImageText | undefined> {
    return this.database.read((records) =>
      parseRow(imageText, records.get('SELECT json FROM image_text WHERE sha256 = ?', [sha256])),
    );
  }

  put(sha256: string, text: ImageText): Promise<void> {
    return this.database.write((records) => {
      records.run(
        'INSERT INTO image_text (sha256, json) VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
        [sha256, JSON.stringify(text)],
      );
    });
  }
}
