import { markup } from '../markup';
import { chinaDateTime } from '../sample-time';
import type { Site } from '../site';
import { articlePage } from './article';
import { portalAnswer } from './portal-lists';

/** A district paper: GB18030 bytes that call themselves gb2312, in the page only, as old sites do. */
export const countySite: Site = {
  id: 'county',
  pathOf: (draft) => `/county/shownews.asp-id-${draft.number}.htm`,
  render: (page, visit) =>
    articlePage(page, visit, {
      byline: markup`发布时间：${chinaDateTime(page.publishedAt).slice(0, 16)}&emsp;来源：${page.draft.source}&emsp;点击：[${page.draft.number % 500}]`,
      bodyClass: 'article',
    }),
  answer: portalAnswer,
};
