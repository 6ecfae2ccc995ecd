import type { Rule } from '../../contracts/rule';
import { compileRules } from '../../rules/matcher';
import { inputOf } from './match-inputs';

function rule(id: string, query: string, more: Partial<Rule> = {}): Rule {
  return { id, name: id, level: 'blue', version: '1', when: { query }, ...more };
}

const idsOf = (rules: readonly Rule[], event: Record<string, unknown>): string[] =>
  compileRules(rules)
    .match(inputOf(event), 0)
    .map((hit) => hit.rule.id);

describe('compileRules', () => {
  test('answers in the order of the rules', () => {
    const rules = [rule('c', '药'), rule('a', '减重笔'), rule('b', '笔')];
    expect(idsOf(rules, { text: '笔 减重笔 药' })).toEqual(['c', 'a', 'b']);
  });

  test('answers each rule once however often its words occur', () => {
    expect(idsOf([rule('a', '药 OR 方 OR 丸')], { text: '药方丸药方丸' })).toEqual(['a']);
  });

  const scopes: [
    sentence: string,
    scope: NonNullable<Rule['scope']>,
    event: Record<string, unknown>,
    inScope: boolean,
  ][] = [
    ['no lists', {}, {}, true],
    ['empty lists', { kinds: [], platforms: [], regions: [], sources: [] }, {}, true],
    ['a kind', { kinds: ['listing'] }, { kind: 'listing' }, true],
    ['another kind', { kinds: ['listing'] }, { kind: 'news' }, false],
    ['no kind', { kinds: ['listing'] }, {}, false],
    ['a platform', { platforms: ['甲网', '乙网'] }, { platform: '乙网' }, true],
    ['another platform', { platforms: ['甲网'] }, { platform: '甲网站' }, false],
    ['a province covers its districts', { regions: ['330000'] }, { region: '330106' }, true],
    ['another province', { regions: ['330000'] }, { region: '320106' }, false],
    ['an unknown region', { regions: ['330000'] }, {}, false],
    ['a source', { sources: ['demo-news'] }, { source: 'demo-news' }, true],
    ['another source', { sources: ['demo-news'] }, { source: 'demo' }, false],
    ['all must fit', { kinds: ['listing'], platforms: ['甲网'] }, { kind: 'listing', platform: '乙网' }, false],
  ];
  test.each(scopes)('scope: %s', (_, scope, event, inScope) => {
    expect(idsOf([rule('a', '药', { scope })], { text: '药', ...event })).toEqual(inScope ? ['a'] : []);
  });

  test('a bad rule disables itself and shows why, the others go on', () => {
    const matcher = compileRules([rule('a', '药'), rule('bad', '(药'), rule('b', '药')]);
    expect(matcher.match(inputOf({ text: '药' }), 0).map((hit) => hit.rule.id)).toEqual(['a', 'b']);
    expect(matcher.disabled.get('bad')!.reason).toEqual({
      zh: '左括号没有闭合',
      en: 'the parenthesis is never closed',
    });
    expect(matcher.compiled('bad')).toBeUndefined();
    expect(matcher.compiled('a')).toBeDefined();
  });

  test('of two rules with one id the first stays', () => {
    const matcher = compileRules([rule('a', '药'), rule('a', '方')]);
    expect(matcher.rules).toHaveLength(1);
    expect(matcher.disabled.get('a')!.reason.en).toMatch(/occurs twice/);
  });

  test('a rule that throws is disabled at once and for good, the others go on', () => {
    const matcher = compileRules([
      rule('a', '药'),
      rule('odd', '药', { when: { query: '药', field: { trap: { eq: 1 } } } }),
      rule('b', '药'),
    ]);
    const trap = {
      ...inputOf({ text: '药' }),
      extra: {
        get trap(): unknown {
          throw new Error('sprung');
        },
      },
    };
    expect(matcher.match(trap, 0).map((hit) => hit.rule.id)).toEqual(['a', 'b']);
    expect(matcher.disabled.get('odd')!.reason.en).toMatch(/sprung/);
    expect(matcher.match(inputOf({ text: '药', trap: 1 }), 0).map((hit) => hit.rule.id)).toEqual(['a', 'b']);
  });

  test('a rule whose window counts what does not match is told of it', () => {
    const share: Partial<Rule> = {
      window: { type: 'percentage', within: '1h', max: 50, minEvents: 1 },
      scope: { kinds: ['listing'] },
    };
    const matcher = compileRules([rule('share', '药', share), rule('a', '方')]);
    const answers = [
      { text: '药', kind: 'listing' },
      { text: '方', kind: 'listing' },
      { text: '方', kind: 'news' },
    ].map((event) => matcher.match(inputOf(event), 0).map((hit) => `${hit.rule.id}:${hit.isMatch}`));
    expect(answers).toEqual([['share:true'], ['share:false', 'a:true'], ['a:true']]);
  });

  test('rules without words are asked for every document', () => {
    expect(
      idsOf(
        [
          rule('cheap', '', { when: { field: { price: { lt: 5 } } } }),
          rule('none', '', { when: { not: { query: '药' } } }),
        ],
        { text: '方', price: 1 },
      ),
    ).toEqual(['cheap', 'none']);
  });

  test('an empty set of rules answers nothing', () => {
    expect(idsOf([], { text: '药' })).toEqual([]);
  });

  test('counts how often words occur once it has seen enough', () => {
    const matcher = compileRules([rule('a', '药'), rule('b', '方')]);
    for (let index = 0; index < 999; index++) matcher.match(inputOf({ text: index % 2 === 0 ? '药' : '丸' }), 0);
    expect(matcher.frequencies()('药')).toBeUndefined();
    matcher.match(inputOf({ text: '丸' }), 0);
    expect(matcher.frequencies()('药')).toBe(0.5);
    expect(matcher.frequencies()('方')).toBe(0);
    expect(matcher.frequencies()('膏')).toBeUndefined();
  });

  test('holds 10,000 rules and finds the one', () => {
    const words = Array.from({ length: 10_000 }, (_, index) =>
      String.fromCharCode(0x5000 + (index % 100), 0x6000 + Math.floor(index / 100)),
    );
    const rules = words.map((word, index) => rule(`r-${index}`, `${word} NEAR/5 私聊`));
    const matcher = compileRules(rules);
    expect(matcher.disabled.size).toBe(0);
    expect(matcher.match(inputOf({ text: `请找${words[4321]}，私聊` }), 0).map((hit) => hit.rule.id)).toEqual([
      'r-4321',
    ]);
  });
});
