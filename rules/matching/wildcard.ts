import type { WildcardPiece } from '../../contracts/query';
import { endsSentence, isWordEnd, isWordStart } from '../query/character-classes';

type SolidPiece = Exclude<WildcardPiece, { type: 'any' }>;

/** A pattern cut at its `*`: solid segments that follow one another inside a sentence. */
export interface WildcardPattern {
  readonly segments: readonly (readonly SolidPiece[])[];
  /** False where the pattern itself begins (ends) with `*`, which reaches into a Latin word. */
  readonly boundedStart: boolean;
  readonly boundedEnd: boolean;
  /** The longest literal: without it nothing can match. */
  readonly longest: string;
}

/** Prepares a pattern whose literals are already normalised; undefined where no literal is left. */
export function wildcardPattern(pieces: readonly WildcardPiece[]): WildcardPattern | undefined {
  const segments: SolidPiece[][] = [[]];
  let longest = '';
  for (const piece of pieces) {
    if (piece.type === 'any') segments.push([]);
    else if (piece.type === 'one' || piece.text !== '') segments.at(-1)?.push(piece);
    if (piece.type === 'literal' && piece.text.length > longest.length) longest = piece.text;
  }
  if (longest === '') return undefined;
  return {
    segments: segments.filter((segment) => segment.length > 0),
    boundedStart: pieces[0]?.type !== 'any',
    boundedEnd: pieces.at(-1)?.type !== 'any',
    longest,
  };
}

/**
 * Shortest match from every place where the first segment fits, flat, by rising start. Linear for a given pattern: what later
 * segments found, and where the sentence ends, is kept for the starts that follow.
 */
export function wildcardSpans(pattern: WildcardPattern, text: string): number[] {
  const spans: number[] = [];
  const last = pattern.segments.length - 1;
  const finders = pattern.segments.map(
    (segment, index) => new SegmentFinder(segment, index === last && pattern.boundedEnd, text),
  );
  const [first, ...rest] = finders;
  if (first === undefined) return spans;
  const sentences = new SentenceEnds(text);
  for (let from = 0; ;) {
    const found = first.next(from, text.length);
    if (found === undefined) return spans;
    from = found.start + 1;
    if (pattern.boundedStart && !isWordStart(text, found.start)) continue;
    const end = restEnd(rest, found.end, sentences);
    if (end >= 0) spans.push(found.start, end);
  }
}

function restEnd(finders: readonly SegmentFinder[], from: number, sentences: SentenceEnds): number {
  let end = from;
  for (const finder of finders) {
    const found = finder.next(end, sentences.after(end));
    if (found === undefined) return -1;
    end = found.end;
  }
  return end;
}

/** Where the run of a `*` that begins at an offset has to stop. */
class SentenceEnds {
  private from = 0;
  private end = -1;

  constructor(private readonly text: string) {}

  after(offset: number): number {
    if (offset >= this.from && offset <= this.end) return this.end;
    let at = offset;
    while (at < this.text.length && !endsSentence(this.text, at)) at++;
    this.from = offset;
    this.end = at;
    return at;
  }
}

class SegmentFinder {
  private cached: { from: number; found: { start: number; end: number } | undefined } | undefined;
  private readonly lead: number;
  private readonly anchor: string;

  constructor(
    private readonly segment: readonly SolidPiece[],
    private readonly boundedEnd: boolean,
    private readonly text: string,
  ) {
    const index = segment.findIndex((piece) => piece.type === 'literal');
    const anchor = segment[index];
    this.lead = Math.max(0, index);
    this.anchor = anchor?.type === 'literal' ? anchor.text : '';
  }

  /** First match that begins in `[from, limit]`. */
  next(from: number, limit: number): { start: number; end: number } | undefined {
    const { cached } = this;
    let found = cached?.found;
    if (cached === undefined || from < cached.from || (found !== undefined && found.start < from)) {
      found = this.search(from);
      this.cached = { from, found };
    }
    return found !== undefined && found.start <= limit ? found : undefined;
  }

  private search(from: number): { start: number; end: number } | undefined {
    if (this.anchor === '') return this.searchPlain(from);
    for (let at = this.text.indexOf(this.anchor, from); at >= 0; at = this.text.indexOf(this.anchor, at + 1)) {
      const start = this.stepBack(at);
      const end = start >= from ? this.fit(start) : -1;
      if (end >= 0) return { start, end };
    }
    return undefined;
  }

  private searchPlain(from: number): { start: number; end: number } | undefined {
    for (let start = from; start < this.text.length; start++) {
      const end = this.fit(start);
      if (end >= 0) return { start, end };
    }
    return undefined;
  }

  /** `?` stands for a character, which may be a surrogate pair. */
  private stepBack(at: number): number {
    let start = at;
    for (let step = 0; step < this.lead; step++) {
      start--;
      const unit = this.text.charCodeAt(start);
      if (unit >= 0xdc00 && unit <= 0xdfff) start--;
    }
    return start;
  }

  private fit(start: number): number {
    let at = start;
    for (const piece of this.segment) {
      if (piece.type === 'literal') {
        if (!this.text.startsWith(piece.text, at)) return -1;
        at += piece.text.length;
      } else {
        const point = this.text.codePointAt(at);
        if (point === undefined || endsSentence(this.text, at)) return -1;
        at += point > 0xffff ? 2 : 1;
      }
    }
    return this.boundedEnd && !isWordEnd(this.text, at) ? -1 : at;
  }
}
