import { countUnits } from './page-blocks';

/** Letters and digits only, lower case: for comparing titles written with other punctuation. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}

const separator = /\s*[_|｜»›]+\s*|\s+[-–—·]+\s*|\s*[-–—]+\s+|\s*(?:--|——)\s*|\s*[-–—](?=\S{2,14}$)/u;
const siteWord =
  /[网站报台社局院厅]$|新闻|频道|官网|公司|首页|官方|客户端|资讯|平台|在线|日报|晚报|\.(?:com|cn|net|org)$/iu;

/** `<title>` without the site's and channel's names at its end (`headline_channel_site`, `headline - site`). */
export function siteLessTitle(title: string): string {
  let rest = title.trim();
  for (;;) {
    const parts = lastPart(rest);
    if (parts === null) return rest;
    const { head, tail } = parts;
    const isSite = countUnits(tail) <= 16 && (siteWord.test(tail) || countUnits(tail) <= countUnits(head) * 0.5);
    if (!isSite || countUnits(head) < 4) return rest;
    rest = head;
  }
}

/** The site's name at the end of `<title>`, or `null`. */
export function siteNameIn(title: string): string | null {
  const parts = lastPart(title.trim());
  if (parts === null || countUnits(parts.head) < 4) return null;
  const isName = siteWord.test(parts.tail) || !/\p{Script=Han}/u.test(parts.tail);
  return isName && countUnits(parts.tail) <= 16 && parts.tail !== '' ? parts.tail : null;
}

function lastPart(title: string): { head: string; tail: string } | null {
  let found: { at: number; length: number } | null = null;
  let from = 0;
  for (;;) {
    const match = separator.exec(title.slice(from));
    if (match === null) break;
    found = { at: from + match.index, length: match[0].length };
    from = found.at + Math.max(1, found.length);
  }
  if (found === null || found.at === 0) return null;
  return { head: title.slice(0, found.at).trim(), tail: title.slice(found.at + found.length).trim() };
}
