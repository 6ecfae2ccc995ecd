import type { z } from 'zod';
import { faultOfIssue } from '../rule-faults';
import type { Compiled } from '../matching/compiled';
import type { TokenTable } from '../matching/token-table';

/** What is wrong with a condition's settings. `path` leads from the settings to the place; `at` is an offset into a query. */
export interface ConditionFault {
  readonly path: readonly (string | number)[];
  readonly message: { readonly zh: string; readonly en: string };
  readonly expected: string;
  readonly at?: number;
  readonly isKey?: boolean;
}

export type CompiledCondition =
  | { readonly ok: true; readonly test: Compiled; readonly needs?: readonly AnalysisPart[] }
  | { readonly ok: false; readonly faults: readonly ConditionFault[] };

/** Parts of the analysis that a condition reads; what an event lacks of them has to be computed. */
export type AnalysisPart =
  'violations' | 'sentiment' | 'feeling' | 'genre' | 'attributes' | 'drugs' | 'companies' | 'numbers';

/** A condition describes itself: its name in `when`, its settings, what it reads, and how it becomes a test. */
export interface Condition<Settings = unknown> {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly settings: z.ZodType<Settings>;
  /** Which parts of the analysis the test reads under these settings, where that is known without compiling. */
  needs(settings: Settings): readonly AnalysisPart[];
  compile(settings: Settings, table: TokenTable): CompiledCondition;
}

/** Wraps a test that cannot fail to compile. */
export function compiled(test: Compiled): CompiledCondition {
  return { ok: true, test };
}

/** A condition whose settings were read: what it needs, and how to compile it. */
export interface PreparedCondition {
  readonly needs: readonly AnalysisPart[];
  compile(table: TokenTable): CompiledCondition;
}

export type Preparation =
  | { readonly ok: true; readonly condition: PreparedCondition }
  | { readonly ok: false; readonly faults: readonly ConditionFault[] };

/** A condition as the registry holds it: settings come in unread. */
export interface RegisteredCondition {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly settings: z.ZodType;
  prepare(raw: unknown): Preparation;
}

/** Makes a condition fit for the registry. */
export function registered<Settings>(condition: Condition<Settings>): RegisteredCondition {
  return {
    name: condition.name,
    title: condition.title,
    settings: condition.settings,
    prepare(raw) {
      const read = condition.settings.safeParse(raw);
      if (!read.success) return { ok: false, faults: read.error.issues.map(faultOfIssue) };
      return {
        ok: true,
        condition: { needs: condition.needs(read.data), compile: (table) => condition.compile(read.data, table) },
      };
    },
  };
}
