import type { Finding } from '../../../contracts/violation';

/** Findings whose quote stands in the text at their offsets, and those that were read from pictures. */
export function placeFindings(whole: string, findings: readonly Finding[]): { inText: boolean[] } {
  return { inText: findings.map((finding) => whole.slice(finding.start, finding.end) === finding.quote) };
}

/** The same findings with an empty range where the quote is not in the text, so that numbers stay and nothing wrong is marked. */
export function markable(whole: string, findings: readonly Finding[]): Finding[] {
  const { inText } = placeFindings(whole, findings);
  return findings.map((finding, index) => (inText[index] ? finding : { ...finding, start: 0, end: 0 }));
}
