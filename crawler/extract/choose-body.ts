import type { Element } from 'domhandler';
import { nameHint } from './boilerplate';
import type { NameHint } from './boilerplate';
import { isElement } from './open-page';
import type { Block } from './page-blocks';

/** A part of the page seen as a candidate for the article's body. */
export interface Part {
  units: number;
  linkUnits: number;
  links: number;
  /** Units of sentences outside of links. */
  prose: number;
  hint: NameHint;
}

export interface ChosenBody {
  readonly root: Element;
  readonly parts: ReadonlyMap<Element, Part>;
  /** Units of prose below the root. */
  readonly prose: number;
}

/** What one unwanted part costs its parent at most, in units: so a sidebar between two sections does not tear an article. */
const partCost = 60;

/**
 * The element whose text is most like an article: every block gives its units as gain (sentences) or loss (links, scraps, parts
 * named as boilerplate), losses of a child are capped, and the element with the largest sum wins, the innermost among equals.
 */
export function chooseBody(page: Element, blocks: readonly Block[]): ChosenBody | null {
  const parts = measureParts(page, blocks);
  const whole = parts.get(page);
  if (whole === undefined || whole.prose === 0) return null;
  markTeasers(page, parts, whole);
  const own = new Map<Element, number>();
  for (const block of blocks) own.set(block.element, (own.get(block.element) ?? 0) + gain(block));
  const best = { element: page, value: Number.NEGATIVE_INFINITY };
  const visit = (element: Element, unwanted: boolean): number => {
    const part = parts.get(element);
    if (part === undefined) return 0;
    const isUnwanted = unwanted || rejects(part, whole);
    let value = own.get(element) ?? 0;
    if (isUnwanted && value > 0) value = -value / 4;
    for (const child of element.children) if (isElement(child)) value += Math.max(visit(child, isUnwanted), -partCost);
    if (value > best.value) Object.assign(best, { element, value });
    return value;
  };
  visit(page, false);
  const root = narrow(best.element, parts);
  return { root, parts, prose: parts.get(root)?.prose ?? 0 };
}

const mostTeaserUnits = 160;

/** Rows of cards, each a linked headline with a line or two of text, are named `never`: they lead to other articles. */
function markTeasers(page: Element, parts: ReadonlyMap<Element, Part>, whole: Part): void {
  const visit = (element: Element): void => {
    const part = parts.get(element);
    if (part === undefined) return;
    const children = element.children.filter(isElement).filter((child) => parts.has(child));
    if (part.hint !== 'never' && part.prose < whole.prose * 0.6 && isTeaserRow(children, parts)) part.hint = 'never';
    else children.forEach(visit);
  };
  visit(page);
}

function isTeaserRow(children: readonly Element[], parts: ReadonlyMap<Element, Part>): boolean {
  const cards = children.filter((child) => {
    const part = parts.get(child);
    if (part === undefined || child.name === 'p' || child.name === 'tr' || child.name === 'td') return false;
    return (
      part.links >= 1 && part.linkUnits >= 6 && part.units <= mostTeaserUnits && part.linkUnits >= part.units * 0.12
    );
  });
  return (
    cards.length >= 3 && cards.length >= children.length * 0.6 && cards.every((card) => card.name === cards[0]?.name)
  );
}

/**
 * Steps down while one child holds nearly all of the prose that does not stand directly in the element: what stays outside is
 * teasers, biographies, notices.
 */
function narrow(root: Element, parts: ReadonlyMap<Element, Part>): Element {
  let at = root;
  for (;;) {
    const whole = parts.get(at)?.prose ?? 0;
    const inner = at.children.filter(isElement).filter((child) => (parts.get(child)?.prose ?? 0) > 0);
    const main = inner.find((child) => (parts.get(child)?.prose ?? 0) >= whole * narrowShare && !isLine(child));
    if (main === undefined) return at;
    const lines = inner.filter(isLine).reduce((sum, child) => sum + (parts.get(child)?.prose ?? 0), 0);
    if (lines > whole * 0.1) return at;
    at = main;
  }
}

const narrowShare = 0.6;

function isLine(element: Element): boolean {
  return ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'tr', 'tbody', 'dd', 'dt', 'blockquote', 'pre'].includes(
    element.name,
  );
}

/** Whether a part is named as boilerplate and is not by itself most of the page's prose. */
export function rejects(part: Part, whole: { prose: number }): boolean {
  return part.hint === 'never' && part.prose < whole.prose * 0.6;
}

function measureParts(page: Element, blocks: readonly Block[]): Map<Element, Part> {
  const parts = new Map<Element, Part>();
  for (const block of blocks) {
    const prose = isProse(block) ? block.units - block.linkUnits : 0;
    for (let at: Element | null = block.element; at !== null; at = parentOf(at)) {
      let part = parts.get(at);
      if (part === undefined) {
        part = { units: 0, linkUnits: 0, links: 0, prose: 0, hint: nameHint(at) };
        parts.set(at, part);
      }
      part.units += block.units;
      part.linkUnits += block.linkUnits;
      part.links += block.links;
      part.prose += prose;
      if (at === page) break;
    }
  }
  return parts;
}

export function parentOf(element: Element): Element | null {
  const parent = element.parent;
  return parent !== null && isElement(parent) ? parent : null;
}

/** Text that reads like a sentence and is not mostly a link. */
export function isProse(block: Block): boolean {
  return block.units >= 12 && block.marks > 0 && block.linkUnits < block.units * 0.5;
}

function gain(block: Block): number {
  if (block.units === 0) return 0;
  if (block.linkUnits >= block.units * 0.5) return -2 - Math.min(block.units, 20);
  if (isProse(block)) return block.units - block.linkUnits;
  if (block.heading > 1) return 1;
  const inParagraph = ['p', 'pre', 'blockquote', 'li', 'td'].includes(block.element.name);
  return inParagraph && block.units >= 8 ? block.units * 0.3 : -1.5;
}
