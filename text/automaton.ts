/**
 * Aho–Corasick over typed arrays: many patterns found in one pass over a text, every overlapping hit, in UTF-16 units.
 * The trie is a double array: a state is a slot, and the child of `state` by class `c` is `base[state] + c` where `check`
 * names `state` as the parent. Characters are first mapped to small classes, so a character that no pattern holds costs one read.
 */
export interface Automaton {
  readonly patternCount: number;
  readonly stateCount: number;
  /** Calls `onHit` for every occurrence of every pattern, by rising end; `endOffset` is exclusive. Empty patterns never hit. */
  scan(text: string, onHit: (patternIndex: number, endOffset: number) => void): void;
  /** Indices of the patterns that occur, each once, by first end. */
  firstHits(text: string): number[];
  /** Whether any pattern occurs; stops at the first one. */
  has(text: string): boolean;
}

interface Tables {
  readonly classOf: Uint16Array;
  base: Int32Array;
  check: Int32Array;
  fail: Int32Array;
  /** The nearest state on the fail path, the state itself included, where a pattern ends; 0 for none. */
  output: Int32Array;
  /** Range of `order` with the patterns that end at a state. */
  endsFrom: Int32Array;
  endsTo: Int32Array;
  readonly order: Int32Array;
  states: number;
}

const ROOT = 0;
const FREE = -1;

/** Builds the automaton; duplicates are allowed and each is reported. Cost is linear in the total length, plus one sort. */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  const tables = new TrieBuilder(patterns).build();
  return new TypedAutomaton(tables, patterns.length);
}

class TypedAutomaton implements Automaton {
  readonly stateCount: number;

  constructor(
    private readonly tables: Tables,
    readonly patternCount: number,
  ) {
    this.stateCount = tables.states;
  }

  scan(text: string, onHit: (patternIndex: number, endOffset: number) => void): void {
    const { classOf, base, check, fail, output } = this.tables;
    let state = ROOT;
    for (let at = 0, length = text.length; at < length; at++) {
      const symbol = classOf[text.charCodeAt(at)] as number;
      if (symbol === 0) {
        state = ROOT;
        continue;
      }
      let next = (base[state] as number) + symbol;
      while (check[next] !== state && state !== ROOT) {
        state = fail[state] as number;
        next = (base[state] as number) + symbol;
      }
      if (check[next] !== state) continue;
      state = next;
      if (output[state] !== 0) this.emit(output[state] as number, at + 1, onHit);
    }
  }

  firstHits(text: string): number[] {
    const seen = new Set<number>();
    this.scan(text, (pattern) => seen.add(pattern));
    return [...seen];
  }

  has(text: string): boolean {
    const { classOf, base, check, fail, output } = this.tables;
    let state = ROOT;
    for (let at = 0; at < text.length; at++) {
      const symbol = classOf[text.charCodeAt(at)] as number;
      let next = (base[state] as number) + symbol;
      while (check[next] !== state && state !== ROOT) {
        state = fail[state] as number;
        next = (base[state] as number) + symbol;
      }
      state = check[next] === state && symbol !== 0 ? next : ROOT;
      if (output[state] !== 0) return true;
    }
    return false;
  }

  private emit(from: number, end: number, onHit: (patternIndex: number, endOffset: number) => void): void {
    const { fail, output, endsFrom, endsTo, order } = this.tables;
    for (let state = from; state !== 0; state = output[fail[state] as number] as number) {
      const to = endsTo[state] as number;
      for (let entry = endsFrom[state] as number; entry < to; entry++) onHit(order[entry] as number, end);
    }
  }
}

/** Lays the sorted patterns out level by level; a trie node is a range of sorted patterns that share a prefix. */
class TrieBuilder {
  private readonly sorted: readonly string[];
  private readonly tables: Tables;
  private readonly classCount: number;
  private firstFree = 1;

  constructor(patterns: readonly string[]) {
    const order = sortedOrder(patterns);
    this.sorted = Array.from(order, (index) => patterns[index] as string);
    const { classOf, classCount } = classify(patterns);
    this.classCount = classCount;
    const size = this.sorted.reduce((sum, pattern) => sum + pattern.length, 0) + 2 * classCount + 2;
    this.tables = {
      classOf,
      base: new Int32Array(size),
      check: new Int32Array(size).fill(FREE),
      fail: new Int32Array(size),
      output: new Int32Array(size),
      endsFrom: new Int32Array(size),
      endsTo: new Int32Array(size),
      order,
      states: 1,
    };
    this.tables.check[ROOT] = FREE - 1;
  }

  build(): Tables {
    const { sorted } = this;
    let from = 0;
    while (from < sorted.length && sorted[from] === '') from++;
    const level: Node[] = [{ state: ROOT, from, to: sorted.length, depth: 0 }];
    for (let next = 0; next < level.length; next++) this.expand(level[next] as Node, level);
    this.trim();
    return this.tables;
  }

  /** Patterns that end here come first in the range; the rest is split by the next character. */
  private expand(node: Node, queue: Node[]): void {
    const { sorted, tables } = this;
    let { from } = node;
    while (from < node.to && (sorted[from] as string).length === node.depth) from++;
    if (from > node.from) {
      tables.endsFrom[node.state] = node.from;
      tables.endsTo[node.state] = from;
    }
    tables.output[node.state] =
      from > node.from ? node.state : (tables.output[tables.fail[node.state] as number] as number);
    if (from === node.to) return;
    const children = this.split(node, from);
    const base = node.state === ROOT ? 0 : this.place(children);
    tables.base[node.state] = base;
    for (const child of children) {
      const state = base + child.symbol;
      tables.check[state] = node.state;
      tables.states++;
      tables.fail[state] = this.failOf(node.state, child.symbol);
      queue.push({ state, from: child.from, to: child.to, depth: node.depth + 1 });
    }
  }

  private split(node: Node, from: number): Child[] {
    const children: Child[] = [];
    let last = -1;
    for (let index = from; index < node.to; index++) {
      const unit = (this.sorted[index] as string).charCodeAt(node.depth);
      if (unit !== last) children.push({ symbol: this.tables.classOf[unit] as number, from: index, to: index });
      last = unit;
      (children[children.length - 1] as Child).to = index + 1;
    }
    return children;
  }

  private failOf(parent: number, symbol: number): number {
    const { base, check, fail } = this.tables;
    if (parent === ROOT) return ROOT;
    let state = fail[parent] as number;
    for (;;) {
      const next = (base[state] as number) + symbol;
      if (check[next] === state) return next;
      if (state === ROOT) return ROOT;
      state = fail[state] as number;
    }
  }

  /** The lowest base whose slots are all free; slots up to `classCount` belong to the root. */
  private place(children: readonly Child[]): number {
    const first = (children[0] as Child).symbol;
    this.firstFree = Math.max(this.firstFree, this.classCount + 1);
    while (this.isTaken(this.firstFree)) this.firstFree++;
    for (let slot = Math.max(this.firstFree, first + 1); ; slot++) {
      if (this.isTaken(slot)) continue;
      const base = slot - first;
      if (children.every((child) => base + child.symbol > this.classCount && !this.isTaken(base + child.symbol))) {
        this.reserve(base + this.classCount + 1);
        return base;
      }
    }
  }

  private isTaken(slot: number): boolean {
    return slot < this.tables.check.length && this.tables.check[slot] !== FREE;
  }

  private reserve(slots: number): void {
    if (slots < this.tables.check.length) return;
    this.resize(Math.max(slots + 1, Math.ceil(this.tables.check.length * 1.5)));
  }

  /** Every `base + class` must stay inside the arrays, or a missing edge would read `undefined`. */
  private trim(): void {
    const { check } = this.tables;
    let last = check.length - 1;
    while (last > 0 && check[last] === FREE) last--;
    this.resize(last + this.classCount + 2);
  }

  private resize(size: number): void {
    const { tables } = this;
    const grown = (old: Int32Array, fill: number): Int32Array => {
      const fresh = new Int32Array(size).fill(fill);
      fresh.set(old.subarray(0, Math.min(size, old.length)));
      return fresh;
    };
    tables.base = grown(tables.base, 0);
    tables.check = grown(tables.check, FREE);
    tables.fail = grown(tables.fail, 0);
    tables.output = grown(tables.output, 0);
    tables.endsFrom = grown(tables.endsFrom, 0);
    tables.endsTo = grown(tables.endsTo, 0);
  }
}

interface Node {
  readonly state: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

interface Child {
  readonly symbol: number;
  readonly from: number;
  to: number;
}

function sortedOrder(patterns: readonly string[]): Int32Array {
  const order = Array.from(patterns, (_, index) => index);
  order.sort((a, b) => {
    const left = patterns[a] as string;
    const right = patterns[b] as string;
    return left < right ? -1 : left > right ? 1 : a - b;
  });
  return Int32Array.from(order);
}

/** Frequent characters get the small classes, which packs the double array tightly. Class 0: in no pattern. */
function classify(patterns: readonly string[]): { classOf: Uint16Array; classCount: number } {
  const counts = new Uint32Array(65_536);
  for (const pattern of patterns) {
    for (let at = 0; at < pattern.length; at++)
      counts[pattern.charCodeAt(at)] = (counts[pattern.charCodeAt(at)] as number) + 1;
  }
  const used: number[] = [];
  counts.forEach((count, unit) => count > 0 && used.push(unit));
  used.sort((a, b) => (counts[b] as number) - (counts[a] as number));
  const classOf = new Uint16Array(65_536);
  if (used.length > 65_535) throw new RangeError('patterns use more than 65,535 different characters');
  used.forEach((unit, index) => (classOf[unit] = index + 1));
  return { classOf, classCount: used.length };
}
