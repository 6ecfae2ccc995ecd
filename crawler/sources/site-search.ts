import { articleLinks, nextPage, openList } from '../listings/list-page';
import { queryAddresses } from '../listings/query-addresses';
import type { SourceKindDefinition } from './source-kind';

/** The search page of a site, once per search word of the source. */
export const siteSearch: SourceKindDefinition = {
  kind: 'site-search',
  name: '站内搜索',
  isDrawn: true,
  start: queryAddresses,
  read: (page, source) => {
    const list = openList(page);
    return { pages: articleLinks(list, source.select?.item), next: nextPage(list) };
  },
};
