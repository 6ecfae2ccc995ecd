import type { ZodType } from 'zod';
import type { Job } from './stores';

/** Work that follows from a result; its id derives from its input, so repeating the stage queues nothing twice. */
export type NextJob = Omit<Job, 'attempts' | 'runAt'> & { readonly runAt?: string };

export interface StageContext {
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly attempt: number;
}

/**
 * One step of the flow. `run` is the room's function: none, one, or several results. `keep` stores them and names the
 * work that follows; it runs in one unit of work with the completion of the job. A stage `withinUnit` runs there too,
 * because what it decides and what it remembers must be kept together.
 */
export interface Stage<In = unknown, Out = unknown> {
  readonly name: StageName;
  readonly takes: ZodType<In>;
  readonly gives: ZodType<Out>;
  readonly concurrency: number;
  readonly perLane?: number;
  readonly deadlineMs: number;
  readonly attempts: number;
  readonly withinUnit?: boolean;
  subjectOf(input: In): string;
  run(input: In, context: StageContext): Promise<readonly Out[]>;
  keep(results: readonly Out[], input: In, context: StageContext): Promise<readonly NextJob[]>;
  /** Called when the unit of work of a stage `withinUnit` failed: what it remembers in memory is no longer true. */
  rolledBack?(): void;
  /** What must be known elsewhere when the work is given up for good. */
  giveUp?(input: In, fault: { reason: string; message: string }, context: StageContext): Promise<void>;
}

export const stageNames = [
  'visit',
  'fetch',
  'extract',
  'analyse',
  'index',
  'match',
  'raise',
  'capture',
  'read-images',
] as const;
export type StageName = (typeof stageNames)[number];

/** Lets stages of different types stand in one list; the runner parses every input with `takes` before `run` sees it. */
export function stage<In, Out>(definition: Stage<In, Out>): Stage {
  return definition;
}
