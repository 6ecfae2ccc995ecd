import type { RuleWindow } from '../../../contracts/rule';
import { windowKind } from '../../../rules/windows';
import type { WindowFired } from '../../../rules/windows/window';
import { Dice } from '../random-rules';

/** One thing that happens to one key. Times are minutes. */
export type Happening =
  | { readonly at: number; readonly id: string; readonly value?: string | number; readonly isMatch?: boolean }
  | { readonly tick: number };

export interface Outcome {
  readonly step: number;
  readonly fired: WindowFired;
}

export const minute = 60_000;

/** Runs one key's reducer; the state passes through JSON after every step, as through a store. */
export function runWindow(window: RuleWindow, happenings: readonly Happening[]): Outcome[] {
  const kind = windowKind(window.type);
  const outcomes: Outcome[] = [];
  let state: unknown;
  happenings.forEach((happening, step) => {
    const result =
      'tick' in happening
        ? kind.tick?.(window, state, happening.tick * minute)
        : kind.accept(window, state, {
            at: happening.at * minute,
            documentId: happening.id,
            value: happening.value ?? null,
            isMatch: happening.isMatch ?? true,
          });
    if (result === undefined) return;
    state = result.state === null ? undefined : JSON.parse(JSON.stringify(result.state));
    if (result.fired !== null) outcomes.push({ step, fired: result.fired });
  });
  return outcomes;
}

/** Steps at which it fired, and with what documents: short enough for a table. */
export function firings(window: RuleWindow, happenings: readonly Happening[]): string[] {
  return runWindow(window, happenings).map(({ step, fired }) => `${step}:${fired.documentIds.join(',')}`);
}

/** Events of one key, mostly in order, some late, some at the same minute. */
export function randomHappenings(
  dice: Dice,
  options: {
    readonly count: number;
    readonly spread: number;
    readonly values?: readonly (string | number)[];
    readonly ticks?: number;
  },
): Happening[] {
  const happenings: Happening[] = [];
  let now = dice.below(5);
  for (let index = 0; index < options.count; index++) {
    now += dice.chance(0.1) ? dice.below(options.spread * 4) : dice.below(options.spread);
    if (dice.chance(options.ticks ?? 0)) {
      happenings.push({ tick: now });
      continue;
    }
    const at = dice.chance(0.25) ? Math.max(0, now - dice.below(options.spread * 6)) : now;
    const value = options.values === undefined ? undefined : dice.pick(options.values);
    happenings.push({ at, id: `d${index}`, isMatch: dice.chance(0.5), ...(value === undefined ? {} : { value }) });
  }
  return happenings;
}

/** What a brute-force evaluator sees: everything that has arrived so far. */
export type Arrived = Extract<Happening, { id: string }>;

export function isEvent(happening: Happening): happening is Arrived {
  return 'id' in happening;
}

/** Arrived events by time, those of one time by arrival. */
export function byTime(events: readonly Arrived[]): Arrived[] {
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event.at - b.event.at || a.index - b.index)
    .map(({ event }) => event);
}

export function idsOf(events: readonly Arrived[]): string {
  return byTime(events)
    .map((event) => event.id)
    .join(',');
}
