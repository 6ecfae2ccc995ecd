import { firstFrom, type PhraseReading, type Span } from './read-phrases';
import type { Sentences } from './sentences';

export type ScopeKind = 'prohibited' | 'quoted' | 'reported' | 'negated' | 'asked' | 'warned' | 'label';

/** A stretch of the normalised text that does not speak for its author. */
export interface Scope extends Span {
  readonly kind: ScopeKind;
}

/** One byte a position: 1 where a scope of these kinds holds it (its first character, the mark or the negator itself, left out). */
export function scopeMask(length: number, scopes: readonly Scope[], kinds: ReadonlySet<ScopeKind>): Uint8Array {
  const changes = new Int32Array(length + 2);
  for (const { kind, start, end } of scopes) {
    if (!kinds.has(kind) || end <= start + 1) continue;
    changes[start + 1] = (changes[start + 1] ?? 0) + 1;
    changes[Math.min(end, length + 1)] = (changes[Math.min(end, length + 1)] ?? 0) - 1;
  }
  const mask = new Uint8Array(length + 1);
  let open = 0;
  for (let at = 0; at <= length; at++) {
    open += changes[at] ?? 0;
    mask[at] = open > 0 ? 1 : 0;
  }
  return mask;
}

const quoteMarks = /[“"「『]([^“”"「」『』\n]{2,300})[”"」』]/gu;
const negationReach = 10;
const labelReach = 220;
const clauseMark = /[,，。!?！？;；、\n]/u;

/** Reads quotation, reported speech, negation, question, warning and label text; each scope ends with its clause or sentence. */
export function readScopes(text: string, reading: PhraseReading, sentences: Sentences): Scope[] {
  return [
    ...quotedScopes(text, reading),
    ...sentenceScopes('reported', reading.concept('claim-report'), sentences),
    ...negatedScopes(text, reading),
    ...sentenceScopes('prohibited', reading.concept('prohibition'), sentences),
    ...askedScopes(text, sentences),
    ...sentenceScopes('warned', reading.concept('scope-warning'), sentences),
    ...reading.group('label-heading').map((hit): Scope => labelScope(text, hit)),
  ];
}

/** Quotation marks count where somebody is said to speak shortly before or after them. */
function quotedScopes(text: string, reading: PhraseReading): Scope[] {
  const verbs = reading.concept('report-verb');
  const comments = reading.concept('quote-comment');
  const leads = reading.concept('quote-lead');
  const scopes: Scope[] = [];
  const passages: QuotedPassage[] = [];
  quoteMarks.lastIndex = 0;
  for (let found = quoteMarks.exec(text); found; found = quoteMarks.exec(text)) {
    const start = found.index;
    const end = start + found[0].length;
    const near = verbs[firstFrom(verbs, start - 14)];
    const comment = comments[firstFrom(comments, end)];
    const lead = leads[firstFrom(leads, start - 5)];
    const isTold =
      (near && near.start <= end + 8) || (comment && comment.start <= end + 6) || (lead && lead.start < start);
    passages.push({ start, end, isTold: Boolean(isTold) });
  }
  // Passages in a row ("……""……"等) are told together.
  for (let at = passages.length - 1; at >= 0; at--) {
    const [one, next] = [passages[at], passages[at + 1]];
    if (!one) continue;
    if (next?.isTold && next.start - one.end <= 2) one.isTold = true;
    if (one.isTold) scopes.push({ kind: 'quoted', start: one.start, end: one.end });
  }
  return scopes.reverse();
}

interface QuotedPassage extends Span {
  isTold: boolean;
}

function sentenceScopes(kind: ScopeKind, hits: readonly Span[], sentences: Sentences): Scope[] {
  return hits.map((hit) => ({ kind, start: hit.start, end: sentences.span(sentences.at(hit.start)).end }));
}

function negatedScopes(text: string, reading: PhraseReading): Scope[] {
  return reading.concept('negator').map((hit) => {
    const mark = text.slice(hit.end, hit.end + negationReach).search(clauseMark);
    return { kind: 'negated', start: hit.start, end: hit.end + (mark < 0 ? negationReach : mark) };
  });
}

function askedScopes(text: string, sentences: Sentences): Scope[] {
  const scopes: Scope[] = [];
  for (let number = 0; number < sentences.starts.length; number++) {
    const { start, end } = sentences.span(number);
    const tail = text.slice(Math.max(start, end - 4), end);
    if (/[?？]|[吗么]\s*$/u.test(tail)) scopes.push({ kind: 'asked', start, end });
  }
  return scopes;
}

function labelScope(text: string, hit: Span): Scope {
  const mark = text.slice(hit.end, hit.end + labelReach).search(/[。\n]/u);
  return { kind: 'label', start: hit.start, end: hit.end + (mark < 0 ? labelReach : mark) };
}
