import type { SourceKind } from '../../contracts/source';
import { adSlots } from './ad-slots';
import { marketplaceSearch } from './marketplace-search';
import { newsList } from './news-list';
import { pageWatch } from './page-watch';
import { rss } from './rss';
import { shop } from './shop';
import { siteSearch } from './site-search';
import { sitemap } from './sitemap';
import type { SourceKindDefinition } from './source-kind';

/** The registry of source kinds: one line each. */
export const sourceKinds: ReadonlyMap<SourceKind, SourceKindDefinition> = new Map(
  [rss, sitemap, newsList, siteSearch, marketplaceSearch, shop, adSlots, pageWatch].map((definition) => [
    definition.kind,
    definition,
  ]),
);
