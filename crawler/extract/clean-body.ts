import type { Element } from 'domhandler';
import { isBoilerplateLine, nameParts, opensOtherSection } from './boilerplate';
import { isProse, parentOf, rejects } from './choose-body';
import type { ChosenBody } from './choose-body';
import type { Block } from './page-blocks';

/** The blocks of the chosen body that are the article: boilerplate parts, credit lines, captions and link sections left out. */
export function cleanBody(body: ChosenBody, blocks: readonly Block[], title: string): Block[] {
  const parts = new PartJudge(body);
  const inside = blocks.filter((block) => parts.keeps(block));
  const lines = inside.filter((block) => !isBoilerplateLine(block.text, block.units));
  return trimEnds(dropCaptions(dropSections(lines, body.root)), title);
}

const seldomShare = 0.1;
const tableParts = new Set(['table', 'tbody', 'thead', 'tr', 'td', 'th']);

class PartJudge {
  private readonly verdicts = new Map<Element, boolean>();

  constructor(private readonly body: ChosenBody) {}

  keeps(block: Block): boolean {
    return this.keepsElement(block.element);
  }

  private keepsElement(element: Element): boolean {
    if (element === this.body.root) return true;
    const known = this.verdicts.get(element);
    if (known !== undefined) return known;
    const parent = parentOf(element);
    const verdict = parent !== null && this.keepsElement(parent) && this.keepsByItself(element);
    this.verdicts.set(element, verdict);
    return verdict;
  }

  private keepsByItself(element: Element): boolean {
    const part = this.body.parts.get(element);
    if (part === undefined || tableParts.has(element.name)) return true;
    if (rejects(part, this.body)) return false;
    if (
      part.hint === 'seldom' &&
      part.prose < Math.max(20, this.body.prose * seldomShare) &&
      part.prose < this.body.prose * 0.3
    )
      return false;
    const share = part.units === 0 ? 0 : part.linkUnits / part.units;
    const isParagraph = element.name === 'p' || /^h[1-6]$/u.test(element.name);
    const isLinkPart = !isParagraph && (part.links >= 2 ? share > 0.5 : part.links === 1 && share > 0.8);
    return !(isLinkPart && part.prose < this.body.prose * 0.3);
  }
}

/** A heading such as 相关阅读 takes the rest of its own part with it, or, directly in the body, all links and scraps until prose comes again. */
function dropSections(blocks: readonly Block[], root: Element): Block[] {
  let dropped: Element | null = null;
  return blocks.filter((block, index) => {
    if (opensOtherSection(block.text)) dropped = partWithMore(block, blocks[index + 1], root);
    else if (dropped === root && isProse(block)) dropped = null;
    else if (dropped !== null && !isInside(block.element, dropped)) dropped = null;
    return dropped === null;
  });
}

/** The innermost part that holds a heading and the line after it. */
function partWithMore(heading: Block, next: Block | undefined, root: Element): Element {
  let at = heading.element;
  while (at !== root && (next === undefined || !isInside(next.element, at))) at = parentOf(at) ?? root;
  return at;
}

function isInside(element: Element, outer: Element): boolean {
  for (let at: Element | null = element; at !== null; at = parentOf(at)) if (at === outer) return true;
  return false;
}

/** A centred short line of one sentence right under a picture is its caption (Chinese pages write captions as plain paragraphs). */
function dropCaptions(blocks: readonly Block[]): Block[] {
  const underPicture = blocks.filter((block) => block.afterPicture);
  const sentences = underPicture.filter(isLoneSentence);
  const habit = sentences.length >= 2 && sentences.length >= underPicture.length * 0.4;
  return blocks.filter((block) => !isCaption(block) && !(habit && block.afterPicture && isLoneSentence(block)));
}

/** One short Chinese sentence without a comma: where most pictures of a page have one below, it is the caption. */
function isLoneSentence(block: Block): boolean {
  return block.units <= 20 && block.marks === 1 && !block.bold && block.heading === 0 && block.text.endsWith('。');
}

function isCaption(block: Block): boolean {
  if (!block.afterPicture || block.heading > 0 || block.units > 45 || block.units < 3) return false;
  return isCentredLine(block) && /\p{Script=Han}/u.test(block.text) && !/[。！？](?!$)/u.test(block.text);
}

function isCentredLine(block: Block): boolean {
  return (
    block.centred || nameParts(block.element.attribs.class ?? '').some((part) => part === 'center' || part === 'centre')
  );
}

function trimEnds(blocks: readonly Block[], title: string): Block[] {
  const plainTitle = plain(title);
  let start = 0;
  while (start < blocks.length && isLeader(blocks[start], plainTitle)) start += 1;
  let end = blocks.length;
  while (end > start && isScrap(blocks[end - 1])) end -= 1;
  return blocks.slice(start, end).filter((block) => plainTitle === '' || plain(block.text) !== plainTitle);
}

function isLeader(block: Block | undefined, plainTitle: string): boolean {
  if (block === undefined) return false;
  const text = plain(block.text);
  if (text !== '' && (text === plainTitle || (block.heading > 0 && plainTitle.includes(text)))) return true;
  return (
    block.units <= 30 &&
    /\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}|\d{1,2}:\d{2}/u.test(block.text) &&
    block.marks <= 3 &&
    !/[。！？]$/u.test(block.text)
  );
}

function isScrap(block: Block | undefined): boolean {
  return block !== undefined && block.linkUnits >= block.units * 0.5 && block.linkUnits > 0;
}

function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
