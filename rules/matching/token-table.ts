import { buildAutomaton } from '../../text/automaton';
import type { Automaton } from '../../text/automaton';
import { DIGIT, LATIN, classAt } from '../query/character-classes';

/** Where a literal is looked for, or `fact` for something that the analysis states (`code:RX_MASS_AD`). */
export type TokenKind = 'normalised' | 'original' | 'fact';

export interface LiteralBounds {
  /** Whether the literal must begin (end) at the edge of a Latin word or number. Han literals match anywhere. */
  readonly start: boolean;
  readonly end: boolean;
}

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly bounds: LiteralBounds;
  uses: number;
}

/** Everything whose presence can make a rule a candidate, numbered once for all rules. */
export class TokenTable {
  private readonly tokens: Token[] = [];
  private readonly numbers = new Map<string, number>();

  get size(): number {
    return this.tokens.length;
  }

  /** Number of a literal in the normalised text; bounds that the literal's own edge makes meaningless are dropped. */
  literal(text: string, bounds: LiteralBounds = { start: true, end: true }): number {
    return this.add('normalised', text, {
      start: bounds.start && isBounded(classAt(text, 0)),
      end: bounds.end && isBounded(classAt(text, text.length - 1)),
    });
  }

  /** Number of a literal in the original text, compared as it stands. */
  original(text: string): number {
    return this.add('original', text, { start: false, end: false });
  }

  fact(name: string): number {
    return this.add('fact', name, { start: false, end: false });
  }

  token(number: number): Readonly<Token> {
    const token = this.tokens[number];
    if (token === undefined) throw new RangeError(`no token ${number}`);
    return token;
  }

  /** Automaton over all literals of one kind, and the token number of each of its patterns. */
  automaton(kind: 'normalised' | 'original'): { automaton: Automaton; numbers: Int32Array } {
    const numbers: number[] = [];
    this.tokens.forEach((token, number) => token.kind === kind && numbers.push(number));
    return {
      automaton: buildAutomaton(numbers.map((number) => this.token(number).text)),
      numbers: Int32Array.from(numbers),
    };
  }

  facts(): Map<string, number> {
    const facts = new Map<string, number>();
    this.tokens.forEach((token, number) => token.kind === 'fact' && facts.set(token.text, number));
    return facts;
  }

  private add(kind: TokenKind, text: string, bounds: LiteralBounds): number {
    const key = `${kind}\u0000${bounds.start ? '[' : '('}${bounds.end ? ']' : ')'}${text}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.tokens.length;
      this.numbers.set(key, number);
      this.tokens.push({ kind, text, bounds, uses: 0 });
    }
    (this.tokens[number] as Token).uses++;
    return number;
  }
}

function isBounded(kind: number): boolean {
  return kind === LATIN || kind === DIGIT;
}
