import type { ExtractionOutcome, ExtractionRefusal, PageInput } from './extracted-page';
import { chooseBody } from './choose-body';
import { cleanBody } from './clean-body';
import { isElement, openPage } from './open-page';
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
  const title = open.$('h1').first().text().trim() || open.$('title').first().text().trim();
  const body = chooseBody(top, all);
  if (body === null) return { ok: false, reason: 'no-body', message: '页面里没有可读的正文 (no readable text)' };
  const answer = {
    title,
    text: cleanBody(body, all, title)
      .map((block) => block.text)
      .join('\n'),
    byline: null,
    siteName: null,
  };
  return {
    ok: true,
    page: {
      kind: 'article',
      title: answer.title,
      text: answer.text,
      publishedAt: null,
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
      readers: { text: { reader: 'readability', confidence: 0.6 } },
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
