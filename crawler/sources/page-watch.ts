import { cleanText, openList } from '../listings/list-page';
import { shortHash } from '../canonical-url';
import type { SourceKindDefinition } from './source-kind';

/** One page that is watched: it is a new version whenever its visible text changes. */
export const pageWatch: SourceKindDefinition = {
  kind: 'page-watch',
  name: '页面监看',
  isDrawn: false,
  start: (source) => [source.url],
  read: (page, source) => {
    const { $ } = openList(page);
    $('script, style, noscript, template').remove();
    const watched = source.select?.text === undefined ? $('body') : $(source.select.text);
    return { pages: [{ url: page.url, marker: shortHash(cleanText(watched.text())) }], next: [] };
  },
};
