import type { QueryNode } from '../../contracts/query';
import type { Rule } from '../../contracts/rule';
import type { MatchInput } from '../../contracts/rule-match';
import { countUnits } from '../../rules/query/character-classes';
import { parseQuery } from '../../rules/query/parse-query';

/** What a rule engine without an index does: each rule by `String.includes`, each word asked once per document. */
export function includesMatcher(rules: readonly Rule[]): (input: MatchInput) => number {
  const nodes = rules.map((rule) => {
    const parsed = parseQuery(String(rule.when?.['query']));
    if (!parsed.ok) throw new Error(rule.id);
    return parsed.node;
  });
  return (input) => {
    const page = new Page(`${input.normalised.title}\u0001${input.normalised.text}`);
    return nodes.reduce((count, node) => count + (page.holds(node) ? 1 : 0), 0);
  };
}

class Page {
  private readonly known = new Map<string, boolean>();
  private counts: Uint32Array | undefined;

  constructor(private readonly text: string) {}

  holds(node: QueryNode): boolean {
    switch (node.type) {
      case 'and':
        return node.items.every((item) => this.holds(item));
      case 'or':
        return node.items.some((item) => this.holds(item));
      case 'not':
        return !this.holds(node.item);
      case 'word':
        return this.includes(node.text);
      case 'near':
        return this.holds(node.left) && this.holds(node.right) && this.isNear(node);
      default:
        throw new Error(`the baseline knows no ${node.type}`);
    }
  }

  private includes(word: string): boolean {
    let known = this.known.get(word);
    if (known === undefined) this.known.set(word, (known = this.text.includes(word)));
    return known;
  }

  private isNear(node: Extract<QueryNode, { type: 'near' }>): boolean {
    const counts = (this.counts ??= countUnits(this.text));
    const left = this.places(node.left);
    const right = this.places(node.right);
    const close = (from: number, to: number): boolean =>
      from <= to && (counts[to] as number) - (counts[from] as number) <= node.distance;
    return left.some(([start, end]) =>
      right.some(([begin, stop]) => close(end, begin) || (!node.isOrdered && close(stop, start))),
    );
  }

  private places(node: QueryNode): [number, number][] {
    if (node.type === 'or') return node.items.flatMap((item) => this.places(item));
    if (node.type !== 'word') throw new Error(`the baseline knows no ${node.type} in NEAR`);
    const places: [number, number][] = [];
    for (let at = this.text.indexOf(node.text); at >= 0; at = this.text.indexOf(node.text, at + 1))
      places.push([at, at + node.text.length]);
    return places;
  }
}
