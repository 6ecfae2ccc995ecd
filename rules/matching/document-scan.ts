import type { QueryField } from '../../contracts/query';
import type { MatchInput } from '../../contracts/rule-match';
import type { Automaton } from '../../text/automaton';
import { normalise } from '../../text/normalise';
import { countUnits, isWordEnd, isWordStart } from '../query/character-classes';
import { factsOf } from './facts';
import type { TokenTable } from './token-table';

/** Stands between title, text, and image text, so that nothing matches across them. */
export const FIELD_BREAK = '\u0001';

/** Part of the joined text, end exclusive. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/**
 * One document as the tests see it: joined normalised text, where each token occurs, and what is worked out once per
 * document when first asked for. One scan object is used for document after document; marks replace clearing.
 */
export class DocumentScan {
  input!: MatchInput;
  nowMs = 0;
  text = '';
  private titleEnd = 0;
  private textEnd = 0;
  private mark = 0;
  private readonly marks: Uint32Array;
  private readonly firstHit: Int32Array;
  private readonly lastHit: Int32Array;
  /** The tokens that occur, in order of their first place: the first `presentCount` of the list. */
  readonly presentTokens: Int32Array;
  presentCount = 0;
  private hitEnds = new Int32Array(1024);
  private hitNexts = new Int32Array(1024);
  private hitCount = 0;
  private readonly lengths: Int32Array;
  private readonly startBound: Uint8Array;
  private readonly endBound: Uint8Array;
  private readonly normalisedPart: { automaton: Automaton; numbers: Int32Array };
  private readonly originalPart: { automaton: Automaton; numbers: Int32Array };
  private readonly facts: ReadonlyMap<string, number>;
  private unitCounts: Uint32Array | undefined;
  private originalText: string | undefined;
  private readonly fieldTexts = new Map<QueryField, readonly string[]>();

  constructor(table: TokenTable) {
    const { size } = table;
    this.marks = new Uint32Array(size);
    this.firstHit = new Int32Array(size);
    this.lastHit = new Int32Array(size);
    this.presentTokens = new Int32Array(size);
    this.lengths = Int32Array.from({ length: size }, (_, number) => table.token(number).text.length);
    this.startBound = Uint8Array.from({ length: size }, (_, number) => (table.token(number).bounds.start ? 1 : 0));
    this.endBound = Uint8Array.from({ length: size }, (_, number) => (table.token(number).bounds.end ? 1 : 0));
    this.normalisedPart = table.automaton('normalised');
    this.originalPart = table.automaton('original');
    this.facts = table.facts();
  }

  /** Reads a document; everything asked afterwards is about it. */
  begin(input: MatchInput, nowMs: number): void {
    this.input = input;
    this.nowMs = nowMs;
    this.mark++;
    this.presentCount = 0;
    this.hitCount = 0;
    this.unitCounts = undefined;
    this.originalText = undefined;
    this.fieldTexts.clear();
    const { title, text, imageText } = input.normalised;
    this.titleEnd = title.length;
    this.textEnd = title.length + 1 + text.length;
    this.text = title + FIELD_BREAK + text + FIELD_BREAK + imageText;
    const { automaton, numbers } = this.normalisedPart;
    automaton.scan(this.text, (pattern, end) => this.noteBounded(numbers[pattern] as number, end));
    if (this.originalPart.numbers.length > 0) this.scanOriginal();
    for (const fact of factsOf(input)) {
      const token = this.facts.get(fact);
      if (token !== undefined) this.note(token, 0);
    }
  }

  has(token: number): boolean {
    return this.marks[token] === this.mark;
  }

  /** Places of a token, flat, by rising start; inside `range` only where one is given. */
  spansOf(token: number, range?: TextRange): number[] {
    const spans: number[] = [];
    if (!this.has(token)) return spans;
    const length = this.lengths[token] as number;
    for (let hit = this.firstHit[token] as number; hit >= 0; hit = this.hitNexts[hit] as number) {
      const end = this.hitEnds[hit] as number;
      if (range === undefined || (end - length >= range.from && end <= range.to)) spans.push(end - length, end);
    }
    return spans;
  }

  /** Whether a token occurs inside a range. */
  hasIn(token: number, range: TextRange): boolean {
    if (!this.has(token)) return false;
    const length = this.lengths[token] as number;
    for (let hit = this.firstHit[token] as number; hit >= 0; hit = this.hitNexts[hit] as number) {
      const end = this.hitEnds[hit] as number;
      if (end - length >= range.from && end <= range.to) return true;
    }
    return false;
  }

  rangeOf(field: 'title' | 'text'): TextRange {
    return field === 'title' ? { from: 0, to: this.titleEnd } : { from: this.titleEnd + 1, to: this.textEnd };
  }

  /** 0 title, 1 text, 2 image text. */
  fieldAt(offset: number): number {
    return offset <= this.titleEnd ? 0 : offset <= this.textEnd ? 1 : 2;
  }

  /** Countable things before each offset (see `countUnits`). */
  units(): Uint32Array {
    return (this.unitCounts ??= countUnits(this.text));
  }

  original(): string {
    const { title, text, imageText } = this.input;
    return (this.originalText ??= title + FIELD_BREAK + text + FIELD_BREAK + imageText);
  }

  /** Normalised values of a field that is not part of the text (seller, platform, …). */
  valuesOf(field: QueryField): readonly string[] {
    let values = this.fieldTexts.get(field);
    if (values === undefined) {
      values = rawValues(this.input, field).map((value) =>
        isAddress(field) ? value.toLowerCase() : normalise(value).text,
      );
      this.fieldTexts.set(field, values);
    }
    return values;
  }

  private scanOriginal(): void {
    const { automaton, numbers } = this.originalPart;
    automaton.scan(this.original(), (pattern, end) => this.note(numbers[pattern] as number, end));
  }

  private noteBounded(token: number, end: number): void {
    if (this.startBound[token] === 1 && !isWordStart(this.text, end - (this.lengths[token] as number))) return;
    if (this.endBound[token] === 1 && !isWordEnd(this.text, end)) return;
    this.note(token, end);
  }

  private note(token: number, end: number): void {
    const hit = this.hitCount++;
    if (hit === this.hitEnds.length) this.growHits();
    this.hitEnds[hit] = end;
    this.hitNexts[hit] = -1;
    if (this.marks[token] === this.mark) this.hitNexts[this.lastHit[token] as number] = hit;
    else {
      this.marks[token] = this.mark;
      this.firstHit[token] = hit;
      this.presentTokens[this.presentCount++] = token;
    }
    this.lastHit[token] = hit;
  }

  private growHits(): void {
    const double = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.hitEnds = double(this.hitEnds);
    this.hitNexts = double(this.hitNexts);
  }
}

function isAddress(field: QueryField): boolean {
  return field === 'url' || field === 'host';
}

function rawValues(input: MatchInput, field: QueryField): readonly string[] {
  const one = (value: string | null): readonly string[] => (value === null ? [] : [value]);
  switch (field) {
    case 'title':
      return [input.title];
    case 'text':
      return [input.text];
    case 'code':
      return input.violations.map((finding) => finding.code);
    case 'drug':
      return input.drugs;
    case 'company':
      return input.companies;
    case 'region':
      return [input.region];
    default:
      return one(input[field]);
  }
}
