import type { NearSide, QueryField, QueryNode, QueryWildcard } from '../../contracts/query';
import type { MatchInput } from '../../contracts/rule-match';
import { normalise } from '../../text/normalise';

/** Evaluates a query the slow and obvious way: every start, every end, every pair. For comparing with the matcher. */
export function slowHolds(node: QueryNode, input: MatchInput, nowMs: number): boolean {
  switch (node.type) {
    case 'and':
      return node.items.every((item) => slowHolds(item, input, nowMs));
    case 'or':
      return node.items.some((item) => slowHolds(item, input, nowMs));
    case 'not':
      return !slowHolds(node.item, input, nowMs);
    case 'range':
      return inRange(node, input, nowMs);
    case 'near':
      return placesOf(node, input).length > 0;
    default:
      return holdsLeaf(node, input);
  }
}

type Leaf = Extract<QueryNode, { type: 'word' | 'wildcard' | 'regex' }>;
interface Place {
  readonly part: 'title' | 'text' | 'imageText';
  readonly start: number;
  readonly end: number;
}

const parts = ['title', 'text', 'imageText'] as const;

function holdsLeaf(node: Leaf, input: MatchInput): boolean {
  if (node.type !== 'wildcard' && node.exact) {
    const texts = parts.map((part) => input[part]);
    if (node.type === 'word') return texts.some((text) => text.includes(node.text));
    return texts.some((text) => new RegExp(node.pattern, 'mu').test(text));
  }
  if (node.field === null || node.field === 'title' || node.field === 'text') return placesOf(node, input).length > 0;
  return holdsBeside(node, node.field, input);
}

function holdsBeside(node: Leaf, field: QueryField, input: MatchInput): boolean {
  if (node.type !== 'word') throw new Error('the slow evaluator reads only words beside the text');
  const text = node.text;
  switch (field) {
    case 'code':
      return input.violations.some((finding) => finding.code === text.toUpperCase());
    case 'kind':
      return input.kind === text.toLowerCase();
    case 'region':
      return input.region.startsWith(text.replace(/^000000$/, '').replace(/(00){1,2}$/, ''));
    case 'host':
      return input.host !== null && (input.host === text || input.host.endsWith(`.${text}`));
    case 'url':
      return input.url?.toLowerCase().includes(text.toLowerCase()) ?? false;
    case 'drug':
      return input.drugs.some((drug) => wordStarts(normalise(drug).text, normalise(text).text).length > 0);
    case 'company':
      return input.companies.some((company) => wordStarts(normalise(company).text, normalise(text).text).length > 0);
    default: {
      const value = input[field as 'seller'];
      return value !== null && wordStarts(normalise(value).text, normalise(text).text).length > 0;
    }
  }
}

function placesOf(node: NearSide, input: MatchInput): Place[] {
  switch (node.type) {
    case 'or':
      return node.items.flatMap((item) => placesOf(item, input));
    case 'near':
      return pairs(node, input);
    default: {
      const wanted = node.field === null ? parts : ([node.field] as Place['part'][]);
      return wanted.flatMap((part) =>
        leafPlaces(node, input.normalised[part]).map(([start, end]) => ({ part, start, end })),
      );
    }
  }
}

function pairs(node: Extract<QueryNode, { type: 'near' }>, input: MatchInput): Place[] {
  const found: Place[] = [];
  for (const left of placesOf(node.left, input)) {
    for (const right of placesOf(node.right, input)) {
      if (left.part !== right.part) continue;
      const leftFirst = left.end <= right.start;
      const rightFirst = right.end <= left.start && !node.isOrdered;
      if (!leftFirst && !rightFirst) continue;
      const [first, second] = leftFirst ? [left, right] : [right, left];
      if (unitsBetween(input.normalised[left.part], first.end, second.start) > node.distance) continue;
      found.push({ part: left.part, start: first.start, end: second.end });
    }
  }
  return found;
}

function unitsBetween(text: string, from: number, to: number): number {
  return [...text.matchAll(/[\u4e00-\u9fff]|[a-z]+|\d+(?:[.,]\d+)*/g)].filter(
    (unit) => unit.index >= from && unit.index < to,
  ).length;
}

function leafPlaces(node: Leaf, text: string): [number, number][] {
  if (node.type === 'word') {
    const literal = normalise(node.text).text.trim();
    return wordStarts(text, literal).map((start) => [start, start + literal.length]);
  }
  if (node.type === 'regex')
    return [...text.matchAll(new RegExp(node.pattern, 'gimu'))].map((match) => [
      match.index,
      match.index + match[0].length,
    ]);
  return wildcardPlaces(node, text);
}

function wordStarts(text: string, literal: string): number[] {
  const starts: number[] = [];
  for (let at = 0; at + literal.length <= text.length; at++) {
    if (text.slice(at, at + literal.length) === literal && startsWord(text, at) && endsWord(text, at + literal.length))
      starts.push(at);
  }
  return starts;
}

function startsWord(text: string, at: number): boolean {
  return !/^(?:[a-z]{2}|\d{2})$/.test(text.slice(Math.max(0, at - 1), at + 1)) || at === 0;
}

function endsWord(text: string, end: number): boolean {
  return end === text.length || !/^(?:[a-z]{2}|\d{2})$/.test(text.slice(end - 1, end + 1));
}

/** From every start the shortest end at which the whole pattern fits. */
function wildcardPlaces(node: QueryWildcard, text: string): [number, number][] {
  const inside = '[^。!?;\\n…]';
  const source = node.pieces
    .map((piece) =>
      piece.type === 'any'
        ? `${inside}*`
        : piece.type === 'one'
          ? inside
          : normalise(piece.text).text.replaceAll(/[.+^$()|[\]{}\\/-]/g, '\\$&'),
    )
    .join('');
  const pieces = source
    .replace(new RegExp(`^${escaped(inside)}\\*`), '')
    .replace(new RegExp(`${escaped(inside)}\\*$`), '');
  const pattern = new RegExp(`^(?:${pieces})$`, 'u');
  const isOpenStart = node.pieces[0]!.type === 'any';
  const isOpenEnd = node.pieces.at(-1)!.type === 'any';
  const places: [number, number][] = [];
  for (let start = 0; start < text.length; start++) {
    if (!isOpenStart && !startsWord(text, start)) continue;
    for (let end = start + 1; end <= text.length; end++) {
      if (!pattern.test(text.slice(start, end)) || (!isOpenEnd && !endsWord(text, end))) continue;
      places.push([start, end]);
      break;
    }
  }
  return places;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function inRange(node: Extract<QueryNode, { type: 'range' }>, input: MatchInput, nowMs: number): boolean {
  const raw = node.field === 'price' ? input.price : input[node.field] === null ? null : Date.parse(input[node.field]!);
  if (raw === null) return false;
  const value = (bound: typeof node.from): number =>
    bound === null
      ? Number.NaN
      : bound.type === 'number'
        ? bound.value
        : bound.type === 'time'
          ? bound.ms
          : nowMs + bound.offsetMs;
  const low = value(node.from);
  const high = value(node.to);
  const isAbove = node.from === null || (node.fromInclusive ? raw >= low : raw > low);
  const isBelow = node.to === null || (node.toInclusive ? raw <= high : raw < high);
  return isAbove && isBelow;
}
