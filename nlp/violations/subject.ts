import type { KnownFacts } from '../../contracts/analysis';
import type { ProductClass } from '../context/product-class';
import { firstFrom, type PhraseMatch, type Span } from '../context/read-phrases';
import { scopeMask, type ScopeKind } from '../context/read-scopes';
import type { TextContext } from '../context/read-context';
import type { PreparedText } from '../prepared-text';
import type { Draft } from './draft';

/** What a detector may ask: the text's asserted phrases, its product class and the known facts. Ranges are of the normalised text. */
export class Subject {
  readonly text: string;
  readonly facts: KnownFacts;
  readonly productClass: ProductClass;
  private readonly hedged: Uint8Array;
  private readonly labels: Uint8Array;

  constructor(
    readonly prepared: PreparedText,
    readonly context: TextContext,
  ) {
    this.text = context.text;
    this.facts = prepared.facts;
    this.productClass = context.product.productClass;
    this.hedged = scopeMask(this.text.length, context.scopes, hedging);
    this.labels = scopeMask(this.text.length, context.scopes, labelOnly);
  }

  is(...classes: readonly ProductClass[]): boolean {
    return classes.includes(this.productClass);
  }

  /** Matches of a phrase group that the author asserts: not negated, asked, warned of, or part of a label. */
  asserted(group: string, keep: (match: PhraseMatch) => boolean = () => true): PhraseMatch[] {
    return this.context.phrases.group(group).filter((match) => keep(match) && !this.isHedged(match));
  }

  /** Whether a phrase group or concept occurs at all, asserted or not. */
  mentions(name: string): boolean {
    return this.context.phrases.group(name).length > 0 || this.context.phrases.concept(name).length > 0;
  }

  hits(concept: string): readonly Span[] {
    return this.context.phrases.concept(concept);
  }

  /** The title, or the first sentence where there is none: what a finding about the whole text points to. */
  headline(): Span {
    // Without a title the first sentence is the bare line break.
    for (let number = 0; number < this.context.sentences.starts.length; number++) {
      const { start, end } = this.context.sentences.span(number);
      const span = trimmed(this.text, { start, end: Math.min(end, start + 60) });
      if (span.end > span.start) return span;
    }
    return { start: 0, end: Math.min(1, this.text.length) };
  }

  /** Whether selling words, not claims alone, make this an advertisement, and nothing speaks against it. */
  plainlyPromotes(): boolean {
    return (
      this.context.promotion >= leastPromotion &&
      this.context.reporting > mostReporting &&
      this.context.genre !== 'forum' &&
      !privateKinds.has(this.prepared.input.kind) &&
      !this.context.reasons.some(({ cue }) => privateCues.has(cue))
    );
  }

  /** Whether `word` occurs in one of the facts' texts. */
  factMentions(key: keyof KnownFacts, pattern: RegExp): boolean {
    const value = this.facts[key];
    return typeof value === 'string' && pattern.test(value);
  }

  /** Occurrences of a concept that the author asserts. */
  assertedHits(concept: string): Span[] {
    return this.hits(concept).filter((hit) => !this.isHedged(hit));
  }

  private isHedged(match: Span): boolean {
    // A match that begins with the heading of a label entry lies in the label all the same.
    return this.hedged[match.start] === 1 || this.labels[match.end - 1] === 1;
  }
}

const privateCues: ReadonlySet<string> = new Set(['sale-post', 'buyback-post', 'private-contact', 'wholesale']);
const privateKinds: ReadonlySet<string | undefined> = new Set(['forum', 'news']);
const leastPromotion = 0.7;
const mostReporting = -0.6;

const labelOnly: ReadonlySet<ScopeKind> = new Set<ScopeKind>(['label']);
const hedging: ReadonlySet<ScopeKind> = new Set<ScopeKind>(['negated', 'prohibited', 'asked', 'warned', 'label']);

/** The range without spaces and marks at its ends. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /[\s。,，!！;；、]/u.test(text.charAt(start))) start++;
  while (end > start && /[\s。,，!！;；、]/u.test(text.charAt(end - 1))) end--;
  return { start, end };
}

/** Drafts for matches, with each match's own weight and reason. `factor` scales the confidence. */
export function draftsOf(matches: readonly PhraseMatch[], factor = 1): Draft[] {
  return matches.map(({ start, end, entry }) => ({
    start,
    end,
    confidence: Math.min(0.97, entry.weight * factor),
    why: entry.why,
  }));
}

/** Whether any span of a sorted list overlaps the range. */
export function overlapsAny(spans: readonly Span[], range: Span): boolean {
  for (let at = firstFrom(spans, range.start - 60); at < spans.length; at++) {
    const span = spans[at];
    if (!span || span.start >= range.end) return false;
    if (span.end > range.start) return true;
  }
  return false;
}
