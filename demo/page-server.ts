import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import iconv from 'iconv-lite';
import { readDemoText } from './demo-file';
import { faultFor } from './faults';
import { framePage } from './layout';
import { Markup, markup } from './markup';
import type { PageLibrary } from './page-library';
import type { Answer, Site, Visit } from './site';
import type { Shop, SiteProfile } from './site-profiles';

export interface ServerParts {
  seed: number | string;
  library: PageLibrary;
  sites: readonly Site[];
  profiles: readonly SiteProfile[];
  shops: readonly Shop[];
  faults: boolean;
  /** Crawl-delay of robots.txt in seconds; 0 leaves the line out. */
  crawlDelaySeconds: number;
}

const staticTypes: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript' };

/** One HTTP server for all sites: by path prefix, or by the site's host name in the Host header. */
export class PageServer {
  /** Path → how often it was asked for. */
  readonly hits = new Map<string, number>();
  readonly server: Server;

  constructor(private readonly parts: ServerParts) {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        response.end(`sample web: ${String(error)}`);
      });
    });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const origin = `http://${request.headers.host ?? 'localhost'}`;
    const address = new URL(request.url ?? '/', 'http://localhost');
    const path = this.sitePath(request.headers.host ?? '', address.pathname);
    const attempt = this.hits.get(path) ?? 0;
    this.hits.set(path, attempt + 1);
    if (this.parts.faults && (await disturb(response, faultFor(this.parts.seed, path, attempt)))) return;
    const answer = await this.answerTo({ path, query: address.searchParams, origin });
    send(request, response, answer);
  }

  /** A site's own host name stands for its path prefix. */
  private sitePath(host: string, path: string): string {
    const name = host.replace(/:\d+$/u, '');
    const profile = this.parts.profiles.find((one) => one.host === name);
    const isShared = path === '/robots.txt' || path.startsWith('/static/');
    if (profile === undefined || isShared || path.startsWith(`/${profile.id}/`)) return path;
    return `/${profile.id}${path}`;
  }

  private async answerTo(asked: Pick<Visit, 'path' | 'query' | 'origin'>): Promise<EncodedAnswer> {
    const { sites, profiles, library } = this.parts;
    const shared = this.sharedAnswer(asked);
    if (shared !== undefined) return encode(shared, undefined);
    const id = asked.path.split('/')[1];
    const site = sites.find((one) => one.id === id);
    const profile = profiles.find((one) => one.id === id);
    if (site === undefined || profile === undefined) return encode(plainNotFound, undefined);
    const visit: Visit = { ...asked, profile, library, shops: this.parts.shops, faults: this.parts.faults };
    const page = library.find(asked.path);
    if (page === undefined) return encode((await site.answer(visit)) ?? missing(visit), profile);
    if (page.takenDown !== undefined) return encode(gone(visit, page.takenDown), profile);
    return encode({ type: 'text/html', body: site.render(page, visit), modifiedAt: page.modifiedAt }, profile);
  }

  private sharedAnswer({ path, origin }: Pick<Visit, 'path' | 'origin'>): Answer | undefined {
    if (path === '/') return { type: 'text/html', body: directory(this.parts.profiles) };
    if (path === '/robots.txt') return { type: 'text/plain', body: this.robots(origin) };
    const file = /^\/static\/([a-z]+)\.(css|js)$/u.exec(path);
    if (file === null) return undefined;
    return staticAnswer(file[1] ?? '', file[2] ?? '');
  }

  private robots(origin: string): string {
    const { profiles, crawlDelaySeconds } = this.parts;
    const rules = profiles.flatMap(({ disallow }) => disallow).map((path) => `Disallow: ${path}`);
    const delay = crawlDelaySeconds > 0 ? [`Crawl-delay: ${crawlDelaySeconds}`] : [];
    return ['User-agent: *', ...rules, ...delay, '', `Sitemap: ${origin}/news/sitemap.xml`, ''].join('\n');
  }
}

interface EncodedAnswer {
  status: number;
  contentType: string;
  bytes: Buffer;
  modifiedAt: Date | undefined;
}

const plainNotFound: Answer = { status: 404, type: 'text/plain', body: 'not found' };

function directory(profiles: readonly SiteProfile[]): Markup {
  return markup`<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>样例网</title></head><body><h1>样例网：虚构站点一览</h1><ul>${profiles.map(({ id, name, slogan }) => markup`<li><a href="/${id}/">${name}</a> ${slogan}</li>`)}</ul></body></html>`;
}

function staticAnswer(name: string, extension: string): Answer | undefined {
  const known = ['portal.css', 'shop.css', 'forum.css', 'spa.js'];
  const file = `${name}.${extension}`;
  if (!known.includes(file)) return undefined;
  return { type: staticTypes[extension] ?? 'text/plain', body: readDemoText(`static/${file}`) };
}

/** Places that robots.txt closes do exist, as they do on real sites; everything else is not there. */
function missing(visit: Visit): Answer {
  if (!visit.profile.disallow.some((prefix) => visit.path.startsWith(prefix))) return gone(visit, 404);
  const body = markup`<div class="content"><h3>请登录后访问</h3></div>`;
  return { type: 'text/html', body: framePage(visit, { title: '登录', body }) };
}

function gone(visit: Visit, status: 404 | 410): Answer {
  const text = status === 410 ? '内容已被发布者删除' : '您访问的页面不存在';
  const body = framePage(visit, { title: text, body: markup`<div class="content"><h3>${text}</h3></div>` });
  return { status, type: 'text/html', body };
}

function encode(answer: Answer, profile: SiteProfile | undefined): EncodedAnswer {
  const text = answer.body instanceof Markup ? answer.body.text : answer.body;
  const isPage = answer.type === 'text/html' || answer.type.endsWith('xml');
  const charset = isPage && profile !== undefined ? profile.charset : 'utf-8';
  const named = isPage && profile !== undefined ? profile.charsetInHeader : 'utf-8';
  return {
    status: answer.status ?? 200,
    contentType:
      answer.type.startsWith('image/') || named === undefined ? answer.type : `${answer.type}; charset=${named}`,
    bytes: Buffer.isBuffer(text) ? text : iconv.encode(text, charset),
    modifiedAt: answer.modifiedAt,
  };
}

/** Plays a fault; true when the answer is already given. */
async function disturb(response: ServerResponse, fault: ReturnType<typeof faultFor>): Promise<boolean> {
  if (fault === undefined) return false;
  if (fault.kind === 'slow') {
    await wait(fault.delayMs);
    return false;
  }
  const retry = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  response.writeHead(fault.status, { 'content-type': 'text/plain; charset=utf-8', ...retry }).end('请稍后再试');
  return true;
}

function isUnchanged(request: IncomingMessage, etag: string, modifiedAt: Date | undefined): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim() === etag);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return modifiedAt !== undefined && Math.floor(modifiedAt.getTime() / 1000) * 1000 <= since;
}

function send(request: IncomingMessage, response: ServerResponse, answer: EncodedAnswer): void {
  const etag = `"${createHash('sha1').update(answer.bytes).digest('hex').slice(0, 16)}"`;
  const headers: Record<string, string> = { etag, 'cache-control': 'no-cache' };
  if (answer.modifiedAt !== undefined) headers['last-modified'] = answer.modifiedAt.toUTCString();
  if (answer.status === 200 && isUnchanged(request, etag, answer.modifiedAt)) {
    response.writeHead(304, headers).end();
    return;
  }
  const length = String(answer.bytes.length);
  response.writeHead(answer.status, { ...headers, 'content-type': answer.contentType, 'content-length': length });
  response.end(request.method === 'HEAD' ? undefined : answer.bytes);
}
