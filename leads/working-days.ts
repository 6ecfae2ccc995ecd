import { isWorkday } from 'chinese-days';

const dayMs = 86_400_000;

/** Calendar day `YYYY-MM-DD` in Asia/Shanghai of a moment. China has had no summer time since 1991: the offset is +08:00. */
export function shanghaiDay(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/**
 * The last day of a period of `count` working days that begins the day after `startDay` (行政处罚法 第八十五条: 工作日,
 * the day of the event is not counted). Holidays and make-up days are those of the State Council's notices in chinese-days.
 */
export function addWorkingDays(startDay: string, count: number): string {
  let day = startDay;
  let left = count;
  while (left > 0) {
    day = nextDay(day);
    if (isWorkday(day)) left -= 1;
  }
  return day;
}

/** Working days after `fromDay` up to and including `toDay`; negative when `toDay` lies before. */
export function workingDaysBetween(fromDay: string, toDay: string): number {
  if (toDay < fromDay) return -workingDaysBetween(toDay, fromDay);
  let count = 0;
  for (let day = fromDay; day < toDay;) {
    day = nextDay(day);
    if (isWorkday(day)) count += 1;
  }
  return count;
}
