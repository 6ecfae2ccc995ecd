import type { PageFacts, Reading } from '../reading';

const pathDate = /(?:^|[/_-])(20\d{2})[-/_.]?(0[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$|t)/iu;

/** The day that stands in a page's address (`/2024/05/06/`, `/20240506/`, `t20240506_1.html`). */
export function readUrlDate(facts: PageFacts): Reading[] {
  if (facts.url === null) return [];
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/iu.exec(facts.url)?.[1] ?? '';
  const found = pathDate.exec(path.replace(/\/t(20\d{6})_/u, '/$1_'));
  if (found === null) return [];
  const [, year = '', month = '', day = ''] = found;
  return [{ field: 'publishedAt', value: `${year}-${month}-${day}`, reader: 'url', confidence: 0.35 }];
}
