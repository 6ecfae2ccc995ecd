import { goodsCards } from '../listings/goods-cards';
import { nextPage, openList } from '../listings/list-page';
import { queryAddresses } from '../listings/query-addresses';
import type { SourceKindDefinition } from './source-kind';

/** The search of a marketplace, once per search word: goods with title, price and seller. */
export const marketplaceSearch: SourceKindDefinition = {
  kind: 'marketplace-search',
  name: '电商平台搜索',
  pageKind: 'listing',
  isDrawn: true,
  start: queryAddresses,
  read: (page, source) => {
    const list = openList(page);
    return { pages: goodsCards(list, source.select), next: nextPage(list) };
  },
};
