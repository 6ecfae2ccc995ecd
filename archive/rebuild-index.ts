import type { Archive } from './open-archive';

const atOnce = 200;

/** Puts every stored document with its newest analysis into the search index again, oldest first; for a lost or damaged `search.db`. Answers how many versions were put. */
export async function rebuildIndex(archive: Pick<Archive, 'documentIndex'>): Promise<number> {
  const range = { from: '1970-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z' };
  let waiting: Promise<void>[] = [];
  let count = 0;
  for await (const { document, analysis } of archive.documentIndex.scan(range)) {
    waiting.push(archive.documentIndex.put(document, analysis));
    count += 1;
    if (waiting.length < atOnce) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
  return count;
}
