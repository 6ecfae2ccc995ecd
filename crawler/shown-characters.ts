const silent = ['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'head', 'title'];

/**
 * How many characters of HTML stand outside of tags and of elements that show nothing, white space apart; counting stops at `limit`.
 * One pass without a tree: a rough first look at whether a page has text, in linear time on any input.
 */
export function shownCharacters(html: string, limit: number): number {
  let count = 0;
  let at = 0;
  while (at < html.length && count < limit) {
    const tag = html.indexOf('<', at);
    const end = tag === -1 ? html.length : tag;
    for (let index = at; index < end && count < limit; index += 1) {
      if (html.charCodeAt(index) > 32 && html.charCodeAt(index) !== 0xa0) count += 1;
    }
    if (tag === -1) return count;
    at = afterTag(html, tag);
  }
  return count;
}

/** Where text can go on after the tag at `tag`: after the tag, or after the whole of an element that shows nothing. */
function afterTag(html: string, tag: number): number {
  if (html.startsWith('<!--', tag)) return endOf(html, '-->', tag + 4);
  const name = /^[a-z]+/u.exec(html.slice(tag + 1, tag + 12).toLowerCase())?.[0] ?? '';
  const close = html.indexOf('>', tag);
  if (close === -1) return html.length;
  if (!silent.includes(name)) return close + 1;
  // Closing tags in capitals are rare; one that is missed only makes the page look emptier, and the tree is asked then.
  const closing = html.indexOf(`</${name}`, close);
  return closing === -1 ? html.length : endOf(html, '>', closing);
}

function endOf(html: string, text: string, from: number): number {
  const found = html.indexOf(text, from);
  return found === -1 ? html.length : found + text.length;
}
