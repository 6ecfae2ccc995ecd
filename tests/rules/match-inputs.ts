import type { MatchInput } from '../../contracts/rule-match';
import { readEvent } from '../../rules/to-match-input';

/** A document for tests: what is not given is what an event without it would be. */
export function inputOf(given: Record<string, unknown> = {}): MatchInput {
  const read = readEvent({ id: 'd1', collectedAt: '2026-03-02T10:00:00+08:00', ...given }, '2026-03-02T10:00:00+08:00');
  if (!read.ok) throw new Error(read.message);
  return read.input;
}
