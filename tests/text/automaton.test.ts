import fc from 'fast-check';
import { buildAutomaton } from '../../text/automaton';

function slowHits(patterns: readonly string[], text: string): string[] {
  const hits: string[] = [];
  patterns.forEach((pattern, index) => {
    if (pattern === '') return;
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1))
      hits.push(`${at + pattern.length}:${index}`);
  });
  return hits.sort();
}

function hitsOf(patterns: readonly string[], text: string): string[] {
  const hits: string[] = [];
  buildAutomaton(patterns).scan(text, (pattern, end) => hits.push(`${end}:${pattern}`));
  return hits.sort();
}

describe('buildAutomaton', () => {
  const cases: [string, string[], string, string[]][] = [
    ['finds one word', ['减重'], '私售减重笔', ['4:0']],
    ['finds a word inside a longer one', ['重', '减重笔', '减重'], '减重笔', ['2:0', '2:2', '3:1']],
    ['falls back to the suffix of a broken match', ['abcd', 'bce'], 'abce', ['4:1']],
    ['reports overlapping hits of one pattern', ['aa'], 'aaaa', ['2:0', '3:0', '4:0']],
    ['reports a suffix that ends inside a longer path', ['她的药品', '药'], '她的药', ['3:1']],
    ['reports duplicates separately', ['药', '药'], '药', ['1:0', '1:1']],
    ['never hits an empty pattern', ['', '药'], '药', ['1:1']],
    ['finds nothing in an empty text', ['药'], '', []],
    ['finds nothing without patterns', [], '药', []],
    ['finds nothing with empty patterns only', ['', ''], '药', []],
    ['counts in UTF-16 units', ['💊', '药'], '💊药', ['2:0', '3:1']],
    ['is reset by a character that no pattern holds', ['ab'], 'a.b ab', ['6:0']],
    ['sees NUL and U+FFFF', ['\u0000', '\uffff'], 'a\u0000\uffff', ['2:0', '3:1']],
  ];
  test.each(cases)('%s', (_, patterns, text, expected) => {
    expect(hitsOf(patterns, text)).toEqual(expected.sort());
  });

  test('hits come by rising end', () => {
    const ends: number[] = [];
    buildAutomaton(['a', 'ab', 'b', 'ba']).scan('abababba', (_, end) => ends.push(end));
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });

  const letter = fc.constantFrom('a', 'b', 'c', '药', '减', '重', '💊', ' ');
  const word = fc.array(letter, { maxLength: 5 }).map((letters) => letters.join(''));
  const text = fc.array(letter, { maxLength: 60 }).map((letters) => letters.join(''));

  test('agrees with indexOf on small alphabets', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), text, (patterns, body) => {
        expect(hitsOf(patterns, body)).toEqual(slowHits(patterns, body));
      }),
      { numRuns: 1500 },
    );
  });

  test('agrees with indexOf on any strings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 3 })),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (patterns, body) => {
          expect(hitsOf(patterns, body)).toEqual(slowHits(patterns, body));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('has and firstHits say the same as scan', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), text, (patterns, body) => {
        const automaton = buildAutomaton(patterns);
        const all = slowHits(patterns, body).map((hit) => Number(hit.split(':')[1]));
        expect(automaton.has(body)).toBe(all.length > 0);
        expect(automaton.firstHits(body).sort((a, b) => a - b)).toEqual([...new Set(all)].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  test('holds 30,000 words and stays right', () => {
    const words = Array.from({ length: 30_000 }, (_, index) => {
      const unit = (seed: number): string => String.fromCharCode(0x4e00 + ((index * seed + (index >> 3)) % 2500));
      return unit(7919) + unit(104_729) + (index % 3 === 0 ? unit(31) : '');
    });
    const body = words.slice(200, 260).join('的');
    const automaton = buildAutomaton(words);
    expect(automaton.patternCount).toBe(30_000);
    const hits: string[] = [];
    automaton.scan(body, (pattern, end) => hits.push(`${end}:${pattern}`));
    expect(hits.sort()).toEqual(slowHits(words, body));
  });
});
