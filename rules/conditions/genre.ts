import { z } from 'zod';
import { genre as genreName } from '../../contracts/primitives';
import { coverOf } from '../matching/compiled';
import { genreFact } from '../matching/facts';
import { compiled } from './condition';
import type { Condition } from './condition';

const settings = z.strictObject({ in: z.array(genreName).min(1) });

/** What the text is: advertisement, listing, news, notice, and so on. */
export const genre: Condition<z.infer<typeof settings>> = {
  name: 'genre',
  title: { zh: '文体', en: 'genre' },
  settings,
  needs: () => ['genre'],
  compile(wanted, table) {
    const tokens = wanted.in.map((name) => table.fact(genreFact(name)));
    return compiled({
      holds: (scan) => tokens.some((token) => scan.has(token)),
      cover: (cost) => coverOf(tokens, cost),
    });
  },
};
