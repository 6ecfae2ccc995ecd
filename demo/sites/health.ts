import { frameWords } from '../layout';
import { markup, type Markup } from '../markup';
import type { SamplePage } from '../page-library';
import { chinaDateTime, chinaPathDate } from '../sample-time';
import type { Site } from '../site';
import { articlePage } from './article';
import { portalAnswer } from './portal-lists';

function guestBox(page: SamplePage): Markup {
  const guest = page.draft.attributes.find(([name]) => name === '嘉宾')?.[1];
  if (guest === undefined) return markup``;
  return markup`<div class="lecture">本期嘉宾：<span class="guest">${guest}</span>&emsp;主持人：小样</div>`;
}

function hotline(page: SamplePage): Markup {
  const number = page.draft.attributes.find(([name]) => name === '热线')?.[1];
  return number === undefined ? markup`` : markup`<div class="hotline">${number}</div>`;
}

/** Health lectures; some of them sell. */
export const healthSite: Site = {
  id: 'health',
  pathOf: (draft, at) => `/health/${draft.channel.id}/${chinaPathDate(at).replace(/\D/gu, '')}/${draft.number}.html`,
  render: (page, visit) =>
    articlePage(page, visit, {
      byline: markup`<span class="pub-time">${chinaDateTime(page.publishedAt).slice(0, 16)}</span>&emsp;栏目：${page.draft.channel.name}&emsp;来源：${page.draft.source}&emsp;${frameWords('share')[0]}`,
      above: guestBox(page),
      after: hotline(page),
      bodyClass: 'article',
    }),
  answer: portalAnswer,
};
