import { markup, type Markup } from '../markup';
import type { SamplePage } from '../page-library';
import { chinaDateTime } from '../sample-time';
import type { Answer, Site, Visit } from '../site';

/** The page every address of this site is answered with: an empty frame and a script; nothing of the content. */
function shell(visit: Visit): Markup {
  return markup`<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>${visit.profile.name}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"></head>
<body><div id="app"></div><noscript>请开启浏览器脚本后访问</noscript><script src="/static/spa.js"></script></body></html>`;
}

function noteJson(page: SamplePage): unknown {
  const { draft } = page;
  return {
    id: draft.number,
    title: draft.title,
    url: page.path,
    time: chinaDateTime(page.publishedAt).slice(0, 16),
    author: draft.author,
    paragraphs: draft.paragraphs,
    comments: draft.comments,
  };
}

function json(value: unknown): Answer {
  return { type: 'application/json', body: JSON.stringify(value) };
}

function spaAnswer(visit: Visit): Answer | undefined {
  if (visit.path === '/spa/' || visit.path.startsWith('/spa/list/')) return { type: 'text/html', body: shell(visit) };
  if (visit.path === '/spa/api/notes.json') {
    return json(visit.library.list({ site: 'spa' }).slice(0, 30).map(noteJson));
  }
  const number = /^\/spa\/api\/note\/(\d+)\.json$/u.exec(visit.path)?.[1];
  const page = number === undefined ? undefined : visit.library.find(`/spa/note/${number}`);
  return page === undefined || page.takenDown !== undefined ? undefined : json(noteJson(page));
}

/** A site drawn by its script alone; the data comes from `/spa/api/`. */
export const spaSite: Site = {
  id: 'spa',
  pathOf: (draft) => `/spa/note/${draft.number}`,
  render: (_, visit) => shell(visit),
  answer: spaAnswer,
};
