import type { QueryFault } from '../../contracts/query';

/** Everything that can be wrong with a query. The key names the fault; `$1` is the piece that is wrong. */
const faults = {
  empty: ['检索式是空的', 'the query is empty', 'a word, "phrase", field:word, or range'],
  tooLong: ['检索式太长（最多 $1 个字符）', 'the query is too long (at most $1 characters)', 'a shorter query'],
  tooManyTerms: ['检索式的词太多（最多 $1 个）', 'the query has too many terms (at most $1)', 'fewer terms'],
  tooDeep: ['括号嵌套太深（最多 $1 层）', 'parentheses are nested too deeply (at most $1)', 'fewer parentheses'],
  unclosedQuote: ['引号没有闭合', 'the quotation mark is never closed', '"'],
  unclosedRegex: ['正则表达式没有以 / 结束', 'the regular expression is never closed', '/'],
  unclosedBracket: ['范围没有以 ] 结束', 'the range is never closed', ']'],
  unclosedParenthesis: ['左括号没有闭合', 'the parenthesis is never closed', ')'],
  strayParenthesis: ['多出一个右括号', 'there is a closing parenthesis too many', 'a word or the end'],
  emptyPhrase: ['引号里没有内容', 'the phrase is empty', 'text between the quotation marks'],
  strayMinus: ['减号后面要紧跟一个词', 'a minus sign must be followed by a word', 'a word'],
  missingOperand: ['$1 的一侧缺少内容', '$1 lacks a side', 'a word, "phrase", field:word, or parenthesis'],
  nearWithoutDistance: ['$1 要写明距离，例如 $1/20', '$1 needs a distance, such as $1/20', 'NEAR/n or NEARF/n'],
  nearTooFar: ['距离最多 $1', 'the distance is at most $1', 'a smaller distance'],
  nearSide: [
    'NEAR 的两侧只能是词、短语、通配、正则，或它们的 OR；不能含 AND、NOT 或范围',
    'the sides of NEAR can only be words, phrases, patterns, or an OR of them; not AND, NOT, or a range',
    'words or an OR of words',
  ],
  unknownField: [
    '没有字段 $1',
    'there is no field $1',
    'title text url host platform author seller region kind code drug company source price collectedAt publishedAt exact',
  ],
  missingValue: ['$1: 后面缺少内容', '$1: lacks a value', 'a word, "phrase", /regex/, or parenthesis'],
  nestedField: ['字段里面不能再写字段', 'a field cannot stand inside another field', 'plain words'],
  rangeNeeded: ['$1 只能用范围，例如 $1:[10 TO 100]', '$1 takes a range, such as $1:[10 TO 100]', '[from TO to]'],
  badRange: ['范围写法不对：$1', 'this is no range: $1', '[from TO to], with numbers, dates, now-7d, or *'],
  emptyRange: ['范围的下限大于上限', 'the range begins after its end', 'from <= to'],
  openRange: ['两端都开放的范围等于没有条件', 'a range open at both ends is no condition', 'at least one bound'],
  onlyWildcards: [
    '只有通配符，什么都会命中',
    'wildcards alone match everything',
    'at least one character besides * and ?',
  ],
  badRegex: [
    '正则表达式无法使用：$1',
    'this regular expression cannot be used: $1',
    'RE2 syntax (no look-around, no back-references)',
  ],
  regexMatchesAll: [
    '正则表达式能匹配空串，什么都会命中',
    'the regular expression matches the empty string, so everything',
    'a pattern that needs a character',
  ],
  exactPattern: ['exact: 不支持通配符', 'exact: takes no wildcards', 'a word, "phrase", or /regex/'],
  matchesAll: [
    '没有任何必须出现的词，这样的检索式什么都会命中',
    'nothing has to occur, so this query could only match everything',
    'at least one word that must occur',
  ],
  nothingLeft: [
    '“$1”归一化后什么也不剩',
    'nothing is left of "$1" after normalising',
    'letters, digits, or Han characters',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string, expected: string]>;

export type QueryFaultName = keyof typeof faults;

/** Builds the fault for the position `at` of the query. */
export function queryFault(name: QueryFaultName, at: number, detail = ''): QueryFault {
  const [zh, en, expected] = faults[name];
  return { at, message: { zh: zh.replaceAll('$1', detail), en: en.replaceAll('$1', detail) }, expected };
}

/** Thrown inside the lexer and parser, and turned into a value by `parseQuery`. */
export class QueryRefusal extends Error {
  readonly fault: QueryFault;

  constructor(name: QueryFaultName, at: number, detail = '') {
    const fault = queryFault(name, at, detail);
    super(fault.message.en);
    this.fault = fault;
  }
}
