import { parsePattern } from '../../../nlp/context/phrase-pattern';
import { splitSentences } from '../../../nlp/context/sentences';

describe('parsePattern', () => {
  it('reads words, concepts and gaps', () => {
    expect(parsePattern('治疗|根治 ~6 <disease|symptom> + 药 ~~20 <price>')).toEqual([
      { concepts: [], words: ['治疗', '根治'], maxGap: 2, crossesSentence: false },
      { concepts: ['disease', 'symptom'], words: [], maxGap: 6, crossesSentence: false },
      { concepts: [], words: ['药'], maxGap: 0, crossesSentence: false },
      { concepts: ['price'], words: [], maxGap: 20, crossesSentence: true },
    ]);
  });

  it('lets a concept stand among words', () => {
    expect(parsePattern('药品|<rx-drug>')[0]).toMatchObject({ concepts: ['rx-drug'], words: ['药品'] });
  });

  it.each(['', '~4 药', '药 ~4', '药?', '药 ~2 ~3 片', '|'])('refuses %p', (line) => {
    expect(() => parsePattern(line)).toThrow(/phrase pattern/u);
  });
});

describe('splitSentences', () => {
  it('parts at full stops, questions, semicolons and line breaks, not at commas', () => {
    const sentences = splitSentences('标题\n一，二。三?四;五');
    expect(sentences.starts).toEqual([0, 3, 7, 9, 11]);
    expect(sentences.differ(3, 5)).toBe(false);
    expect(sentences.differ(5, 8)).toBe(true);
    expect(sentences.span(4)).toEqual({ start: 11, end: 12 });
  });

  it('takes an empty text', () => {
    expect(splitSentences('').at(0)).toBe(0);
  });
});
