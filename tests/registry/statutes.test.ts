import { articlesInForce, statutes } from '../../registry/statutes';

const cited = (ref: string, day: string): string[] =>
  articlesInForce(ref, day).map(({ short, article }) => `${short} ${article}`);

describe('articlesInForce', () => {
  const rows: [string, string, string[]][] = [
    ['ad/prescription', '2025-06-01', ['广告法 第十五条第二款']],
    ['ad/prescription', '2015-08-31', []],
    ['ad/prescription', '2015-09-01', ['广告法 第十五条第二款']],
    ['drug/licence-to-sell', '2019-11-30', ['药品管理法 第十四条']],
    ['drug/licence-to-sell', '2019-12-01', ['药品管理法 第五十一条']],
    ['competition/false', '2025-10-14', ['反不正当竞争法 第八条']],
    ['competition/false', '2025-10-15', ['反不正当竞争法 第九条']],
    ['ad/platform', '2021-04-28', ['广告法 第六十四条']],
    ['ad/platform', '2021-04-29', ['广告法 第六十三条']],
    ['internet-ad/prescription', '2020-01-01', ['互联网广告管理暂行办法 第五条']],
    ['internet-ad/prescription', '2023-05-01', ['互联网广告管理办法 第六条']],
    ['banned-list', '2022-11-30', []],
    ['banned-list', '2022-12-01', ['药品网络销售禁止清单 第一条', '药品网络销售禁止清单 第二条']],
    ['penalty/limitation', '2021-07-14', ['行政处罚法 第二十九条']],
    ['no-such/rule', '2025-06-01', []],
  ];
  test.each(rows)('%s on %s', (ref, day, expected) => {
    expect(cited(ref, day)).toEqual(expected);
  });

  test('of one rule at most one article is in force on a day', () => {
    const days = [
      '2002-01-01',
      '2010-01-01',
      '2016-12-31',
      '2019-11-30',
      '2019-12-01',
      '2022-12-01',
      '2025-10-15',
      '2026-06-01',
    ];
    for (const ref of new Set(statutes().map((article) => article.ref))) {
      for (const day of days) expect([ref, day, cited(ref, day).length <= 1]).toEqual([ref, day, true]);
    }
  });

  test('every article ends after it begins and says what it is about', () => {
    for (const { ref, from, to, gist, law } of statutes()) {
      expect([ref, to === undefined || from < to]).toEqual([ref, true]);
      expect(gist).toMatch(/\p{Script=Han}/u);
      expect(law.length).toBeGreaterThan(3);
    }
  });
});
