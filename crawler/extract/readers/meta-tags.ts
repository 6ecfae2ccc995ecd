import { normaliseTime } from '../find-dates';
import { tidyText } from '../open-page';
import type { PageFacts, Reading } from '../reading';

const names: readonly { pattern: RegExp; field: Reading['field']; confidence: number }[] = [
  {
    pattern:
      /^(?:apub:time|pub_?date|publish_?date|publish_?time|publication_?date|article\.published|parsely-pub-date|sailthru\.date|citation_publication_date|dc(?:terms)?\.(?:date\.)?(?:issued|created|date)|dc\.date|weibo:article:create_at|cxenseparse:recs:publishtime|_pubtime|pubtime|release_?date|datepublished|originaldate|firstpublishtime)$/u,
    field: 'publishedAt',
    confidence: 0.75,
  },
  { pattern: /^(?:date|datetime|time|timestamp)$/u, field: 'publishedAt', confidence: 0.55 },
  {
    pattern: /^(?:date_?update|update_?date|lastmodified|last-modified|dc\.date\.modified)$/u,
    field: 'publishedAt',
    confidence: 0.4,
  },
  {
    pattern:
      /^(?:author|dc\.creator|byl|parsely-author|sailthru\.author|weibo:article:author|_author|article:author_name)$/u,
    field: 'author',
    confidence: 0.6,
  },
  { pattern: /^(?:source|mediaid|_source|contentsource|dc\.source)$/u, field: 'source', confidence: 0.7 },
  {
    pattern: /^(?:application-name|sitename|site_?name|dc\.publisher|apple-mobile-web-app-title)$/u,
    field: 'siteName',
    confidence: 0.6,
  },
  {
    pattern: /^(?:articletitle|dc\.title|parsely-title|sailthru\.title|twitter:title|_title|headline)$/u,
    field: 'title',
    confidence: 0.6,
  },
];

/** Title, time, author, source and site out of `<meta name>`, and the canonical link. */
export function readMetaTags(facts: PageFacts): Reading[] {
  const readings: Reading[] = [];
  facts.$('meta[content]').each((_, element) => {
    const { name, property, itemprop, 'http-equiv': equivalent, content = '' } = element.attribs;
    const key = (name ?? property ?? itemprop ?? equivalent ?? '').toLowerCase();
    const matching = names.find(({ pattern }) => pattern.test(key));
    if (matching === undefined) return;
    const value = matching.field === 'publishedAt' ? (normaliseTime(content) ?? '') : tidyText(content);
    if (value !== '' && value.length <= 300)
      readings.push({ field: matching.field, value, reader: 'meta', confidence: matching.confidence });
  });
  const canonical = facts.$('link[rel="canonical"][href]').first().attr('href');
  if (canonical !== undefined)
    readings.push({ field: 'canonicalUrl', value: canonical, reader: 'meta', confidence: 0.9 });
  return readings;
}
