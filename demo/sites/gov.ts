import { markup } from '../markup';
import { chinaDateTime, chinaPathDate } from '../sample-time';
import type { Site } from '../site';
import { articlePage } from './article';
import { portalAnswer } from './portal-lists';

/** A board of invented official notices: penalties, recalls, warnings, which quote unlawful words without using them. */
export const govSite: Site = {
  id: 'gov',
  pathOf: (draft, at) => `/gov/art/${chinaPathDate(at).replace('-', '/')}/art_${draft.number}.html`,
  render: (page, visit) =>
    articlePage(page, visit, {
      byline: markup`发布日期：${chinaDateTime(page.publishedAt).slice(0, 10)}&emsp;信息来源：${visit.profile.name}&emsp;浏览次数：${page.draft.number % 900}`,
      bodyClass: 'article zoom',
    }),
  answer: portalAnswer,
};
