const deepest = 240;
const optionalEnd = new Set([
  'p',
  'li',
  'td',
  'th',
  'tr',
  'dt',
  'dd',
  'option',
  'tbody',
  'thead',
  'tfoot',
  'colgroup',
  'rp',
  'rt',
]);
const empty = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
]);

/**
 * Drops the tags that would nest deeper than 240 elements and keeps their text, so that a hostile page costs neither quadratic time
 * in the parser nor the stack of a recursive walk. A page of usual depth is returned as it is.
 */
export function limitNesting(html: string): string {
  if (!nestsTooDeep(html)) return html;
  const open: { name: string; kept: boolean }[] = [];
  let kept = 0;
  return html.replace(/<(\/?)([a-z][a-z0-9-]*)[^<>]*>/giu, (tag: string, slash: string, rawName: string) => {
    const name = rawName.toLowerCase();
    if (empty.has(name) || tag.endsWith('/>')) return tag;
    if (slash === '') {
      const keep = kept < deepest;
      if (open.length < 1_000_000) open.push({ name, kept: keep });
      if (keep) kept += 1;
      return keep ? tag : ' ';
    }
    const last = open.at(-1);
    if (last?.name !== name) return kept < deepest ? tag : ' ';
    open.pop();
    if (last.kept) kept -= 1;
    return last.kept ? tag : ' ';
  });
}

function nestsTooDeep(html: string): boolean {
  let depth = 0;
  for (const [tag, slash, rawName] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)[^<>]*>/giu)) {
    const name = (rawName ?? '').toLowerCase();
    if (empty.has(name) || optionalEnd.has(name) || tag.endsWith('/>')) continue;
    depth = slash === '' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > deepest) return true;
  }
  return false;
}
