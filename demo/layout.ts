import { markup, type Markup, type MarkupPart } from './markup';
import { SeededRandom } from './seeded-random';
import type { SamplePage } from './page-library';
import type { Visit } from './site';
import { chinaDateTime } from './sample-time';
import { readDemoYaml } from './demo-file';
import { z } from 'zod';

const furniture = z.record(z.string(), z.array(z.string())).parse(readDemoYaml('patterns/furniture.yaml'));

/** Fixed words of a site's frame (navigation, footers, side boxes) from `patterns/furniture.yaml`. */
export function frameWords(name: string): readonly string[] {
  const words = furniture[name];
  if (words === undefined) throw new Error(`demo/patterns/furniture.yaml lacks ${name}`);
  return words;
}

export interface Frame {
  title: string;
  body: MarkupPart;
  head?: MarkupPart;
  style?: 'portal' | 'shop' | 'forum';
}

/** A whole HTML page in a site's frame: character set as the site declares it, style sheet, navigation, footer. */
export function framePage(visit: Visit, frame: Frame): Markup {
  const { profile } = visit;
  const charset = profile.charsetInMeta === undefined ? '' : markup`<meta charset="${profile.charsetInMeta}">`;
  return markup`<!DOCTYPE html>
<html lang="zh-CN">
<head>
${charset}
<title>${frame.title}_${profile.name}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="keywords" content="${profile.name},${profile.slogan}">
<link rel="stylesheet" href="/static/${frame.style ?? 'portal'}.css">
<style>:root{--main:${profile.colour}}</style>
${frame.head}
</head>
<body>
<div class="topbar"><div class="w">${profile.slogan}<span class="login"><a href="#">登录</a> | <a href="#">注册</a> | <a href="#">设为首页</a></span></div></div>
<div class="header"><div class="w"><a class="logo" href="/${profile.id}/">${profile.name}</a>
<form class="search" action="/${profile.id}/search"><input name="q" placeholder="请输入关键词"><button>搜索</button></form></div></div>
<div class="nav"><div class="w"><a href="/${profile.id}/">首页</a>${profile.channels.map(
    (channel) => markup`<a href="/${profile.id}/list/${channel.id}/">${channel.name}</a>`,
  )}${frameWords(`nav-${frame.style ?? 'portal'}`).map((word) => markup`<a href="#">${word}</a>`)}</div></div>
<div class="w main">${frame.body}</div>
<div class="footer"><div class="w"><p>${frameWords('footer-links').map((word) => markup`<a href="#">${word}</a> | `)}</p>
<p>版权所有 © ${profile.name} 未经书面授权不得转载或建立镜像 示ICP备00000000号-0 示公网安备 00000000000000号</p>
<p>本站为演示用的虚构站点，所有名称、电话、文号与内容均为虚构。</p></div></div>
</body>
</html>`;
}

/** The dated link list that portals show for a channel. */
export function linkList(pages: readonly SamplePage[], className = 'list'): Markup {
  return markup`<ul class="${className}">${pages.map(
    (page) =>
      markup`<li><a href="${page.path}" title="${page.draft.title}">${page.draft.title}</a><span class="date">${chinaDateTime(page.publishedAt).slice(5, 16)}</span></li>\n`,
  )}</ul>`;
}

/** The numbered links below a list: `index.html`, `index_2.html`, … */
export function pager(base: string, current: number, last: number): Markup {
  const numbers = Array.from({ length: Math.min(last, 10) }, (_, index) => index + 1);
  return markup`<div class="pager">${numbers.map((number) =>
    number === current
      ? markup`<span class="on">${number}</span>`
      : markup`<a href="${base}${number === 1 ? 'index.html' : `index_${number}.html`}">${number}</a>`,
  )}<span>共${last}页</span></div>`;
}

/** The share buttons, related links, hot list and comments that surround an article everywhere. */
export function articleSurroundings(page: SamplePage, visit: Visit): { share: Markup; below: Markup; side: Markup } {
  const random = new SeededRandom(page.path);
  const others = visit.library.older(page, 11);
  const share = markup`<div class="share">分享到：${frameWords('share').map((word) => markup`<a class="bds" href="#">${word}</a>`)}</div>`;
  const below = markup`<div class="related"><h3>相关阅读</h3>${linkList(others.slice(0, 5), 'rel')}</div>
<div class="comments"><h3>网友评论（${page.draft.comments.length}）</h3>${page.draft.comments.map(
    (comment, index) =>
      markup`<div class="cmt"><b>样例网友${random.integer(1000, 9999)}</b><i>${index + 1}楼</i><p>${comment}</p><em>顶(${random.integer(0, 99)}) 回复</em></div>`,
  )}<p class="tip">${frameWords('comment-tip')}</p></div>`;
  const side = markup`<div class="side"><h3>热门排行</h3><ol>${random
    .draw(frameWords('hot'), 8)
    .map(
      (word) => markup`<li><a href="#">${word}</a></li>`,
    )}</ol><h3>最新更新</h3>${linkList(others.slice(5, 11), 'new')}</div>`;
  return { share, below, side };
}
