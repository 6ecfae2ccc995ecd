import type { AnalysisInput, Entity, KnownFacts, NumberFound } from '../contracts/analysis';
import type { NormalisedString } from '../text/normalise';

/** What every reader of a text is given: the original, its normalised form with the way back, and what was found in it. */
export interface PreparedText {
  readonly input: AnalysisInput;
  /** `title + "\n" + text`: the string that all offsets point into. */
  readonly original: string;
  readonly normalised: NormalisedString;
  readonly entities: readonly Entity[];
  readonly numbers: readonly NumberFound[];
  /** `context` of the input joined with what the registry answered; the input wins. */
  readonly facts: KnownFacts;
}
