import { markup, type Markup } from './markup';
import type { SamplePage } from './page-library';
import { chinaIsoTime } from './sample-time';
import type { SiteProfile } from './site-profiles';

function teaser(page: SamplePage): string {
  return (page.draft.paragraphs[0] ?? page.draft.title).slice(0, 90);
}

/** RSS 2.0 of the pages, newest first, addresses absolute. */
export function rssFeed(profile: SiteProfile, origin: string, pages: readonly SamplePage[]): Markup {
  return markup`<?xml version="1.0" encoding="${profile.charset === 'utf-8' ? 'UTF-8' : 'GB18030'}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${profile.name}</title>
<link>${origin}/${profile.id}/</link>
<description>${profile.slogan}</description>
<language>zh-cn</language>
${pages.map(
  (page) => markup`<item>
<title>${page.draft.title}</title>
<link>${origin}${page.path}</link>
<guid isPermaLink="true">${origin}${page.path}</guid>
<pubDate>${page.publishedAt.toUTCString()}</pubDate>
<dc:creator>${page.draft.author}</dc:creator>
<category>${page.draft.channel.name}</category>
<description>${teaser(page)}</description>
</item>
`,
)}</channel>
</rss>`;
}

/** A sitemap (sitemaps.org 0.9) of the pages with their last change. */
export function sitemap(origin: string, pages: readonly SamplePage[]): Markup {
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map(
  (page) => markup`<url><loc>${origin}${page.path}</loc><lastmod>${chinaIsoTime(page.modifiedAt)}</lastmod></url>\n`,
)}</urlset>`;
}
