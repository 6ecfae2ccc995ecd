import { Deck } from '../../demo/deck';
import { SeededRandom } from '../../demo/seeded-random';

describe('Deck', () => {
  test('deals every card once before any comes again', () => {
    const deck = new Deck(['a', 'b', 'c', 'd', 'e']);
    const random = new SeededRandom(1);
    const round = (): string[] => Array.from({ length: 5 }, () => deck.deal(random)).sort();
    expect([round(), round(), round()]).toEqual(Array(3).fill(['a', 'b', 'c', 'd', 'e']));
  });

  test('an empty deck is refused', () => {
    expect(() => new Deck([])).toThrow('at least one card');
  });
});
