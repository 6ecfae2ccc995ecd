import { goodsCards } from '../listings/goods-cards';
import { cleanText, nextPage, openList } from '../listings/list-page';
import type { SourceKindDefinition } from './source-kind';

/** The window of one shop: its goods, with the shop's name as seller where a card names none. */
export const shop: SourceKindDefinition = {
  kind: 'shop',
  name: '店铺',
  pageKind: 'listing',
  isDrawn: true,
  start: (source) => [source.url],
  read: (page, source) => {
    const list = openList(page);
    const name = cleanText(list.$('.shop-name, [class*=shopname i], [class*=store-name i]').first().text());
    const pages = goodsCards(list, source.select).map((found) => ({
      ...found,
      hints: { ...(name === '' ? {} : { seller: name }), ...found.hints },
    }));
    return { pages, next: nextPage(list) };
  },
};
