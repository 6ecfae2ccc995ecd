import { completeDate, findVisibleDate, readVisibleNames } from '../../../../crawler/extract/readers/visible-byline';
import { readVisibleTitle } from '../../../../crawler/extract/readers/visible-title';
import type { Reading } from '../../../../crawler/extract/reading';
import { factsOf } from '../page-facts';

const body = '<p>这里是一段足够长的正文，用来表示文章从这里开始往下读。</p>';

describe('readVisibleTitle', () => {
  test.each([
    [
      'the heading that agrees with <title>',
      '<title>真正的标题在这里_某网</title><h2>某网</h2><h1>真正的标题在这里</h1>',
      '真正的标题在这里',
    ],
    [
      'a title that is no heading',
      '<title>真正的标题在这里 - 某网</title><div class="tit">真正的标题在这里</div>',
      '真正的标题在这里',
    ],
    [
      'the shown title where <title> is only the site',
      '<title>某某学会官网</title><h3>年度学术会议顺利举行</h3>',
      '年度学术会议顺利举行',
    ],
    [
      'a shortened title as it is shown',
      '<title>很长很长的标题写在这里没有写完后面还有_某网</title><h1>很长很长的标题写在这里没...</h1>',
      '很长很长的标题写在这里没...',
    ],
    [
      '<title> without the site, where nothing is shown',
      '<title>只在标题栏里的标题_新闻频道_某某网</title>',
      '只在标题栏里的标题',
    ],
    ['a heading of two characters where there is nothing else', '<h1>通知</h1>', '通知'],
    [
      'not the heading of the navigation',
      '<title>某某学会官网</title><div class="nav"><h3>首页与新闻动态</h3></div><h5>年度学术会议顺利举行</h5>',
      '年度学术会议顺利举行',
    ],
  ])('%s', (_name, head, expected) =>
    expect(readVisibleTitle(factsOf(`${head}${body}`), [])?.reading.value).toBe(expected),
  );

  test('nothing gives nothing', () => expect(readVisibleTitle(factsOf(''), [])).toBeNull());
});

describe('the date near the title', () => {
  const meta: Reading[] = [
    { field: 'publishedAt', value: '2026-05-06T07:08:09+08:00', reader: 'meta', confidence: 0.7 },
  ];
  const read = (between: string, others: Reading[] = []): string | undefined => {
    const date = findVisibleDate(factsOf(`<h1>标题在这里</h1>${between}${body}`), 0);
    return date === null ? undefined : completeDate(date, others)?.value;
  };
  test.each([
    ['is taken', '<div>2026-05-06 07:08</div>', [], '2026-05-06T07:08:00+08:00'],
    ['is put together from boxes', '<i>2026</i><div>05/06</div><div>07:08</div>', [], '2026-05-06T07:08:00+08:00'],
    [
      'is preferred to the time of the last change',
      '<div>更新时间：2026-05-07 10:00</div><div>发布时间：2026-05-06 07:08</div>',
      [],
      '2026-05-06T07:08:00+08:00',
    ],
    ['gets its year from metadata', '<div>05-06 07:10</div>', meta, '2026-05-06T07:10:00+08:00'],
    ['gets its time from metadata of the same day', '<div>2026-05-06</div>', meta, '2026-05-06T07:08:09+08:00'],
    ['keeps its day where metadata names another', '<div>2026-05-01</div>', meta, '2026-05-01'],
    ['without any year is none', '<div>05-06 07:10</div>', [], undefined],
    ['may be missing', '<div>正文</div>', [], undefined],
  ])('%s', (_claim, between, others, expected) => expect(read(between, others)).toBe(expected));
});

describe('readVisibleNames', () => {
  test.each([
    ['作者：林小满 来源：青禾晚报', ['author=林小满', 'source=青禾晚报']],
    ['文/周远', ['author=周远']],
    ['本报记者 陈一一', ['author=陈一一']],
    ['By Jane Q. Doe', ['author=Jane Q. Doe']],
    ['责任编辑：某某', []],
  ])('%s', (line, expected) => {
    const readings = readVisibleNames(factsOf(`<h1>标题在这里</h1><div>${line}</div>${body}`), 0);
    expect([...new Set(readings.map(({ field, value }) => `${field}=${value}`))]).toEqual(expected);
  });
});
