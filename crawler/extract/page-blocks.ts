import { isText } from 'domhandler';
import type { AnyNode, Element } from 'domhandler';
import { isElement, tidyText } from './open-page';

/** One line of text as a reader sees it: a paragraph, a heading, a caption, a cell, or what stands between two line breaks. */
export interface Block {
  readonly text: string;
  /** Length in reading units: a Han character counts 1, any other word 2. */
  readonly units: number;
  readonly linkUnits: number;
  readonly links: number;
  /** Sentence marks in the text. */
  readonly marks: number;
  /** Nearest block-level element. */
  readonly element: Element;
  /** Heading level 1–6, or 0. */
  readonly heading: number;
  /** All of the text stands in bold. */
  readonly bold: boolean;
  readonly centred: boolean;
  /** A picture or video stands between this block and the one before it. */
  readonly afterPicture: boolean;
  /** Ended by a line break and not by the end of its element. */
  readonly endedByBreak: boolean;
}

const silent = new Set(
  'script style noscript template svg math iframe object embed canvas select option button input textarea dialog audio video map head title'.split(
    ' ',
  ),
);
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr custom o:p st1:chsdate'.split(
    ' ',
  ),
);
const pictures = new Set(['img', 'picture', 'video', 'iframe', 'embed', 'object', 'amp-img', 'svg', 'canvas']);

interface Pending {
  text: string;
  linkUnits: number;
  links: number;
  boldUnits: number;
}

/** Cuts what is visible below an element into blocks, in reading order. */
export function readBlocks(root: Element): Block[] {
  const walker = new BlockWalker(root);
  walker.walkChildren(root);
  walker.flush(false);
  return walker.blocks;
}

class BlockWalker {
  readonly blocks: Block[] = [];
  private pending: Pending = nothing();
  private afterPicture = false;
  private linkDepth = 0;
  private boldDepth = 0;
  private block: Element;
  private centredDepth = 0;

  constructor(root: Element) {
    this.block = root;
  }

  walkChildren(element: Element): void {
    for (const node of element.children) this.walk(node);
  }

  flush(byBreak: boolean): void {
    const text = tidyText(this.pending.text);
    const { linkUnits, links, boldUnits } = this.pending;
    this.pending = nothing();
    if (text === '') return;
    const units = countUnits(text);
    this.blocks.push({
      text,
      units,
      linkUnits: Math.min(units, linkUnits),
      links,
      marks: countMarks(text),
      element: this.block,
      heading: headingLevel(this.block),
      bold: units > 0 && boldUnits >= units,
      centred: this.centredDepth > 0,
      afterPicture: this.afterPicture,
      endedByBreak: byBreak,
    });
    this.afterPicture = false;
  }

  private walk(node: AnyNode): void {
    if (isText(node)) this.addText(node.data);
    else if (isElement(node)) this.walkElement(node);
  }

  private addText(data: string): void {
    this.pending.text += data;
    if (this.linkDepth === 0 && this.boldDepth === 0) return;
    const units = countUnits(data);
    if (this.linkDepth > 0) this.pending.linkUnits += units;
    if (this.boldDepth > 0) this.pending.boldUnits += units;
  }

  private walkElement(element: Element): void {
    const name = element.name;
    if (pictures.has(name) && isSeen(element)) this.meetPicture();
    if (silent.has(name) || isHidden(element)) return;
    if (name === 'br' || name === 'hr') this.flush(name === 'br');
    else if (inline.has(name)) this.walkInline(element);
    else this.walkBlock(element);
  }

  private walkBlock(element: Element): void {
    const outer = this.block;
    this.flush(false);
    this.block = element;
    const centred = isCentred(element) ? 1 : 0;
    this.centredDepth += centred;
    this.walkChildren(element);
    this.flush(false);
    this.centredDepth -= centred;
    this.block = outer;
  }

  private walkInline(element: Element): void {
    const link = element.name === 'a' && element.attribs.href !== undefined ? 1 : 0;
    const bold = element.name === 'b' || element.name === 'strong' ? 1 : 0;
    this.linkDepth += link;
    this.boldDepth += bold;
    this.pending.links += link;
    this.walkChildren(element);
    this.linkDepth -= link;
    this.boldDepth -= bold;
  }

  private meetPicture(): void {
    this.flush(false);
    this.afterPicture = true;
  }
}

function nothing(): Pending {
  return { text: '', linkUnits: 0, links: 0, boldUnits: 0 };
}

function headingLevel(element: Element): number {
  const level = /^h([1-6])$/u.exec(element.name);
  return level === null ? 0 : Number(level[1]);
}

function isCentred(element: Element): boolean {
  if (element.name === 'center' || element.attribs.align === 'center') return true;
  return /text-align:\s*center/iu.test(element.attribs.style ?? '');
}

/** A picture that a reader would see: not a tracking dot and not an icon in running text. */
function isSeen(element: Element): boolean {
  if (element.name === 'svg' || element.name === 'canvas') return false;
  if (element.name === 'img') {
    const width = Number.parseInt(element.attribs.width ?? '', 10);
    const height = Number.parseInt(element.attribs.height ?? '', 10);
    return !(width <= 40) && !(height <= 40);
  }
  return true;
}

/** Hidden by markup: scripts may show it later, a reader of the saved page does not see it. */
export function isHidden(element: Element): boolean {
  const { style, hidden, class: names } = element.attribs;
  if (hidden !== undefined && hidden !== 'false') return true;
  if (style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/iu.test(style)) return true;
  return (
    names !== undefined &&
    /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|hidden|hide|d-none)(?:\s|$)/iu.test(names)
  );
}

/** Length of a text in reading units: a Han or kana character counts 1, any other word 2. */
export function countUnits(text: string): number {
  let units = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isIdeograph(code)) {
      units += 1;
      inWord = false;
    } else if (isWordUnit(code)) {
      if (!inWord) units += 2;
      inWord = true;
    } else inWord = false;
  }
  return units;
}

function isIdeograph(code: number): boolean {
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0x3041 && code <= 0x30ff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xd840 && code <= 0xd888)
  );
}

function isWordUnit(code: number): boolean {
  if (code < 0x80)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 39;
  if (code < 0xc0 || (code >= 0xdc00 && code <= 0xdfff)) return false;
  return (
    !(code >= 0x2000 && code <= 0x303f) && !(code >= 0xfe00 && code <= 0xff0f) && !(code >= 0xd83c && code <= 0xd83e)
  );
}

function countMarks(text: string): number {
  return text.match(/[，。！？；：,!?;]|[.](?:\s|["”’)]|$)/gu)?.length ?? 0;
}
