import type { QueryNode } from '../../../contracts/query';
import { holdsWithoutAnything, parseQuery } from '../../../rules/query/parse-query';

/** A tree in one line: (A & B), (A | B), !A, title:A, "A B", exact:A, a*b, /re/, (A ~5 B), (A >5 B). */
function shown(node: QueryNode): string {
  switch (node.type) {
    case 'word': {
      const text = node.isPhrase ? `"${node.text}"` : node.text;
      return node.exact ? `exact:${text}` : node.field === null ? text : `${node.field}:${text}`;
    }
    case 'wildcard': {
      const text = node.pieces
        .map((piece) => (piece.type === 'literal' ? piece.text : piece.type === 'any' ? '*' : '?'))
        .join('');
      return node.field === null ? text : `${node.field}:${text}`;
    }
    case 'regex':
      return `${node.exact ? 'exact:' : node.field === null ? '' : `${node.field}:`}/${node.pattern}/`;
    case 'range':
      return `${node.field}${node.fromInclusive ? '[' : '{'}${JSON.stringify(node.from)},${JSON.stringify(node.to)}${node.toInclusive ? ']' : '}'}`;
    case 'near':
      return `(${shown(node.left)} ${node.isOrdered ? '>' : '~'}${node.distance} ${shown(node.right)})`;
    case 'and':
      return `(${node.items.map(shown).join(' & ')})`;
    case 'or':
      return `(${node.items.map(shown).join(' | ')})`;
    case 'not':
      return `!${shown(node.item)}`;
  }
}

function treeOf(query: string): string {
  const parsed = parseQuery(query);
  return parsed.ok ? shown(parsed.node) : `fault at ${parsed.faults[0]!.at}: ${parsed.faults[0]!.message.en}`;
}

describe('parseQuery', () => {
  const trees: [sentence: string, query: string, tree: string][] = [
    ['reads one word', '减重', '减重'],
    ['joins words side by side with AND', '减重 私聊', '(减重 & 私聊)'],
    ['reads AND', '减重 AND 私聊', '(减重 & 私聊)'],
    ['reads OR', '减重 OR 私聊', '(减重 | 私聊)'],
    ['reads NOT', '减重 NOT 集采', '(减重 & !集采)'],
    ['reads a minus', '减重 -集采', '(减重 & !集采)'],
    ['reads AND NOT', '减重 AND NOT 集采', '(减重 & !集采)'],
    ['reads a double NOT', '减重 NOT NOT 集采', '(减重 & !!集采)'],
    ['keeps a hyphen inside a word', 'GLP-1', 'GLP-1'],
    ['takes lower-case operators for words', '减重 or 私聊', '(减重 & or & 私聊)'],
    ['lets AND bind tighter than OR', 'A B OR C D', '((A & B) | (C & D))'],
    ['lets NEAR bind tighter than AND', 'A B NEAR/3 C', '(A & (B ~3 C))'],
    ['lets NOT bind tighter than AND', '-A B', '(!A & B)'],
    ['lets NOT reach over a parenthesis', 'A -(B OR C)', '(A & !(B | C))'],
    ['lets parentheses decide', '(A OR B) (C OR D)', '((A | B) & (C | D))'],
    ['reads full-width parentheses', '（A OR B） C', '((A | B) & C)'],
    ['joins NEAR from the left', 'A NEAR/1 B NEAR/2 C', '((A ~1 B) ~2 C)'],
    ['reads NEARF', 'A NEARF/10 B', '(A >10 B)'],
    ['reads a distance of nought', 'A NEAR/0 B', '(A ~0 B)'],
    ['takes alternatives as a side of NEAR', '(A OR "B C") NEAR/20 (D OR E)', '((A | "B C") ~20 (D | E))'],
    ['takes NEAR as a side of NEAR', '(A NEAR/2 B) NEAR/5 C', '((A ~2 B) ~5 C)'],
    [
      'reads the example of the formats',
      '(司美格鲁肽 OR 诺和泰 OR "减重笔") NEAR/20 (加V OR 私聊) -集采',
      '(((司美格鲁肽 | 诺和泰 | "减重笔") ~20 (加V | 私聊)) & !集采)',
    ],
    ['reads a phrase', '"weight loss pen"', '"weight loss pen"'],
    ['reads a phrase in Chinese quotation marks', '“减重 笔”', '"减重 笔"'],
    ['keeps operators inside a phrase', '"A OR B"', '"A OR B"'],
    ['keeps a quotation mark after a backslash', '"say \\"yes\\""', '"say "yes""'],
    ['keeps wildcards inside a phrase as text', '"买*送?"', '"买*送?"'],
    ['reads a star', '减*笔', '减*笔'],
    ['reads a question mark', '减?笔', '减?笔'],
    ['reads several stars as one', '减**笔', '减*笔'],
    ['reads full-width wildcards', '减＊笔？', '减*笔?'],
    ['keeps a star after a backslash', '减\\*笔', '减*笔'],
    ['reads a trailing star', 'semag*', 'semag*'],
    ['reads a regular expression', '/加[vV]信?/', '/加[vV]信?/'],
    ['reads a slash inside a regular expression', '/1\\/2/', '/1/2/'],
    ['reads a field', 'title:减重', 'title:减重'],
    ['reads a field whatever its case', 'TITLE:减重', 'title:减重'],
    ['reads a field with a full-width colon', 'title：减重', 'title:减重'],
    ['reads a field of a phrase', 'seller:"某某 大药房"', 'seller:"某某 大药房"'],
    ['reads a field of a regular expression', 'url:/item\\?id=\\d+/', 'url:/item\\?id=\\d+/'],
    ['reads a field of a pattern', 'host:*.example.com', 'host:*.example.com'],
    ['reads a field of a group', 'title:(A OR B -C)', '(title:A | (title:B & !title:C))'],
    [
      'reads every field',
      'title:a text:b url:c host:d platform:e author:f seller:g region:h kind:i code:j drug:k company:l source:m',
      '(title:a & text:b & url:c & host:d & platform:e & author:f & seller:g & region:h & kind:i & code:j & drug:k & company:l & source:m)',
    ],
    ['reads exact', 'exact:微信', 'exact:微信'],
    ['reads exact of a phrase', 'exact:"加 V"', 'exact:"加 V"'],
    ['takes an address for a word', 'https://example.com/a', 'https://example.com/a'],
    ['reads a price range', 'price:[10 TO 100]', 'price[{"type":"number","value":10},{"type":"number","value":100}]'],
    ['reads an open range', 'price:[10 TO *]', 'price[{"type":"number","value":10},null]'],
    ['reads a half-open range', 'price:[0 TO 100}', 'price[{"type":"number","value":0},{"type":"number","value":100}}'],
    [
      'reads a range of prices with decimals',
      'price:[9.9 TO 19.9]',
      'price[{"type":"number","value":9.9},{"type":"number","value":19.9}]',
    ],
    [
      'reads a relative time range',
      'collectedAt:[now-7d TO now]',
      'collectedAt[{"type":"now","offsetMs":-604800000},{"type":"now","offsetMs":0}]',
    ],
    [
      'reads a date without a zone as Beijing time',
      'publishedAt:[2026-01-01 TO *]',
      `publishedAt[{"type":"time","ms":${Date.parse('2026-01-01T00:00:00+08:00')}},null]`,
    ],
    [
      'reads a time with a zone',
      'collectedAt:[2026-01-01T00:00:00Z TO *]',
      `collectedAt[{"type":"time","ms":${Date.parse('2026-01-01T00:00:00Z')}},null]`,
    ],
    ['joins a range with words', '减重 price:[* TO 50]', '(减重 & price[null,{"type":"number","value":50}])'],
    ['reads white space of any kind', 'A\u3000B\nC\tD', '(A & B & C & D)'],
  ];
  test.each(trees)('%s', (_, query, tree) => {
    expect(treeOf(query)).toBe(tree);
  });

  const refusals: [sentence: string, query: string, at: number, message: RegExp][] = [
    ['refuses nothing', '', 0, /empty/],
    ['refuses white space', '  \u3000 ', 0, /empty/],
    ['refuses a query of more than 20,000 characters', `药 ${'a'.repeat(20_000)}`, 20_000, /too long/],
    ['refuses more than 2,000 terms', 'a '.repeat(2001), 4000, /too many terms/],
    ['refuses deep parentheses', '('.repeat(41) + 'a' + ')'.repeat(41), 40, /nested too deeply/],
    ['refuses an open quotation mark', '减重 "私聊', 3, /never closed/],
    ['refuses an empty phrase', 'a ""', 2, /phrase is empty/],
    ['refuses an open regular expression', 'a /b', 2, /never closed/],
    ['refuses an open range', 'price:[1 TO 2', 6, /never closed/],
    ['refuses an open parenthesis', '(a b', 0, /never closed/],
    ['refuses a lone open parenthesis', 'a (', 2, /never closed/],
    ['refuses a closing parenthesis too many', 'a) b', 1, /too many/],
    ['refuses an empty parenthesis', '() a', 0, /lacks a side/],
    ['refuses AND without a right side', 'a AND', 2, /AND lacks/],
    ['refuses AND without a left side', 'AND a', 0, /AND lacks/],
    ['refuses OR at the end', 'a OR', 2, /OR lacks/],
    ['refuses OR before a parenthesis', '(a OR) b', 3, /OR lacks/],
    ['refuses two operators', 'a AND OR b', 2, /AND lacks/],
    ['refuses NOT at the end', 'a NOT', 2, /NOT lacks/],
    ['refuses a minus alone', 'a - b', 2, /followed by a word/],
    ['refuses two minuses', 'a --b', 2, /followed by a word/],
    ['refuses NEAR without a distance', 'a NEAR b', 2, /needs a distance/],
    ['refuses NEARF with a slash only', 'a NEARF/ b', 2, /needs a distance/],
    ['refuses a distance beyond 1,000', 'a NEAR/1001 b', 2, /at most 1000/],
    ['refuses NEAR without a right side', 'a NEAR/3', 2, /NEAR\/3 lacks/],
    ['refuses NEAR without a left side', 'NEAR/3 a', 0, /NEAR\/3 lacks/],
    ['refuses NOT in NEAR', 'a NEAR/3 -b', 9, /sides of NEAR/],
    ['refuses AND in NEAR', '(a b) NEAR/3 c', 0, /sides of NEAR/],
    ['refuses AND deep in NEAR', '(a OR (b c)) NEAR/3 d', 6, /sides of NEAR/],
    ['refuses a range in NEAR', 'a NEAR/3 price:[1 TO 2]', 9, /sides of NEAR/],
    ['refuses a field beside the text in NEAR', 'a NEAR/3 seller:b', 9, /sides of NEAR/],
    ['refuses exact in NEAR', 'a NEAR/3 exact:b', 9, /sides of NEAR/],
    ['refuses an unknown field', 'a colour:red', 2, /no field colour/],
    ['refuses a field without a value', 'a title:', 2, /lacks a value/],
    ['refuses a field before an operator', 'title: OR a', 0, /lacks a value/],
    ['refuses a field inside a field', 'title:(a text:b)', 9, /inside another field/],
    ['refuses a word as a price', 'price:cheap', 0, /takes a range/],
    ['refuses a range of words', 'price:[a TO b]', 0, /no range/],
    ['refuses a range without TO', 'price:[1 2]', 0, /no range/],
    ['refuses a range of times that are none', 'collectedAt:[gestern TO now]', 0, /no range/],
    ['refuses a range that is open at both ends', 'price:[* TO *]', 0, /open at both ends/],
    ['refuses a range that begins after its end', 'price:[5 TO 1]', 0, /begins after its end/],
    ['refuses a relative range that begins after its end', 'collectedAt:[now TO now-1d]', 0, /begins after its end/],
    ['refuses a star alone', 'a *', 2, /match everything/],
    ['refuses question marks alone', 'a ??', 2, /match everything/],
    ['refuses a back-reference', '/(a)\\1/', 0, /cannot be used/],
    ['refuses a look-ahead', '/a(?=b)/', 0, /cannot be used/],
    ['refuses a look-behind', '/(?<!a)b/', 0, /cannot be used/],
    ['refuses a broken regular expression', 'b /a(/', 2, /cannot be used/],
    ['refuses a regular expression that unrolls without bound', '/(a{1000}){1000}/', 0, /cannot be used/],
    ['refuses a regular expression that matches nothing much', '/a*/', 0, /matches the empty string/],
    ['refuses exact with a wildcard', 'exact:a*', 6, /takes no wildcards/],
    ['refuses a negation alone', '-a', 0, /match everything/],
    ['refuses NOT alone', 'NOT (a b)', 0, /match everything/],
    ['refuses an alternative that is only a negation', 'a OR -b', 0, /match everything/],
    ['refuses negations alone', '-a -b', 0, /match everything/],
  ];
  test.each(refusals)('%s', (_, query, at, message) => {
    const parsed = parseQuery(query);
    if (parsed.ok) throw new Error(`accepted as ${shown(parsed.node)}`);
    expect(parsed.faults[0]!.message.en).toMatch(message);
    expect(parsed.faults[0]!.at).toBe(at);
    expect(parsed.faults[0]!.message.zh).toMatch(/\p{Script=Han}/u);
    expect(parsed.faults[0]!.expected).not.toBe('');
  });

  const allowed: [sentence: string, query: string][] = [
    ['a negation beside a word', 'a -b'],
    ['a double negation', 'NOT NOT a'],
    ['a range alone', 'price:[1 TO 2]'],
    ['a negation in one alternative that also needs a word', 'a OR (b -c)'],
  ];
  test.each(allowed)('accepts %s', (_, query) => {
    expect(parseQuery(query).ok).toBe(true);
  });

  test('tells the place of each term', () => {
    const parsed = parseQuery('减重 -title:"集 采"');
    if (!parsed.ok || parsed.node.type !== 'and') throw new Error('not parsed');
    expect(parsed.node.span).toEqual({ start: 0, end: 15 });
    expect(parsed.node.items.map((item) => item.span)).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 15 },
    ]);
  });

  test('holdsWithoutAnything sees through nesting', () => {
    const parsed = parseQuery('a (b OR c) -d');
    if (!parsed.ok) throw new Error('not parsed');
    expect(holdsWithoutAnything(parsed.node)).toBe(false);
    expect(holdsWithoutAnything({ type: 'not', item: parsed.node, span: { start: 0, end: 1 } })).toBe(true);
  });

  test('refuses a query of a megabyte at once', () => {
    const before = performance.now();
    expect(parseQuery('药 OR '.repeat(200_000)).ok).toBe(false);
    expect(performance.now() - before).toBeLessThan(200);
  });
});
