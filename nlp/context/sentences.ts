/** Where sentences begin: a title is one, and so is every stretch up to 。！？； or a line break. */
export interface Sentences {
  /** Start of each sentence, rising; the first is 0. */
  readonly starts: readonly number[];
  /** Number of the sentence that holds a position. */
  at(position: number): number;
  differ(one: number, other: number): boolean;
  /** Range of a sentence. */
  span(number: number): { start: number; end: number };
}

const sentenceEnd = /[。!?！？;；\n]+/gu;

/** Splits a normalised text into sentences; linear. */
export function splitSentences(text: string): Sentences {
  const numbers = new Uint32Array(text.length + 1);
  const starts = [0];
  let from = 0;
  sentenceEnd.lastIndex = 0;
  for (let found = sentenceEnd.exec(text); found; found = sentenceEnd.exec(text)) {
    const next = found.index + found[0].length;
    if (next >= text.length) break;
    numbers.fill(starts.length - 1, from, next);
    starts.push(next);
    from = next;
  }
  numbers.fill(starts.length - 1, from);
  const at = (position: number): number => numbers[Math.max(0, Math.min(position, text.length))] ?? 0;
  return {
    starts,
    at,
    differ: (one, other) => at(one) !== at(other),
    span: (number) => ({ start: starts[number] ?? 0, end: starts[number + 1] ?? text.length }),
  };
}
