import { readEvasiveSpelling } from '../../demo/evasive-spelling';
import { SeededRandom } from '../../demo/seeded-random';
import { SentenceFiller, slotNames, type Vocabulary } from '../../demo/sentence-filler';

const plain = (word: string): { word: string; also: Record<string, string> } => ({ word, also: {} });
const vocabulary: Vocabulary = {
  words: new Map([
    ['fruit', [plain('梨'), plain('桃')]],
    ['tea', [plain('{fruit}茶')]],
    ['drug', [{ word: '样片', also: { use: '止样' } }]],
  ]),
  owners: new Map([['use', 'drug']]),
};
const fillerOf = (seed: number, evasive = false): SentenceFiller =>
  new SentenceFiller(new SeededRandom(seed), vocabulary, {
    given: { year: '2025' },
    ...(evasive ? { spelling: readEvasiveSpelling() } : {}),
  });

describe('SentenceFiller', () => {
  test('a slot keeps its word for the page', () => {
    const filler = fillerOf(1);
    expect(filler.fill('{fruit}')).toBe(filler.fill('{fruit}'));
  });

  test('a numbered slot is another word', () => {
    const [first, second] = fillerOf(2).fill('{fruit},{fruit2}').split(',');
    expect([first, second].sort()).toEqual(['桃', '梨']);
  });

  test.each([
    ['given words', '{year}年', /^2025年$/u],
    ['numbers in a range', '{3-5}天', /^[345]天$/u],
    ['a kept number', '{size:30-90}=={size:30-90}', /^(\d\d)==\1$/u],
    ['words inside words', '{tea}', /^[梨桃]茶$/u],
    ['a word settles another', '{drug}{use}', /^样片止样$/u],
    ['the settled one first', '{use}用{drug}', /^止样用样片$/u],
    ['a spot without spelling', '请[[加微信]]', /^请加微信$/u],
  ])('%s', (_, pattern, expected) => {
    expect(fillerOf(3).fill(pattern)).toMatch(expected);
  });

  test('says whether it spelt evasively', () => {
    const fillers = Array.from({ length: 40 }, (_, seed) => fillerOf(seed, true));
    const texts = fillers.map((filler) => filler.fill('[[加微信]]'));
    expect(fillers.map(({ evaded }) => evaded)).toEqual(texts.map((text) => text !== '加微信'));
    expect(new Set(fillers.map(({ evaded }) => evaded)).size).toBe(2);
  });

  test('an unknown slot is refused', () => {
    expect(() => fillerOf(1).fill('{nothing}')).toThrow('{nothing}');
  });

  test('slotNames lists words, not ranges', () => {
    expect(slotNames('{a}与{b2}共{3-9}')).toEqual(['a', 'b']);
  });
});
