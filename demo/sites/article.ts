import { articleSurroundings, framePage } from '../layout';
import { markup, type Markup, type MarkupPart } from '../markup';
import type { SamplePage } from '../page-library';
import { chinaIsoTime } from '../sample-time';
import type { Visit } from '../site';

export interface ArticleLook {
  byline: MarkupPart;
  /** Put between byline and text, and after the text. */
  above?: MarkupPart;
  after?: MarkupPart;
  bodyClass: string;
}

/** An article page as Chinese portals build it: breadcrumb, byline, share bar, text, editor, related links, comments. */
export function articlePage(page: SamplePage, visit: Visit, look: ArticleLook): Markup {
  const { draft } = page;
  const { share, below, side } = articleSurroundings(page, visit);
  const head = markup`<meta property="og:title" content="${draft.title}">
<meta property="article:published_time" content="${chinaIsoTime(page.publishedAt)}">
<link rel="canonical" href="${visit.origin}${page.path}">`;
  const body = markup`<div class="crumb">您的位置：<a href="/${visit.profile.id}/">${visit.profile.name}</a> &gt; <a href="/${visit.profile.id}/list/${draft.channel.id}/">${draft.channel.name}</a> &gt; 正文</div>
<div class="content">
<h1>${draft.title}</h1>
<div class="info">${look.byline}</div>
${look.above}
<div class="${look.bodyClass}">
${draft.paragraphs.map((text) => markup`<p>&emsp;&emsp;${text}</p>\n`)}</div>
${look.after}
<p class="editor">责任编辑：${draft.author}</p>
${share}${below}
</div>
${side}`;
  return framePage(visit, { title: draft.title, head, body });
}
