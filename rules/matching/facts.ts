import type { MatchInput } from '../../contracts/rule-match';

/** Names of what the analysis states, so that a rule that needs one of them is asked only where it stands. */
export function factsOf(input: MatchInput): Set<string> {
  const facts = new Set<string>();
  for (const finding of input.violations) facts.add(codeFact(finding.code)).add(anyFinding);
  for (const code of input.attributes) facts.add(attributeFact(code));
  if (input.sentiment !== null) facts.add(sentimentFact(input.sentiment.label));
  if (input.genre !== null) facts.add(genreFact(input.genre));
  if (input.numbers.length > 0) facts.add(anyNumber);
  return facts;
}

export const anyFinding = 'finding';
export const anyNumber = 'number';
export function codeFact(code: string): string {
  return `code:${code}`;
}
export function attributeFact(code: string): string {
  return `attribute:${code}`;
}
export function sentimentFact(label: string): string {
  return `sentiment:${label}`;
}
export function genreFact(name: string): string {
  return `genre:${name}`;
}
