import type { WildcardPiece } from '../../../contracts/query';
import { wildcardPattern, wildcardSpans } from '../../../rules/matching/wildcard';

function pieces(text: string): WildcardPiece[] {
  return [...text.matchAll(/\*|\?|[^*?]+/g)].map(([part]) =>
    part === '*' ? { type: 'any' } : part === '?' ? { type: 'one' } : { type: 'literal', text: part },
  );
}

function spans(pattern: string, text: string): string[] {
  const prepared = wildcardPattern(pieces(pattern))!;
  const flat = wildcardSpans(prepared, text);
  return flat.filter((_, index) => index % 2 === 0).map((start, index) => text.slice(start, flat[index * 2 + 1]));
}

describe('wildcardSpans', () => {
  const cases: [sentence: string, pattern: string, text: string, found: string[]][] = [
    ['a run between', '根*病', '根治糖尿病', ['根治糖尿病']],
    ['an empty run', '根*治', '根治', ['根治']],
    ['the shortest from each start', 'a*b', 'aab b', ['aab']],
    ['Han starts one by one', '甲*乙', '甲甲乙乙', ['甲甲乙', '甲乙']],
    ['not beyond the sentence', '甲*乙', '甲丙。乙', []],
    ['up to the end of the sentence', '甲*乙', '甲丙乙。', ['甲丙乙']],
    ['three segments', '甲*乙*丙', '甲1乙2丙', ['甲1乙2丙']],
    ['three segments, the last in another sentence', '甲*乙*丙', '甲乙！丙', []],
    ['one character', '甲?乙', '甲丁乙', ['甲丁乙']],
    ['one character is needed', '甲?乙', '甲乙', []],
    ['one character may be an ideograph beyond the basic plane', '甲?乙', '甲𠮷乙', ['甲𠮷乙']],
    ['one character may not end a sentence', '甲?乙', '甲。乙', []],
    ['two characters', '甲??乙', '甲丙丁乙', ['甲丙丁乙']],
    ['a character at the beginning', '?乙', '甲乙', ['甲乙']],
    ['a character at the end', '甲?', '甲乙丙', ['甲乙']],
    ['a character at the very end is needed', '甲?', '甲', []],
    ['a Latin word continued', 'sema*', 'semaglutide', ['sema']],
    ['a Latin word must still begin', 'glu*', 'semaglutide', []],
    ['a Latin word ended', '*tide', 'semaglutide', ['tide']],
    ['a Latin word must still end', '*glu', 'semaglutide', []],
    ['a later end where the first is inside a word', 'pen*glp', 'pen glps glp', ['pen glps glp']],
    ['nothing in nothing', '甲*乙', '', []],
  ];
  test.each(cases)('%s', (_, pattern, text, found) => {
    expect(spans(pattern, text)).toEqual(found);
  });

  test('a pattern without a literal is none', () => {
    expect(wildcardPattern(pieces('*?*'))).toBeUndefined();
    expect(wildcardPattern([{ type: 'literal', text: '' }, { type: 'any' }])).toBeUndefined();
  });

  test('names the longest literal', () => {
    expect(wildcardPattern(pieces('甲*乙丙?丁'))!.longest).toBe('乙丙');
  });

  test('is linear in the length of the text', () => {
    const before = performance.now();
    expect(spans('甲*乙', '甲'.repeat(200_000))).toEqual([]);
    expect(spans('甲*乙*丙', `${'甲'.repeat(50_000)}${'乙'.repeat(50_000)}`)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
