import { findDates, formatDate, normaliseTime } from '../../../crawler/extract/find-dates';

describe('findDates', () => {
  test.each([
    ['2026-05-06 07:08:09', '2026-05-06T07:08:09+08:00'],
    ['发布时间：2026年5月6日 7时08分', '2026-05-06T07:08:00+08:00'],
    ['2026年05月06日星期三 下午3:20', '2026-05-06T15:20:00+08:00'],
    ['2026/5/6', '2026-05-06'],
    ['2026.05.06', '2026-05-06'],
    ['2026 \n 05/06 \n 07:08', '2026-05-06T07:08:00+08:00'],
    ['2026-05-0607:08', '2026-05-06T07:08:00+08:00'],
    ['2026-05-06T07:08:09Z', '2026-05-06T07:08:09Z'],
    ['2026-05-06T07:08:09+0100', '2026-05-06T07:08:09+01:00'],
    ['May 6, 2026 at 7:08 pm', '2026-05-06T19:08:00+08:00'],
    ['6 May 2026', '2026-05-06'],
    ['Sept. 16th, 2026', '2026-09-16'],
    ['20260506', '2026-05-06'],
  ])('%j → %s', (text, expected) => expect(formatDate(findDates(text)[0]!)).toBe(expected));

  test.each(['', '电话 0571-12345678', '版本 3.4.40', '2026-13-40', '第2026号', '1/2'])('%j holds no date', (text) =>
    expect(findDates(text)).toEqual([]),
  );

  test('a date without a year is found and not completed', () => {
    const [date] = findDates('发布时间：05-0607:08');
    expect(date).toMatchObject({ year: null, month: 5, day: 6, time: '07:08:00' });
    expect(formatDate(date!)).toBeNull();
    expect(formatDate(date!, 2026)).toBe('2026-05-06T07:08:00+08:00');
  });
});

describe('normaliseTime', () => {
  test.each([
    ['2026-05-06T07:08:09+08:00', '2026-05-06T07:08:09+08:00'],
    ['2026-05-06 07:08', '2026-05-06T07:08:00+08:00'],
    ['Wed, 06 May 2026 07:08:09 GMT', '2026-05-06T15:08:09+08:00'],
    ['1778022489', '2026-05-06T07:08:09+08:00'],
    ['1778022489000', '2026-05-06T07:08:09+08:00'],
    ['2026-05-06', '2026-05-06'],
    ['yesterday', null],
    ['', null],
    ['9999999999999', null],
  ])('%j → %s', (raw, expected) => expect(normaliseTime(raw)).toBe(expected));
});
