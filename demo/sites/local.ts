import { markup } from '../markup';
import { chinaDateTime, chinaPathDate } from '../sample-time';
import type { Site } from '../site';
import { articlePage } from './article';
import { portalAnswer } from './portal-lists';

/** The evening paper of a city, in GB18030. */
export const localSite: Site = {
  id: 'local',
  pathOf: (draft, at) => `/local/html/${chinaPathDate(at)}/node_${draft.number}.htm`,
  render: (page, visit) =>
    articlePage(page, visit, {
      byline: markup`${chinaDateTime(page.publishedAt)}&emsp;${visit.profile.name}&emsp;记者 ${page.draft.author}&emsp;【打印】【关闭】`,
      bodyClass: 'article TRS_Editor',
    }),
  answer: portalAnswer,
};
