import { openPage, tidyText } from '../../../crawler/extract/open-page';
import { readBlocks } from '../../../crawler/extract/page-blocks';
import type { PageFacts } from '../../../crawler/extract/reading';

/** What readers are given, of a small page; the body begins at the first line longer than 20 characters. */
export function factsOf(html: string, url: string | null = null): PageFacts {
  const page = openPage(html, url);
  const blocks = readBlocks(page.top);
  const isBody = blocks.map(({ text }) => text.length > 20 && /[。.]$/u.test(text));
  return {
    $: page.$,
    url,
    documentTitle: tidyText(page.$('title').first().text()),
    blocks,
    bodyStart: isBody.indexOf(true),
    bodyEnd: isBody.lastIndexOf(true),
  };
}
