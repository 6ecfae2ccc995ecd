import { EvasiveSpelling, readEvasiveSpelling } from '../../demo/evasive-spelling';
import { SeededRandom } from '../../demo/seeded-random';

const spellings = (text: string): Set<string> => {
  const spelling = readEvasiveSpelling();
  return new Set(Array.from({ length: 200 }, (_, seed) => spelling.respell(text, new SeededRandom(seed))));
};

describe('EvasiveSpelling', () => {
  test.each([
    ['invisible characters', '加微信', /^加[\u200b\u200c\u2060\ufeff]微/u],
    ['noise signs', '根治', /^根[*·|丨※/°-]治$/u],
    ['homophones', '加微信', /薇|徽|V信|wx|威/u],
    ['split characters', '治疗', /氵台疗/u],
    ['emoji', '下单买药', /💊/u],
    ['doubled characters', '根治', /根根治|根治治/u],
  ])('%s occur', (_, word, pattern) => {
    expect([...spellings(word)].some((spelt) => pattern.test(spelt))).toBe(true);
  });

  test('never gives the plain word back', () => {
    expect(spellings('加微信').has('加微信')).toBe(false);
  });

  test('a table without words still has noise', () => {
    const spelling = new EvasiveSpelling({
      homophones: { 甲: ['乙'] },
      components: { 甲: ['乙'] },
      emoji: { 甲: ['乙'] },
      noise: ['*'],
      invisible: ['200b'],
    });
    expect(spelling.respell('根治', new SeededRandom(1))).not.toBe('根治');
  });
});
