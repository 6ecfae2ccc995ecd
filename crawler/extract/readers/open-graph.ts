import { normaliseTime } from '../find-dates';
import { tidyText } from '../open-page';
import type { PageFacts, Reading } from '../reading';

const properties: readonly { names: readonly string[]; field: Reading['field']; confidence: number }[] = [
  { names: ['og:title'], field: 'title', confidence: 0.7 },
  {
    names: ['article:published_time', 'og:published_time', 'og:article:published_time', 'og:release_date'],
    field: 'publishedAt',
    confidence: 0.8,
  },
  { names: ['article:author', 'og:article:author', 'og:author'], field: 'author', confidence: 0.7 },
  { names: ['og:site_name'], field: 'siteName', confidence: 0.9 },
  { names: ['og:url'], field: 'canonicalUrl', confidence: 0.6 },
  { names: ['og:type'], field: 'kind', confidence: 0.6 },
];

/** Title, time, author, site, address and kind out of Open Graph properties. */
export function readOpenGraph(facts: PageFacts): Reading[] {
  const given = new Map<string, string>();
  facts.$('meta[property], meta[name]').each((_, element) => {
    const name = (element.attribs.property ?? element.attribs.name ?? '').toLowerCase();
    const content = tidyText(element.attribs.content ?? '');
    if (content !== '' && !given.has(name)) given.set(name, content);
  });
  return properties.flatMap(({ names, field, confidence }) =>
    names.flatMap((name) => {
      const content = given.get(name) ?? '';
      const isAddress = field === 'author' && /^https?:/u.test(content);
      const value = field === 'publishedAt' ? (normaliseTime(content) ?? '') : isAddress ? '' : content;
      return value === '' ? [] : [{ field, value, reader: 'open-graph', confidence }];
    }),
  );
}
