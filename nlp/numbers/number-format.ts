/** Why a number is not valid; the sentences for people are in `reasons.yaml`. */
export type NumberReason =
  | 'wrong-form'
  | 'not-an-approval'
  | 'impossible-year'
  | 'impossible-date'
  | 'unknown-province'
  | 'unknown-origin'
  | 'wrong-issuer'
  | 'wrong-check-digit'
  | 'expired'
  | 'abolished-form';

/** What a check is given: the match on normalised text (lower case, narrow) and the day it is judged by, `YYYY-MM-DD`. */
export interface NumberMatch {
  readonly groups: readonly (string | undefined)[];
  readonly day: string;
}

/** One kind of registry number, described by itself. */
export interface NumberFormat {
  readonly type: string;
  /** What officers call it. */
  readonly name: string;
  /** A word without which the pattern cannot match; saves running it. Absent: always tried. */
  readonly trigger?: string;
  /** Global, on normalised text; group numbers are those that `check` reads. */
  readonly pattern: RegExp;
  /** Why the number cannot be right, or nothing. */
  readonly check: (match: NumberMatch) => NumberReason | undefined;
  /** A wide pattern reports only what no strict one has taken. */
  readonly isWide?: boolean;
  /** Where the form is laid down, and how well that is known. */
  readonly source: string;
}
