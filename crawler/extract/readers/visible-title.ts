import type { Element } from 'domhandler';
import { nameHint, nameParts } from '../boilerplate';
import { parentOf } from '../choose-body';
import { plainText, siteLessTitle } from '../document-title';
import { countUnits } from '../page-blocks';
import type { Block } from '../page-blocks';
import type { PageFacts, Reading } from '../reading';

const titleNames = new Set([
  'title',
  'headline',
  'tit',
  'bt',
  'biaoti',
  'headtitle',
  'articletitle',
  'arttitle',
  'newstitle',
  'subject',
]);
const leastScore = 3;

/** A headline among the lines of the page, with its place; `index` is -1 where only `<title>` is left. */
export interface VisibleTitle {
  readonly reading: Reading;
  readonly index: number;
}

/**
 * The headline shown to the reader: the line that agrees best with `<title>` and other titles (`hints`), is a heading or named as
 * title, and stands above the body. Falls back to `<title>` without the site's name.
 */
export function readVisibleTitle(facts: PageFacts, hints: readonly string[]): VisibleTitle | null {
  const wanted = plainText(facts.documentTitle);
  const others = hints.map(plainText).filter((hint) => hint !== '');
  let best = { score: 0, index: -1 };
  facts.blocks.forEach((block, index) => {
    if (block.text.length > 200 || countUnits(block.text) < 3) return;
    const score = titleScore(block, { index, wanted, others, facts });
    if (score > best.score) best = { score, index };
  });
  const chosen = facts.blocks[best.index];
  if (chosen !== undefined && best.score >= leastScore) {
    const confidence = Math.min(0.95, 0.5 + best.score / 20);
    return { reading: { field: 'title', value: chosen.text, reader: 'visible', confidence }, index: best.index };
  }
  const value = siteLessTitle(facts.documentTitle);
  if (value !== '') return { reading: { field: 'title', value, reader: 'document-title', confidence: 0.4 }, index: -1 };
  const index = facts.blocks.findIndex(({ heading }) => heading === 1 || heading === 2);
  const heading = facts.blocks[index];
  if (heading === undefined) return null;
  return { reading: { field: 'title', value: heading.text, reader: 'visible', confidence: 0.3 }, index };
}

interface TitleSearch {
  readonly index: number;
  readonly wanted: string;
  readonly others: readonly string[];
  readonly facts: PageFacts;
}

function titleScore(block: Block, search: TitleSearch): number {
  const text = plainText(block.text);
  if (text.length < 3) return 0;
  const agreement = agreementWith(text, search.wanted) + (search.others.includes(text) ? 2 : 0);
  const rank = [0, 2, 1.2, 1, 0.8, 0.7, 0.5][block.heading] ?? 0;
  const form = rank + (isNamedTitle(block.element) ? 1.2 : 0);
  if (agreement === 0 && form < 0.7) return 0;
  const { bodyStart, bodyEnd } = search.facts;
  let place = 0;
  if (bodyStart >= 0) {
    if (search.index <= bodyStart + 2) place = 1 + Math.max(0, 1 - Math.max(0, bodyStart - search.index) / 20);
    else place = search.index > bodyEnd ? -2.5 : -1.5;
  }
  const linked = block.linkUnits > block.units * 0.5 ? -1.2 : 0;
  const unlikely = isInNavigation(block.element) ? -2 : 0;
  return agreement + form + place + linked + unlikely + Math.min(block.units, 30) / 20;
}

function agreementWith(text: string, wanted: string): number {
  if (wanted === '' || text.length < 4) return 0;
  if (wanted.startsWith(text)) return 2.5 + Math.min(1, text.length / wanted.length);
  if (wanted.includes(text)) return text.length >= wanted.length * 0.4 ? 2.5 : 1;
  const shared = sharedStart(text, wanted);
  return shared >= 8 || shared >= wanted.length * 0.6 ? 2.5 : 0;
}

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

function isInNavigation(element: Element): boolean {
  for (let at: Element | null = element, up = 0; at !== null && up < 6; at = parentOf(at), up += 1) {
    if (nameHint(at) === 'never') return true;
  }
  return false;
}

function isNamedTitle(element: Element): boolean {
  for (let at: Element | null = element, up = 0; at !== null && up < 2; at = parentOf(at), up += 1) {
    const { class: names = '', id = '' } = at.attribs;
    if (names + id !== '' && nameParts(`${names} ${id}`).some((part) => titleNames.has(part))) return true;
  }
  return false;
}
