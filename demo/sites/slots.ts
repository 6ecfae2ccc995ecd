import { framePage, frameWords } from '../layout';
import { markup, type Markup } from '../markup';
import type { SamplePage } from '../page-library';
import { drawPicture, PictureCache } from '../picture';
import { type Answer, htmlAnswer, type Site, type Visit } from '../site';

const slotNames = ['top-banner', 'left', 'middle', 'right', 'bottom'];
const pictures = new PictureCache();

function picturePath(page: SamplePage): string {
  return `/slots/img/${page.draft.number}-${page.version}.png`;
}

function creative(page: SamplePage): Markup {
  return markup`<a href="${page.path}" target="_blank" rel="sponsored"><img src="${picturePath(page)}" width="640" height="300" alt=""></a><span class="mark">广告</span>`;
}

/** A slot holds its picture directly, or an iframe that holds it, turn about. */
function slot(page: SamplePage, index: number): Markup {
  const name = slotNames[index % slotNames.length] ?? 'bottom';
  const inside =
    index % 2 === 0
      ? creative(page)
      : markup`<iframe src="/slots/frame/${page.draft.number}.html" width="660" height="320" frameborder="0" scrolling="no"></iframe>`;
  return markup`<div class="ad-slot" id="ad-${name}" data-ad-slot="${name}">${inside}</div>\n`;
}

function channelPage(visit: Visit, channelId: string): Answer | undefined {
  const channel = visit.profile.channels.find(({ id }) => id === channelId);
  if (channel === undefined) return undefined;
  const pages = visit.library.list({ site: 'slots', channel: channelId }).slice(0, slotNames.length);
  const body = markup`<h3>${channel.name} · 热门网站</h3><div class="grid">${frameWords('hot').map((word) => markup`<a href="#">${word.slice(0, 6)}</a>`)}</div>${pages.map(slot)}`;
  return htmlAnswer(framePage(visit, { title: channel.name, body }), pages);
}

async function slotsAnswer(visit: Visit): Promise<Answer | undefined> {
  const [, , section = '', name = ''] = visit.path.split('/');
  if (section === '') return channelPage(visit, 'home');
  if (section === 'list') return channelPage(visit, name);
  const number = /^(\d+)(?:-\d+)?\.(?:png|html)$/u.exec(name)?.[1] ?? '';
  const page = visit.library.find(`/slots/ad/${number}.html`);
  if (page === undefined || page.takenDown !== undefined) return undefined;
  if (section === 'frame') {
    return htmlAnswer(
      markup`<!DOCTYPE html><html><head><meta charset="utf-8"><title>推广</title></head><body style="margin:0">${creative(page)}</body></html>`,
      [page],
    );
  }
  if (section !== 'img') return undefined;
  const draw = (): Promise<Buffer> => drawPicture(page.draft.imageLines, page.path);
  return {
    type: 'image/png',
    body: await pictures.get(`${page.path}@${page.version}/${page.draft.imageLines.join()}`, draw),
    modifiedAt: page.modifiedAt,
  };
}

/** A start page with advertisement slots; what an advertisement says stands in its picture and nowhere else. */
export const slotsSite: Site = {
  id: 'slots',
  pathOf: (draft) => `/slots/ad/${draft.number}.html`,
  render: (page, visit) =>
    framePage(visit, {
      title: `推广 ${page.draft.number}`,
      body: markup`<div class="ad-slot" data-ad-slot="landing">${creative(page)}</div>`,
    }),
  answer: slotsAnswer,
};
