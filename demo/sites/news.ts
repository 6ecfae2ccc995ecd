import { rssFeed, sitemap } from '../feeds';
import { markup } from '../markup';
import { chinaLongTime, chinaPathDate } from '../sample-time';
import type { Answer, Site, Visit } from '../site';
import { articlePage } from './article';
import { portalAnswer } from './portal-lists';

/** Feed and sitemap share the portal without overlap: the feed has 要闻, the sitemap 科普, the lists everything. */
function newsAnswer(visit: Visit): Answer | undefined {
  const { profile, origin, library } = visit;
  if (visit.path === '/news/rss.xml') {
    const pages = library.list({ site: 'news', channel: 'top' }).slice(0, 60);
    return { type: 'application/rss+xml', body: rssFeed(profile, origin, pages) };
  }
  if (visit.path === '/news/sitemap.xml') {
    const pages = library.list({ site: 'news', channel: 'science' }).slice(0, 500);
    return { type: 'application/xml', body: sitemap(origin, pages) };
  }
  return portalAnswer(visit);
}

/** The provincial portal: RSS, sitemap, paged lists, articles with everything around them. */
export const newsSite: Site = {
  id: 'news',
  pathOf: (draft, at) => `/news/${chinaPathDate(at)}/content_${1000000 + draft.number}.html`,
  render: (page, visit) =>
    articlePage(page, visit, {
      byline: markup`<span class="time">${chinaLongTime(page.publishedAt)}</span>&emsp;来源：<a href="#">${page.draft.source}</a>&emsp;<span>字号：大 中 小</span>`,
      bodyClass: 'article',
    }),
  answer: newsAnswer,
};
