import { beijingClock, formatTime, toEpoch, withZone, zoneMinutes } from '../../rules/event-time';
import { isOpen } from '../../rules/schedule';

describe('toEpoch', () => {
  const cases: [text: string, same: string | undefined][] = [
    ['2026-03-02T10:00:00+08:00', '2026-03-02T02:00:00Z'],
    ['2026-03-02T10:00:00', '2026-03-02T02:00:00Z'],
    ['2026-03-02 10:00', '2026-03-02T02:00:00Z'],
    ['2026-03-02', '2026-03-01T16:00:00Z'],
    ['2026-03-02T10:00:00z', '2026-03-02T10:00:00Z'],
    ['2026-03-02T10:00:00.5Z', '2026-03-02T10:00:00.500Z'],
    ['2026-03-02T10:00:00+0800', '2026-03-02T02:00:00Z'],
    ['2026-13-02T10:00:00Z', undefined],
    ['2026-03-02T25:00:00Z', undefined],
    ['yesterday', undefined],
    ['', undefined],
    ['1772416800', undefined],
  ];
  test.each(cases)('%s', (text, same) => {
    expect(toEpoch(text)).toBe(same === undefined ? undefined : Date.parse(same));
  });
});

describe('formatTime', () => {
  const cases: [ms: string, minutes: number, text: string][] = [
    ['2026-03-02T02:00:00Z', 480, '2026-03-02T10:00:00+08:00'],
    ['2026-03-02T02:00:00.250Z', 480, '2026-03-02T10:00:00.250+08:00'],
    ['2026-03-02T02:00:00Z', 0, '2026-03-02T02:00:00Z'],
    ['2026-03-02T02:00:00Z', -210, '2026-03-01T22:30:00-03:30'],
    ['2026-03-02T23:59:59Z', 345, '2026-03-03T05:44:59+05:45'],
  ];
  test.each(cases)('%s in %d minutes east is %s', (ms, minutes, text) => {
    expect(formatTime(Date.parse(ms), minutes)).toBe(text);
    expect(toEpoch(text)).toBe(Date.parse(ms));
    expect(zoneMinutes(text)).toBe(minutes);
  });
  test('is Beijing time where no zone is asked for', () => {
    expect(formatTime(0)).toBe('1970-01-01T08:00:00+08:00');
  });
});

describe('withZone', () => {
  const cases: [text: string, expected: string | undefined][] = [
    ['2026-03-02T10:00:00+08:00', '2026-03-02T10:00:00+08:00'],
    ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00Z'],
    ['2026-03-02T10:00:00', '2026-03-02T10:00:00+08:00'],
    ['2026-03-02', '2026-03-02T00:00:00+08:00'],
    ['2026-03-02T10:00:00+0800', '2026-03-02T10:00:00+08:00'],
    ['none', undefined],
  ];
  test.each(cases)('%s', (text, expected) => {
    expect(withZone(text)).toBe(expected);
  });
});

test('beijingClock knows Monday from Sunday', () => {
  expect(beijingClock(Date.parse('2026-03-02T00:00:00+08:00'))).toEqual({ day: 1, minute: 0 });
  expect(beijingClock(Date.parse('2026-03-01T23:59:00+08:00'))).toEqual({ day: 7, minute: 1439 });
  expect(beijingClock(Date.parse('2026-03-01T16:00:00Z'))).toEqual({ day: 1, minute: 0 });
});

describe('isOpen', () => {
  const weekdays = { days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' };
  const nights = { days: [5], from: '20:00', to: '08:00' };
  const allDay = { days: [6, 7], from: '00:00', to: '24:00' };
  // 2 March 2026 is a Monday.
  const cases: [sentence: string, schedule: Parameters<typeof isOpen>[0], time: string, open: boolean][] = [
    ['without a schedule always', undefined, '2026-03-02T03:00', true],
    ['from its first minute', weekdays, '2026-03-02T08:00', true],
    ['not the minute before', weekdays, '2026-03-02T07:59', false],
    ['to its last minute', weekdays, '2026-03-02T19:59', true],
    ['not at the end itself', weekdays, '2026-03-02T20:00', false],
    ['not on another day', weekdays, '2026-03-07T12:00', false],
    ['in the night of its day', nights, '2026-03-06T22:00', true],
    ['in the morning after', nights, '2026-03-07T07:59', true],
    ['not when that morning is over', nights, '2026-03-07T08:00', false],
    ['not in the morning of the day itself', nights, '2026-03-06T07:00', false],
    ['all day to midnight', allDay, '2026-03-08T23:59', true],
    ['not after midnight', allDay, '2026-03-09T00:00', false],
    ['over the turn of the week', { days: [7], from: '22:00', to: '02:00' }, '2026-03-09T01:00', true],
    ['all day where from is to', { days: [1], from: '08:00', to: '08:00' }, '2026-03-02T09:00', true],
  ];
  test.each(cases)('%s', (_, schedule, time, open) => {
    expect(isOpen(schedule, Date.parse(`${time}:00+08:00`))).toBe(open);
  });
});
