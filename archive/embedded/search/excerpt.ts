import type { MatchInput } from '../../../contracts/rule-match';
import type { QueryNode } from '../../../contracts/query';
import { normalise } from '../../../text/normalise';

const before = 30;
const length = 140;

/** Words of a query that a hit can be shown by, normalised; what is denied is none of them. */
export function shownWords(query: QueryNode | null): string[] {
  if (query === null) return [];
  switch (query.type) {
    case 'word':
      return query.field === null || query.field === 'text' ? [normalise(query.text).text.trim()].filter(Boolean) : [];
    case 'wildcard':
      return query.pieces
        .flatMap((piece) => (piece.type === 'literal' ? [normalise(piece.text).text.trim()] : []))
        .filter(Boolean);
    case 'and':
    case 'or':
      return query.items.flatMap(shownWords);
    case 'near':
      return [...shownWords(query.left), ...shownWords(query.right)];
    default:
      return [];
  }
}

/** A piece of the original text around the first hit of one of `words`, or its beginning. */
export function excerptOf(input: MatchInput, words: readonly string[]): string {
  const at = firstHit(input.text, words) ?? 0;
  const from = Math.max(0, at - before);
  const piece = input.text
    .slice(from, from + length)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const text = piece === '' ? input.imageText.slice(0, length).trim() : piece;
  return `${from > 0 ? '…' : ''}${text}${from + length < input.text.length ? '…' : ''}`;
}

/** The plain text is asked first: mapping back from the normalised one is the dearer way. */
function firstHit(text: string, words: readonly string[]): number | undefined {
  const plain = earliest(words.map((word) => text.indexOf(word)));
  if (plain !== undefined || words.length === 0) return plain;
  const normalised = normalise(text);
  const found = earliest(words.map((word) => normalised.text.indexOf(word)));
  return found === undefined ? undefined : normalised.originalRange(found, found + 1).start;
}

function earliest(offsets: readonly number[]): number | undefined {
  const found = offsets.filter((offset) => offset >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}
