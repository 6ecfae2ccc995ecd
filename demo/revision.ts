import { z } from 'zod';
import { readDemoYaml } from './demo-file';
import type { Draft } from './draft';
import type { SeededRandom } from './seeded-random';

const words = z
  .strictObject({ replies: z.array(z.string()).min(1), corrections: z.array(z.string()).min(1) })
  .parse(readDemoYaml('patterns/revisions.yaml'));

/** A page as its publisher later changes it: a thread gains a reply, goods change their price, articles gain a note. Never the codes. */
export function reviseDraft(draft: Draft, random: SeededRandom): Draft {
  if (draft.price !== undefined) {
    const factor = random.pick([0.85, 0.9, 0.95, 1.05, 1.1]);
    return { ...draft, price: Math.round(draft.price * factor * 10) / 10 };
  }
  if (draft.site.id === 'forum') return { ...draft, comments: [...draft.comments, random.pick(words.replies)] };
  return { ...draft, paragraphs: [...draft.paragraphs, random.pick(words.corrections)] };
}
