/** BCP 47 primary language of a page: its script where that is plain (Han, kana, Hangul), else what the page declares, else `null`. */
export function readLanguage(declared: string | undefined, text: string): string | null {
  const sample = text.slice(0, 4000);
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  if (letters >= 20) {
    if (count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > letters * 0.2) return 'ja';
    if (count(/\p{Script=Hangul}/gu) > letters * 0.3) return 'ko';
    if (count(/\p{Script=Han}/gu) > letters * 0.3) return 'zh';
  }
  const primary = /^\s*([a-z]{2,3})(?:[-_]|\s*$)/iu.exec(declared ?? '')?.[1]?.toLowerCase();
  return primary ?? null;
}
