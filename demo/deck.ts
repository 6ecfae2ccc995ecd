import type { SeededRandom } from './seeded-random';

/** Deals every card once before any comes again, so that a short run already shows the whole range. */
export class Deck<T> {
  private readonly cards: readonly T[];
  private pile: T[] = [];

  constructor(cards: readonly T[]) {
    if (cards.length === 0) throw new RangeError('a deck needs at least one card');
    this.cards = cards;
  }

  deal(random: SeededRandom): T {
    if (this.pile.length === 0) this.pile = random.shuffle(this.cards);
    const card = this.pile.pop();
    if (card === undefined) throw new RangeError('the deck is empty');
    return card;
  }
}
