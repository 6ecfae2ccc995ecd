import { frameWords, framePage, linkList, pager } from '../layout';
import { markup } from '../markup';
import type { SamplePage } from '../page-library';
import { type Answer, htmlAnswer, pageOf, type Visit } from '../site';

const pageSize = 40;

/** The front page: one box of newest links per channel. */
function frontPage(visit: Visit): Answer {
  const { profile, library } = visit;
  const boxes = profile.channels.map((channel) => ({
    channel,
    pages: library.list({ site: profile.id, channel: channel.id }).slice(0, 12),
  }));
  const body = markup`${boxes.map(
    ({ channel, pages }) =>
      markup`<div class="box"><h3><a href="/${profile.id}/list/${channel.id}/">${channel.name}</a></h3>${linkList(pages)}</div>`,
  )}<div class="friend">友情链接：${frameWords('friend-links').map((word) => markup`<a href="#">${word}</a> `)}</div>`;
  return htmlAnswer(
    framePage(visit, { title: '首页', body }),
    boxes.flatMap(({ pages }) => pages),
  );
}

/** Now and then a list carries a link to something that is no longer there, as real lists do. */
function deadLink(visit: Visit, pages: readonly SamplePage[]): ReturnType<typeof markup> | string {
  const old = pages.find(({ draft }) => draft.number % 19 === 7);
  if (!visit.faults || old === undefined) return '';
  return markup`<p class="more"><a href="/${visit.profile.id}/old/${old.draft.number}.html">旧闻回顾：${old.draft.channel.name}往期内容</a></p>`;
}

function channelList(visit: Visit, channelId: string, number: number): Answer | undefined {
  const { profile, library } = visit;
  const channel = profile.channels.find(({ id }) => id === channelId);
  if (channel === undefined) return undefined;
  const { items, last } = pageOf(library.list({ site: profile.id, channel: channelId }), number, pageSize);
  const base = `/${profile.id}/list/${channelId}/`;
  const body = markup`<div class="crumb">当前位置：<a href="/${profile.id}/">首页</a> &gt; ${channel.name}</div>
<div class="content">${linkList(items)}${deadLink(visit, items)}${pager(base, number, last)}</div>`;
  return htmlAnswer(framePage(visit, { title: channel.name, body }), items);
}

function searchPage(visit: Visit): Answer {
  const words = visit.query.get('q') ?? '';
  const pages = visit.library.list({ site: visit.profile.id, words }).slice(0, pageSize);
  const body = markup`<div class="crumb">搜索“${words}”的结果</div><div class="content">${linkList(pages)}</div>`;
  return htmlAnswer(framePage(visit, { title: `搜索 ${words}`, body }), pages);
}

/** The addresses every portal has: `/<site>/`, `/<site>/list/<channel>/index_2.html`, `/<site>/search?q=`. */
export function portalAnswer(visit: Visit): Answer | undefined {
  const [, , section, channel, file = ''] = visit.path.split('/');
  if (section === '' || section === 'index.html') return frontPage(visit);
  if (section === 'search') return searchPage(visit);
  if (section !== 'list' || channel === undefined) return undefined;
  const number = Number(/^index_(\d{1,4})\.html$/u.exec(file)?.[1] ?? '1');
  return channelList(visit, channel, number);
}
