import type { RuleSchedule } from '../contracts/rule';
import { beijingClock } from './event-time';

/** Whether a rule may speak at a moment, Beijing time. A night shift (20:00 to 08:00) belongs to the day it begins on. */
export function isOpen(schedule: RuleSchedule | undefined, ms: number): boolean {
  if (schedule === undefined) return true;
  const { day, minute } = beijingClock(ms);
  const from = minutesOf(schedule.from);
  const to = minutesOf(schedule.to);
  if (from < to) return schedule.days.includes(day) && minute >= from && minute < to;
  const yesterday = day === 1 ? 7 : day - 1;
  return (schedule.days.includes(day) && minute >= from) || (schedule.days.includes(yesterday) && minute < to);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
