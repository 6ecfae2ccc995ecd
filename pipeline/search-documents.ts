import type { DocumentIndex } from './stores';
import { parseQuery } from '../rules/query/parse-query';
import type { SearchDocuments } from './house';

/** Search by the query language of the rules; a query that cannot be parsed is answered with its faults. */
export function searcherOf(index: Pick<DocumentIndex, 'search'>): SearchDocuments {
  return async ({ filter, limit, cursor, sort, withFacets }) => {
    const words = filter.q?.trim() ?? '';
    const parsed = words === '' ? undefined : parseQuery(words);
    if (parsed && !parsed.ok) {
      return {
        faults: parsed.faults.map((fault) => ({ at: fault.at, message: `${fault.message.zh} / ${fault.message.en}` })),
      };
    }
    const query = parsed?.node ?? null;
    return {
      page: await index.search({ filter, query, limit, ...(cursor === undefined ? {} : { cursor }), sort, withFacets }),
    };
  };
}
