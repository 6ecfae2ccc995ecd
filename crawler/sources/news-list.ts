import { articleLinks, nextPage, openList } from '../listings/list-page';
import type { SourceKindDefinition } from './source-kind';

/** Paged lists of articles: the links of `select.item`, or of the block that looks most like a list. */
export const newsList: SourceKindDefinition = {
  kind: 'news-list',
  name: '新闻列表',
  isDrawn: true,
  start: (source) => [source.url],
  read: (page, source) => {
    const list = openList(page);
    return { pages: articleLinks(list, source.select?.item), next: nextPage(list) };
  },
};
