import fc from 'fast-check';
import { markSegments } from '../../../console/src/lib/mark-segments';

test.each([
  { name: 'no range', ranges: [], expected: [['三日见效无效退款', []]] },
  {
    name: 'one range',
    ranges: [{ start: 2, end: 4 }],
    expected: [
      ['三日', []],
      ['见效', [0]],
      ['无效退款', []],
    ],
  },
  {
    name: 'two that overlap',
    ranges: [
      { start: 0, end: 4 },
      { start: 2, end: 8 },
    ],
    expected: [
      ['三日', [0]],
      ['见效', [0, 1]],
      ['无效退款', [1]],
    ],
  },
  {
    name: 'beyond the end',
    ranges: [{ start: 4, end: 99 }],
    expected: [
      ['三日见效', []],
      ['无效退款', [0]],
    ],
  },
  { name: 'an empty range marks nothing', ranges: [{ start: 3, end: 3 }], expected: [['三日见效无效退款', []]] },
])('$name', ({ ranges, expected }) => {
  expect(markSegments('三日见效无效退款', ranges).map((segment) => [segment.text, segment.marks])).toEqual(expected);
});

test('a cut between title and text parts a piece that no range parts', () => {
  expect(markSegments('题目\n正文', [], 2).map((segment) => segment.text)).toEqual(['题目', '\n正文']);
});

test('the pieces always make the whole text, and each mark covers exactly its range', () => {
  const range = fc.record({ start: fc.nat(40), length: fc.nat(20) });
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.array(range, { maxLength: 6 }), (text, wanted) => {
      const ranges = wanted.map(({ start, length }) => ({ start, end: start + length }));
      const segments = markSegments(text, ranges);
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      ranges.forEach((one, index) => {
        const marked = segments.filter((segment) => segment.marks.includes(index)).map((segment) => segment.text);
        expect(marked.join('')).toBe(text.slice(one.start, one.end));
      });
    }),
  );
});
