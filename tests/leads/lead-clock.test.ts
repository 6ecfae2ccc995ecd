import { clockAt, extendClock, startVerifyClock } from '../../leads/lead-clock';
import { addWorkingDays, shanghaiDay, workingDaysBetween } from '../../leads/working-days';

/** Counted by hand on the State Council's calendars of 2024 to 2026. */
const rows: [sentence: string, start: string, days: number, due: string][] = [
  ['an ordinary Monday', '2026-05-11', 1, '2026-05-12'],
  ['a Friday, over the weekend', '2026-05-15', 1, '2026-05-18'],
  ['a Saturday', '2026-05-16', 1, '2026-05-18'],
  ['fifteen days without holidays', '2026-05-18', 15, '2026-06-08'],
  ['over Labour Day 2025 with its make-up Sunday before', '2025-04-24', 3, '2025-04-28'],
  ['before National Day 2025, which rests eight days', '2025-09-30', 1, '2025-10-09'],
  ['a make-up Saturday counts (2025-10-11)', '2025-10-10', 1, '2025-10-11'],
  ['over Spring Festival 2025', '2025-01-26', 2, '2025-02-05'],
  ['over the year’s end', '2024-12-31', 1, '2025-01-02'],
  ['fifteen days over Spring Festival 2025', '2025-01-20', 15, '2025-02-14'],
];

test.each(rows)('%s: from %s, %i working days end on %s', (_sentence, start, days, due) => {
  expect(addWorkingDays(start, days)).toBe(due);
  expect(workingDaysBetween(start, due)).toBe(days);
});

test.each([
  ['2026-05-10T15:59:59Z', '2026-05-10'],
  ['2026-05-10T16:00:00Z', '2026-05-11'],
  ['2026-05-11T00:30:00+08:00', '2026-05-11'],
])('%s is %s in Shanghai', (moment, day) => expect(shanghaiDay(moment)).toBe(day));

describe('the clock of a lead', () => {
  const clock = startVerifyClock('2026-05-18T10:00:00+08:00');

  test('starts with 15 working days, its statute, and its arithmetic', () => {
    expect(clock).toMatchObject({
      workingDays: 15,
      startedOn: '2026-05-18',
      dueOn: '2026-06-08',
      remainingWorkingDays: 15,
      overdue: false,
    });
    expect(clock.statute).toContain('第十八条');
    expect(clock.arithmetic).toContain('2026-06-08');
  });

  test.each([
    ['2026-05-18T23:00:00+08:00', 15, false],
    ['2026-06-05T09:00:00+08:00', 1, false],
    ['2026-06-08T23:59:00+08:00', 0, false],
    ['2026-06-09T00:01:00+08:00', -1, true],
  ])('at %s: %i days remain, overdue %s', (now, remaining, overdue) => {
    expect(clockAt(clock, now)).toMatchObject({ remainingWorkingDays: remaining, overdue });
  });

  test('a stopped clock stands still', () => {
    const stopped = { ...clock, stoppedAt: '2026-06-05T09:00:00+08:00' };
    expect(clockAt(stopped, '2027-01-01T00:00:00+08:00')).toMatchObject({ remainingWorkingDays: 1, overdue: false });
  });

  const request = { reason: '需外地协查', approvedBy: '丙负责人', now: '2026-06-01T09:00:00+08:00' };

  test('is extended once by 15 working days with the name of who approved', () => {
    const extended = extendClock(clock, request);
    if ('refused' in extended) throw new Error(extended.refused);
    expect(extended.clock).toMatchObject({
      dueOn: addWorkingDays('2026-06-08', 15),
      extension: { workingDays: 15, approvedBy: '丙负责人' },
    });
    expect(extendClock(extended.clock, request)).toEqual({ refused: 'already-extended' });
  });

  test.each([
    ['when overdue', clock, { ...request, now: '2026-06-09T09:00:00+08:00' }, 'overdue'],
    ['when stopped', { ...clock, stoppedAt: request.now }, request, 'stopped'],
  ])('is not extended %s', (_what, standing, wish, refused) => {
    expect(extendClock(standing, wish)).toEqual({ refused });
  });
});
