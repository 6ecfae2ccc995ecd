/**
 * The notation of the phrase files. A pattern is a line of steps parted by spaces:
 * `<name>` or `<a|b>` any hit of these concepts · `词|语` one of these words (`<name>` may stand among them) · `~8` up to 8 characters before the next step,
 * within the sentence (2 where nothing is written) · `~~8` the same, across sentences · `+` nothing in between.
 */
export interface PatternStep {
  /** Concepts by name; words written in the pattern itself stand in `words`. */
  readonly concepts: readonly string[];
  readonly words: readonly string[];
  /** Most characters between the step before and this one. */
  readonly maxGap: number;
  readonly crossesSentence: boolean;
}

const defaultGap = 2;

/** Parses one line of the notation; throws with the line where it makes no sense. */
export function parsePattern(line: string): PatternStep[] {
  const steps: PatternStep[] = [];
  let gap = { maxGap: defaultGap, crossesSentence: false };
  let lastIsGap = true;
  for (const token of line.trim().split(/\s+/u)) {
    const spoken = readGap(token);
    if (spoken) {
      if (lastIsGap) throw new Error(`phrase pattern with a gap to nothing: "${line}"`);
      gap = spoken;
      lastIsGap = true;
      continue;
    }
    steps.push({ ...readAlternatives(token), ...gap });
    gap = { maxGap: defaultGap, crossesSentence: false };
    lastIsGap = false;
  }
  if (lastIsGap || steps.length === 0 || steps.some((step) => step.concepts.length + step.words.length === 0)) {
    throw new Error(`phrase pattern without a step: "${line}"`);
  }
  return steps;
}

function readGap(token: string): { maxGap: number; crossesSentence: boolean } | undefined {
  if (token === '+') return { maxGap: 0, crossesSentence: false };
  const match = /^(~~?)(\d+)$/u.exec(token);
  return match ? { maxGap: Number(match[2]), crossesSentence: match[1] === '~~' } : undefined;
}

function readAlternatives(token: string): { concepts: string[]; words: string[] } {
  const named = /^<([^<>]+)>$/u.exec(token);
  if (named?.[1] !== undefined) return { concepts: named[1].split('|'), words: [] };
  const alternatives = token.split('|').filter((word) => word !== '');
  const conceptName = (word: string): string | undefined => /^<([^<>]+)>$/u.exec(word)?.[1];
  const concepts = alternatives.flatMap((word) => conceptName(word) ?? []);
  const words = alternatives.filter((word) => conceptName(word) === undefined);
  const odd = words.find((word) => /[<>?*()[\]'~]/u.test(word));
  if (odd !== undefined) throw new Error(`phrase pattern with a stray sign: "${odd}"`);
  return { concepts, words };
}
