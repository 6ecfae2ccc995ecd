import { compileWhen } from '../../../rules/compile-when';
import { DocumentScan } from '../../../rules/matching/document-scan';
import { TokenTable } from '../../../rules/matching/token-table';
import { inputOf } from '../match-inputs';

/** Whether a node of `when` holds for an event; a fault's English message where the node is wrong. */
export function holds(when: Record<string, unknown>, event: Record<string, unknown>): boolean | string {
  const table = new TokenTable();
  const compiled = compileWhen(when, table);
  if (!compiled.ok) return compiled.faults[0]!.message.en;
  const scan = new DocumentScan(table);
  scan.begin(inputOf(event), Date.parse('2026-03-02T10:00:00+08:00'));
  return compiled.test.holds(scan);
}

export type Row = [
  sentence: string,
  when: Record<string, unknown>,
  event: Record<string, unknown>,
  expected: boolean | RegExp,
];

/** One test a row: a pattern as outcome means that the settings are refused with such a message. */
export function check(rows: readonly Row[]): void {
  test.each(rows)('%s', (_, when, event, expected) => {
    const outcome = holds(when, event);
    if (expected instanceof RegExp) expect(outcome).toMatch(expected);
    else expect(outcome).toBe(expected);
  });
}

/** A finding as an event gives it. */
export const found = (code: string, severity = 'S2', confidence = 0.8) => ({ code, severity, confidence });
