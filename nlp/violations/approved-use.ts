import type { KnownFacts } from '../../contracts/analysis';
import type { PhraseMatch, Span } from '../context/read-phrases';
import type { Subject } from './subject';

/** The approved indication, function or intended use, where one is known. */
export function approvedUse(facts: KnownFacts): string | undefined {
  return facts.approved_function ?? facts.filed_use;
}

const claimGroups = ['disease-claim', 'efficacy-guarantee', 'health-function'];
const shared = 2;

/** What the text claims of ailments and functions that the approved text does not speak of. */
export function claimedBeyond(subject: Subject, approved: string): Span[] {
  const plain = approved.toLowerCase();
  const claims = claimGroups.flatMap((group) => subject.asserted(group));
  const ailments = subject.hits('ailment').filter((hit) => !plain.includes(subject.text.slice(hit.start, hit.end)));
  const beyond = claims.filter((claim) => !sharesWords(subject.text.slice(claim.start, claim.end), plain));
  if (beyond.length > 0) return beyond.slice(0, 3).map(({ start, end }) => ({ start, end }));
  // A bare list of ailments as the intended use ("适用于……") speaks beyond the label as well.
  return ailments.length >= shared ? ailments.slice(0, 3) : [];
}

/** Two characters in a row that the approved text also has. */
function sharesWords(claim: string, approved: string): boolean {
  for (let at = 0; at + shared <= claim.length; at++) if (approved.includes(claim.slice(at, at + shared))) return true;
  return false;
}

const functionNames =
  /^(?:辅助|有助于|帮助|缓解视疲劳|缓解体力疲劳|缓解视觉疲劳|清咽|改善睡眠|增强免疫力|促进|对.{2,8}有辅助保护)/u;

/** Names of approved health-food functions, and the very function this product is approved for, are no disease claim. */
export function isApprovedFunction(subject: Subject, match: PhraseMatch): boolean {
  const before = subject.text.slice(Math.max(0, match.start - 8), match.start);
  const claim = subject.text.slice(match.start, match.end);
  if (/对[^,，。;；]{1,12}(?:有|具有)?辅助保护/u.test(subject.text.slice(Math.max(0, match.start - 4), match.end + 14)))
    return true;
  if (
    /辅助(?:性)?$|有助于(?:维持)?$|有助于调节(?:体内)?$|帮助$|有辅助保护功能$/u.test(before) ||
    functionNames.test(claim)
  )
    return true;
  const { approved_function: approved } = subject.facts;
  return approved !== undefined && approved.includes(claim);
}
