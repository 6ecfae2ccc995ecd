import type { Severity } from '../../contracts/primitives';

/** A suspicion before it is written up: a range of the normalised text, how sure, and why. */
export interface Draft {
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  /** One Chinese clause; the finding prefixes it with 疑似. */
  readonly why: string;
  readonly severity?: Severity;
  readonly missingFacts?: readonly string[];
}
