import { forEachGram, GramTable, packGram, prepareFeelingText, unpackGram } from '../../../nlp/feeling/text-grams';

describe('prepareFeelingText', () => {
  test.each([
    ['full-width letters become plain and lower case', 'ＡＢＣ好', ' abc好 '],
    ['white space of any kind becomes one space', '很\u3000\n 好', ' 很 好 '],
    ['an empty text is two edges', '', '  '],
  ])('%s', (_claim, text, expected) => expect(prepareFeelingText(text)).toBe(expected));
});

describe('n-grams', () => {
  test.each(['好', '很好', '不太好', '一点不好', '😀a'])('%s survives packing', (gram) =>
    expect(unpackGram(...packGram(gram))).toBe(gram),
  );

  test('all n-grams of a text are visited with the packing of their slice', () => {
    const text = ' 不好吃 ';
    const seen: string[] = [];
    forEachGram(text, 3, (high, low, start, length) => {
      expect([high, low]).toEqual(packGram(text.slice(start, start + length)));
      seen.push(text.slice(start, start + length));
    });
    expect(seen).toHaveLength(5 + 4 + 3);
    expect(seen).toContain('不好吃');
  });

  test('what stands after the last word of contrast is also visited with a mark', () => {
    const marked: string[] = [];
    forEachGram('好,但贵', 3, (high, low) => {
      const gram = unpackGram(high, low);
      if (gram.endsWith('\u0001')) marked.push(gram.slice(0, -1));
    });
    expect(marked).toEqual(['但贵']);
  });

  test('the table keeps every index while it grows', () => {
    const table = new GramTable(4);
    const grams = Array.from({ length: 5000 }, (_, i) => String.fromCharCode(0x4e00 + (i % 700), 0x4e00 + i));
    const first = grams.map((gram) => table.add(...packGram(gram)));
    expect(first).toEqual(grams.map((_, i) => i));
    expect(grams.map((gram) => table.find(...packGram(gram)))).toEqual(first);
    expect(grams.map((gram) => table.add(...packGram(gram)))).toEqual(first);
    expect(table.find(...packGram('没有'))).toBe(-1);
    expect(table.size).toBe(5000);
    const visited = new Map<string, number>();
    table.forEach((high, low, index) => visited.set(unpackGram(high, low), index));
    expect(visited.size).toBe(5000);
    expect(visited.get(grams[4321]!)).toBe(4321);
  });
});
