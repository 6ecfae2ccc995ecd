import type { Source } from '../../contracts/source';
import { FetchFault } from '../fetch-fault';

/** One start address per search word: put where the address says `{query}`, or as parameter `q`. A source without words is a fault. */
export function queryAddresses(source: Source): string[] {
  if (source.query === undefined || source.query.length === 0) {
    throw new FetchFault({ reason: 'invalid-input', message: `信源 ${source.id} 没有检索词 (query)`, retry: 'never' });
  }
  return source.query.map((word) => {
    const placeholder = /\{query\}|%7Bquery%7D/iu;
    if (placeholder.test(source.url)) return new URL(source.url.replace(placeholder, encodeURIComponent(word))).href;
    const url = new URL(source.url);
    url.searchParams.set('q', word);
    return url.href;
  });
}
