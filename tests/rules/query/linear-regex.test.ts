import { compileLinearRegex, regexSpans, requiredText } from '../../../rules/query/linear-regex';

describe('compileLinearRegex', () => {
  const spans: [sentence: string, pattern: string, text: string, expected: number[]][] = [
    ['finds every match', '加v', '加v和加v', [0, 2, 3, 5]],
    ['does not mind case', 'ABC', 'xabc', [1, 4]],
    ['finds Han by script', '\\p{Han}{2}药', '某某药', [0, 3]],
    ['finds digits', '1[3-9]\\d{9}', '电话13800000000。', [2, 13]],
    ['takes ^ and $ as ends of lines', '^药$', '药\n药 方', [0, 1]],
    ['finds alternatives', '药|方', '药方', [0, 1, 1, 2]],
    ['finds nothing', '药', '方', []],
    ['leaves empty matches out', 'a*', 'baab', [1, 3]],
  ];
  test.each(spans)('%s', (_, pattern, text, expected) => {
    const compiled = compileLinearRegex(pattern);
    if (!compiled.ok) throw new Error(compiled.reason);
    expect(regexSpans(compiled.regex, text)).toEqual(expected);
  });

  const refused: [sentence: string, pattern: string][] = [
    ['a back-reference', '(a)\\1'],
    ['a look-ahead', 'a(?=b)'],
    ['a negative look-ahead', 'a(?!b)'],
    ['a look-behind', '(?<=a)b'],
    ['a negative look-behind', '(?<!a)b'],
    ['an open class', '[a'],
    ['a stray quantifier', '*a'],
    ['a long pattern', 'a'.repeat(1001)],
    ['nested counted repetitions', '((a{100}){100}){100}'],
  ];
  test.each(refused)('refuses %s', (_, pattern) => {
    const compiled = compileLinearRegex(pattern);
    expect(compiled.ok).toBe(false);
  });

  test('minds case where asked to', () => {
    const compiled = compileLinearRegex('V', true);
    if (!compiled.ok) throw new Error(compiled.reason);
    expect(regexSpans(compiled.regex, 'vV')).toEqual([1, 2]);
  });

  test('is linear where a backtracking engine would not end', () => {
    const compiled = compileLinearRegex('(a+)+b');
    if (!compiled.ok) throw new Error(compiled.reason);
    const before = performance.now();
    expect(regexSpans(compiled.regex, 'a'.repeat(5000))).toEqual([]);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

describe('requiredText', () => {
  const cases: [pattern: string, required: string][] = [
    ['司美格鲁肽', '司美格鲁肽'],
    ['加微信?', '加微'],
    ['加v{2}信号', '信号'],
    ['根(治|除)糖尿病', '糖尿病'],
    ['[加佳]微信', '微信'],
    ['微信+号', '微信'],
    ['药\\d+元', '药'],
    ['买.送', '买'],
    ['药|方', ''],
    ['(药)', ''],
    ['(?:药方)+', ''],
    ['ABC', 'abc'],
    ['\\x41bc', ''],
    ['微信*号码', '号码'],
    ['é', ''],
    ['', ''],
  ];
  test.each(cases)('of %s is "%s"', (pattern, required) => {
    expect(requiredText(pattern)).toBe(required);
  });

  test('is in every match', () => {
    const texts = [
      '加微信号',
      '加微号',
      '根治糖尿病',
      '根除糖尿病',
      '药12元',
      '佳微信',
      '加vv信号',
      '微信信信号',
      '微号码',
    ];
    for (const [pattern] of cases) {
      const compiled = compileLinearRegex(pattern);
      if (!compiled.ok) throw new Error(compiled.reason);
      for (const text of texts) {
        if (regexSpans(compiled.regex, text).length > 0) expect(text).toContain(requiredText(pattern));
      }
    }
  });
});
