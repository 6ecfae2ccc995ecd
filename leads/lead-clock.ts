import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';
import type { Clock } from '../contracts/lead';
import { addWorkingDays, shanghaiDay, workingDaysBetween } from './working-days';

const statutes = z
  .object({
    verify: z.object({
      name: z.string(),
      statute: z.string(),
      workingDays: z.number().int(),
      extension: z.object({ workingDays: z.number().int(), statute: z.string() }),
    }),
  })
  .parse(parse(readFileSync(dataFile('leads/statutes.yaml'), 'utf8')));

function arithmeticOf(startedOn: string, days: readonly number[], dueOn: string): string {
  return `自 ${startedOn} 次日起 ${days.join(' + ')} 个工作日（扣除周末与法定节假日，计入调休上班日），至 ${dueOn} 止`;
}

/** The clock of a lead found at `startedAt`: 15 working days to verify it (程序规定 第十八条). */
export function startVerifyClock(startedAt: string): Clock {
  const startedOn = shanghaiDay(startedAt);
  const { name, statute, workingDays } = statutes.verify;
  const dueOn = addWorkingDays(startedOn, workingDays);
  return {
    name,
    statute,
    startedOn,
    workingDays,
    dueOn,
    remainingWorkingDays: workingDays,
    overdue: false,
    stoppedAt: null,
    arithmetic: arithmeticOf(startedOn, [workingDays], dueOn),
    extension: null,
  };
}

/** The clock as it stands at `now`; a stopped one stands as it did when it was stopped. */
export function clockAt(clock: Clock, now: string): Clock {
  const today = shanghaiDay(clock.stoppedAt ?? now);
  return { ...clock, remainingWorkingDays: workingDaysBetween(today, clock.dueOn), overdue: today > clock.dueOn };
}

export type Extension = { readonly clock: Clock } | { readonly refused: 'already-extended' | 'stopped' | 'overdue' };

/** Extends once by 15 working days with the name of who approved; refused when stopped, overdue, or extended before. */
export function extendClock(clock: Clock, request: { reason: string; approvedBy: string; now: string }): Extension {
  if (clock.stoppedAt !== null) return { refused: 'stopped' };
  if (clock.extension !== null) return { refused: 'already-extended' };
  if (clockAt(clock, request.now).overdue) return { refused: 'overdue' };
  const { workingDays } = statutes.verify.extension;
  const dueOn = addWorkingDays(clock.dueOn, workingDays);
  const extended: Clock = {
    ...clock,
    dueOn,
    arithmetic: arithmeticOf(clock.startedOn, [clock.workingDays, workingDays], dueOn),
    extension: { workingDays, reason: request.reason, approvedBy: request.approvedBy, at: request.now },
  };
  return { clock: clockAt(extended, request.now) };
}
