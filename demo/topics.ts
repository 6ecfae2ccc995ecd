import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { demoFile, readDemoYaml } from './demo-file';

const sentences = z.array(z.string().min(1)).default([]);

export const siteId = z.enum([
  'news',
  'local',
  'county',
  'health',
  'pharmacy',
  'market',
  'spa',
  'slots',
  'forum',
  'gov',
]);
export type SiteId = z.infer<typeof siteId>;

/**
 * One subject a page can be about, as hand-written sentence patterns. `codes` are the violation codes its text stands for,
 * empty for lawful pages; `always` sentences are never left out, `body` ones are drawn from; `channels` are the names of
 * the sections it belongs to, any section where a site has none of them.
 */
export const topic = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  sites: z.array(siteId).min(1),
  codes: z.array(z.string().regex(/^[A-Z_]+$/)).default([]),
  titles: z.array(z.string().min(1)).min(1),
  lead: sentences,
  always: sentences,
  body: sentences,
  close: sentences,
  comments: sentences,
  image: sentences,
  attributes: z.record(z.string(), z.string()).default({}),
  price: z.tuple([z.number().positive(), z.number().positive()]).optional(),
  shop: z.enum(['licensed', 'unlicensed']).default('licensed'),
  channels: sentences,
});
export type Topic = z.infer<typeof topic>;

/** How many sentence patterns a topic holds. */
export function countPatterns(subject: Topic): number {
  const { titles, lead, always, body, close, comments, image } = subject;
  return [titles, lead, always, body, close, comments, image].reduce((sum, list) => sum + list.length, 0);
}

/** Every topic of `demo/patterns/topics/`, by file name, then as written. Throws with the file's name where one is malformed. */
export function readTopics(): Topic[] {
  const files = readdirSync(demoFile('patterns/topics')).filter((name) => name.endsWith('.yaml'));
  const topics = files.sort().flatMap((name) => {
    const parsed = z.array(topic).safeParse(readDemoYaml(`patterns/topics/${name}`));
    if (!parsed.success) throw new Error(`demo/patterns/topics/${name}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
  const ids = new Set(topics.map(({ id }) => id));
  if (ids.size !== topics.length) throw new Error('demo/patterns/topics: two topics share one id');
  return topics;
}
