import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { extractPage } from '../../crawler/extract/extract-page';
import { readLines, savedPage, score } from './labelled-sets';
import type { Measure } from './evaluate';

interface PagesScore {
  readonly count: number;
  readonly f1: number;
  readonly titleCount: number;
  readonly titleRight: number;
  readonly dateCount: number;
  readonly dateRight: number;
  readonly pages: { id: string; f1: number; title: boolean | null; date: { exact: boolean } | null }[];
}

function measure(data: string, set: 'pages-zh' | 'pages-en'): Measure {
  const folder = join(data, set);
  const truth = join(folder, 'truth.jsonl');
  const predictions = readLines<{ id: string; url?: string | null }>(truth).map(({ id, url }) => {
    const outcome = extractPage({ url: url ?? `http://saved.invalid/${id}`, html: savedPage(folder, id) });
    return outcome.ok
      ? { id, title: outcome.page.title, text: outcome.page.text, publishedAt: outcome.page.publishedAt }
      : { id, text: '' };
  });
  const result = score(join(data, 'score-pages.mjs'), predictions, ['--truth', truth]) as PagesScore;
  const worst = [...result.pages].sort((a, b) => a.f1 - b.f1).slice(0, 5);
  const extras =
    result.titleCount > 0
      ? `, titles ${result.titleRight} of ${result.titleCount}, times ${result.dateRight} of ${result.dateCount}`
      : '';
  return {
    name: set === 'pages-zh' ? 'pagesZh' : 'pagesEn',
    line: `${result.count} pages: body F1 ${result.f1.toFixed(4)}${extras}`,
    details: worst.map(
      (page) =>
        `    ${page.f1.toFixed(3)} ${page.id}${page.title === false ? ' title' : ''}${page.date?.exact === false ? ' time' : ''}`,
    ),
    figures: { bodyF1: result.f1, titles: result.titleRight, times: result.dateRight },
  };
}

/** Saved pages: body, title, and time against their labels, with the worst five. */
export function measurePages(data: string): Measure[] {
  return (['pages-zh', 'pages-en'] as const)
    .filter((set) => existsSync(join(data, set)))
    .map((set) => measure(data, set));
}
