import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

export interface ReadabilityAnswer {
  readonly title: string;
  readonly text: string;
  readonly byline: string | null;
  readonly siteName: string | null;
}

/** Mozilla Readability's own answer for a page, or `null` where it finds no article. Scripts are never run. */
export function readWithReadability(html: string): ReadabilityAnswer | null {
  const parsed = parseHTML(html) as unknown as { document: ConstructorParameters<typeof Readability>[0] };
  const article = new Readability(parsed.document, { maxElemsToParse: 20_000 }).parse();
  if (article === null) return null;
  const paragraphs = (article.textContent ?? '').split(/\n+/).map((line) => line.replace(/\s+/gu, ' ').trim());
  return {
    title: article.title ?? '',
    text: paragraphs.filter((line) => line !== '').join('\n'),
    byline: article.byline ?? null,
    siteName: article.siteName ?? null,
  };
}
