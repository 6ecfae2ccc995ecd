import { framePage, frameWords } from '../layout';
import { markup, type Markup, type MarkupPart } from '../markup';
import type { SamplePage } from '../page-library';
import { chinaDateTime } from '../sample-time';
import { SeededRandom } from '../seeded-random';
import { type Answer, htmlAnswer, pageOf, type Site, type Visit } from '../site';

const pageSize = 50;

function posterName(random: SeededRandom): string {
  return `${random.pick(['样例', '示例', '路过的'])}${random.pick(['小猫', '大叔', '豆浆', '晴天', '老陈', '木木'])}${random.integer(1, 99)}`;
}

function post(random: SeededRandom, time: string, content: MarkupPart): Markup {
  return markup`<div class="post"><div class="poster"><b>${posterName(random)}</b>${random.pick(frameWords('forum-ranks'))}<br>积分 ${random.integer(5, 9000)}</div>
<div class="message"><div class="ptime">发表于 ${time}</div>${content}<div class="sign">回复 | 举报 | 只看该作者</div></div></div>\n`;
}

function thread(page: SamplePage, visit: Visit): Markup {
  const { draft } = page;
  const random = new SeededRandom(page.path);
  const opening = markup`<h1>${draft.title}</h1>${draft.paragraphs.map((text) => markup`<p>${text}</p>`)}`;
  const replies = draft.comments.map((comment, index) => {
    const at = new Date(page.publishedAt.getTime() + (index + 1) * 137_000);
    return post(random, chinaDateTime(at).slice(0, 16), markup`<p>${comment}</p>`);
  });
  return framePage(visit, {
    title: draft.title,
    style: 'forum',
    body: markup`<p><a href="/forum/">${visit.profile.name}</a> › <a href="/forum/list/${draft.channel.id}/">${draft.channel.name}</a></p>
${post(random, chinaDateTime(page.publishedAt).slice(0, 16), opening)}${replies}`,
  });
}

function threadList(visit: Visit, channelId: string | undefined): Answer | undefined {
  const channel = visit.profile.channels.find(({ id }) => id === channelId);
  if (channelId !== undefined && channel === undefined) return undefined;
  const number = Number(/^\d{1,4}$/u.exec(visit.query.get('page') ?? '')?.[0] ?? '1');
  const words = visit.query.get('q') ?? '';
  const all = visit.library.list({ site: 'forum', words, ...(channelId === undefined ? {} : { channel: channelId }) });
  const { items, last } = pageOf(all, number, pageSize);
  const body = markup`<table class="threads"><tr><th>主题</th><th>版块</th><th>回复</th><th>发表时间</th></tr>${items.map(
    (page) =>
      markup`<tr><td><a class="subject" href="${page.path}">${page.draft.title}</a></td><td>${page.draft.channel.name}</td><td>${page.draft.comments.length}</td><td>${chinaDateTime(page.publishedAt).slice(0, 16)}</td></tr>\n`,
  )}</table><div class="pager">${Array.from({ length: Math.min(10, last) }, (_, index) => markup`<a href="?page=${index + 1}">${index + 1}</a>`)}</div>
<p><a href="/forum/private/inbox.html">站内短信</a></p>`;
  return htmlAnswer(framePage(visit, { title: channel?.name ?? '论坛首页', body, style: 'forum' }), items);
}

/** Threads with replies; replies keep coming, so threads change after publication. */
export const forumSite: Site = {
  id: 'forum',
  pathOf: (draft) => `/forum/thread-${draft.number}-1-1.html`,
  render: thread,
  answer: (visit) => {
    const [, , section, channel] = visit.path.split('/');
    if (section === '' || section === 'search') return threadList(visit, undefined);
    return section === 'list' ? threadList(visit, channel) : undefined;
  },
};
