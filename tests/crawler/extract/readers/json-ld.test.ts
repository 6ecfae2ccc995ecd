import { readJsonLd } from '../../../../crawler/extract/readers/json-ld';
import { bestReading } from '../../../../crawler/extract/reading';
import { factsOf } from '../page-facts';

const script = (json: string): string => `<script type="application/ld+json">${json}</script>`;
const article = {
  '@type': 'NewsArticle',
  headline: '标题',
  datePublished: '2026-05-06T07:08:09+08:00',
  author: [{ name: '甲' }, { name: '乙' }],
  publisher: { name: '某网' },
};

describe('readJsonLd', () => {
  test.each([
    ['a node', JSON.stringify(article)],
    ['a list', JSON.stringify([{ '@type': 'BreadcrumbList' }, article])],
    ['a graph', JSON.stringify({ '@graph': [{ '@type': 'WebSite', name: 'x' }, article] })],
    ['a comma too many', JSON.stringify(article).replace(/\}$/u, ',}')],
    ['raw line feeds', JSON.stringify(article).replace('标题', '标题\n')],
  ])('%s', (_name, json) => {
    const readings = readJsonLd(factsOf(script(json)));
    expect(bestReading(readings, 'title')?.value).toBe('标题');
    expect(bestReading(readings, 'publishedAt')?.value).toBe('2026-05-06T07:08:09+08:00');
    expect(bestReading(readings, 'author')?.value).toBe('甲、乙');
    expect(bestReading(readings, 'siteName')).toMatchObject({ value: '某网', reader: 'json-ld' });
  });

  test.each(['', '{', 'null', '[1,2]', '{"@type":"Organization","name":"x"}', '{"@type":"Article"}'])(
    '%j says nothing about an article',
    (json) => expect(readJsonLd(factsOf(script(json))).filter(({ field }) => field !== 'kind')).toEqual([]),
  );
});
