import type { ExtractionOutcome, ExtractionRefusal, PageInput } from './extracted-page';
import { chooseBody } from './choose-body';
import { cleanBody } from './clean-body';
import { isElement, openPage, tidyText } from './open-page';
import { readMetadata } from './read-metadata';
import type { Block } from './page-blocks';
import { readBlocks } from './page-blocks';

const maxCharacters = 8_000_000;

/** Reads title, text, time, author and more out of a page; a page that cannot be read gives a reason, never an exception. */
export function extractPage(page: PageInput): ExtractionOutcome {
  const refusal = refuse(page.html);
  if (refusal !== null) return refusal;
  const open = openPage(page.html, page.url);
  const top = open.$('body')[0] ?? open.$.root()[0]?.children.find(isElement);
  if (top === undefined) return { ok: false, reason: 'no-body', message: '页面里没有可读的正文 (no readable text)' };
  const all = readBlocks(top);
  const body = chooseBody(top, all);
  if (body === null) return { ok: false, reason: 'no-body', message: '页面里没有可读的正文 (no readable text)' };
  const draft = cleanBody(body, all, '');
  const facts = {
    $: open.$,
    url: page.url,
    documentTitle: tidyText(open.$('title').first().text()),
    blocks: all,
    bodyStart: draft[0] === undefined ? -1 : all.indexOf(draft[0]),
    bodyEnd: draft.length === 0 ? -1 : all.indexOf(draft.at(-1) as Block),
  };
  const { readings } = readMetadata(facts);
  const title = readings.title?.value ?? '';
  const answer = {
    title,
    text: cleanBody(body, all, title)
      .map((block) => block.text)
      .join('\n'),
    byline: readings.author?.value ?? null,
    siteName: readings.siteName?.value ?? null,
  };
  return {
    ok: true,
    page: {
      kind: 'article',
      title: answer.title,
      text: answer.text,
      publishedAt: readings.publishedAt?.value ?? null,
      author: answer.byline,
      siteName: answer.siteName,
      price: null,
      priceMin: null,
      priceMax: null,
      currency: null,
      seller: null,
      sellerLicence: null,
      approvalNumbers: [],
      specification: null,
      sales: null,
      images: [],
      comments: [],
      links: [],
      nextPageUrl: null,
      canonicalUrl: null,
      language: null,
      readers: readings as never,
    },
  };
}

function refuse(html: string): ExtractionRefusal | null {
  if (html.trim() === '') return { ok: false, reason: 'empty', message: '页面是空的 (the page is empty)' };
  if (html.length > maxCharacters) {
    return { ok: false, reason: 'too-large', message: `页面超过 ${maxCharacters} 个字符 (the page is too large)` };
  }
  if (!/<[a-z!/?]/iu.test(html)) return { ok: false, reason: 'not-html', message: '内容不是 HTML (not HTML)' };
  return null;
}
