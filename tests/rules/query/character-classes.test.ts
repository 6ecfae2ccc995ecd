import {
  DIGIT,
  HAN,
  LATIN,
  NEITHER,
  classAt,
  countUnits,
  endsSentence,
  isWordEnd,
  isWordStart,
} from '../../../rules/query/character-classes';

describe('classAt', () => {
  const cases: [character: string, kind: number][] = [
    ['a', LATIN],
    ['Z', LATIN],
    ['é', LATIN],
    ['я', LATIN],
    ['5', DIGIT],
    ['药', HAN],
    ['〇', HAN],
    ['か', HAN],
    ['。', NEITHER],
    [' ', NEITHER],
    ['-', NEITHER],
    ['×', NEITHER],
  ];
  test.each(cases)('%s is %d', (character, kind) => {
    expect(classAt(character, 0)).toBe(kind);
  });

  test('there is nothing outside the text', () => {
    expect(classAt('a', -1)).toBe(NEITHER);
    expect(classAt('a', 1)).toBe(NEITHER);
  });
});

describe('words have edges', () => {
  const cases: [sentence: string, text: string, start: number, end: number, isWord: boolean][] = [
    ['a Latin word alone', 'pen', 0, 3, true],
    ['a Latin word between Han', '减pen笔', 1, 4, true],
    ['a Latin word before a digit', 'v123', 0, 1, true],
    ['the beginning of a Latin word', 'pens', 0, 3, false],
    ['the end of a Latin word', 'open', 1, 4, false],
    ['a number alone', '50元', 0, 2, true],
    ['a part of a number', '500元', 0, 2, false],
    ['a number after a point', '1.5', 2, 3, true],
    ['a Han word inside another', '大药房', 1, 2, true],
    ['a mixed word whose Latin end goes on', '加vx', 0, 2, false],
    ['a mixed word whose Latin end stops', '加v我', 0, 2, true],
  ];
  test.each(cases)('%s', (_, text, start, end, isWord) => {
    expect(isWordStart(text, start) && isWordEnd(text, end)).toBe(isWord);
  });
});

describe('countUnits', () => {
  const cases: [text: string, count: number][] = [
    ['', 0],
    ['药品', 2],
    ['weight loss pen', 3],
    ['减重pen笔', 4],
    ['v123', 2],
    ['128.50元', 2],
    ['1,000,000', 1],
    ['1. 2', 2],
    ['。，！ …', 0],
    ['a，b；c', 3],
    ['𠮷', 1],
    ['💊药', 1],
  ];
  test.each(cases)('"%s" counts %d', (text, count) => {
    expect(countUnits(text)[text.length]).toBe(count);
  });

  test('counts before each offset', () => {
    expect([...countUnits('药a b1')]).toEqual([0, 1, 2, 2, 3, 4]);
  });
});

describe('endsSentence', () => {
  const cases: [text: string, at: number, ends: boolean][] = [
    ['药。', 1, true],
    ['药!', 1, true],
    ['药？', 1, true],
    ['药;', 1, true],
    ['药\n', 1, true],
    ['药，', 1, false],
    ['1.5', 1, false],
    ['end. Next', 3, true],
    ['end.', 3, true],
    ['a.b', 1, false],
  ];
  test.each(cases)('"%s" at %d: %s', (text, at, ends) => {
    expect(endsSentence(text, at)).toBe(ends);
  });
});
