import type { Element } from 'domhandler';
import { chooseBody, parentOf } from './choose-body';
import type { ChosenBody } from './choose-body';
import { cleanBody } from './clean-body';
import { nameHint } from './boilerplate';
import type { PageSelectors } from './extracted-page';
import { isElement } from './open-page';
import type { OpenPage } from './open-page';
import { readBlocks } from './page-blocks';
import type { Block } from './page-blocks';
import { readComments } from './read-comments';
import type { ReadComments } from './read-comments';

/** The lines of a page, the part that is its article, and its comments. */
export interface PageBody {
  readonly blocks: readonly Block[];
  readonly chosen: ChosenBody | null;
  readonly comments: ReadComments;
  readonly isThread: boolean;
  readonly reader: 'selector' | 'thread' | 'density' | 'lines';
  /** The article's lines; the title, once known, is left out of them. */
  linesFor(title: string): readonly Block[];
}

/** Finds the body: by the source's selector, as first post of a thread, by density of prose, or else every line that is no boilerplate. */
export function readBody(page: OpenPage, top: Element, select: PageSelectors | undefined): PageBody {
  const blocks = readBlocks(top);
  const comments = readComments(page);
  const selected = select?.text === undefined ? [] : selectElements(page, select.text);
  if (selected.length > 0) {
    const lines = selected.flatMap((element) => readBlocks(element));
    if (lines.length > 0)
      return { blocks, chosen: null, comments, isThread: false, reader: 'selector', linesFor: () => lines };
  }
  const whole = chooseBody(top, blocks);
  const isThread = whole !== null && isMostOfPage(comments, whole, top);
  const own = isThread
    ? blocks.filter((block) => isWithin(block.element, comments.elements.slice(0, 1)))
    : withoutComments(blocks, comments, whole);
  const chosen = own.length === blocks.length ? whole : chooseBody(top, own);
  if (chosen === null) {
    const lines = plainLines(own);
    return {
      blocks,
      chosen,
      comments,
      isThread,
      reader: 'lines',
      linesFor: (title) => lines.filter((block) => block.text !== title),
    };
  }
  return {
    blocks,
    chosen,
    comments,
    isThread,
    reader: isThread ? 'thread' : 'density',
    linesFor: (title) => cleanBody(chosen, own, title),
  };
}

/** Elements of a source's selector; a selector that is not CSS finds nothing. */
export function selectElements({ $ }: OpenPage, selector: string): Element[] {
  try {
    return $(selector).get().filter(isElement);
  } catch {
    return [];
  }
}

/** All lines outside of navigation, footers and the like: the text of a shop page or of one without sentences. */
export function plainLines(blocks: readonly Block[]): Block[] {
  return blocks.filter((block) => block.linkUnits < Math.max(1, block.units) * 0.8 && !isUnwanted(block.element));
}

function isUnwanted(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = parentOf(at)) if (nameHint(at) === 'never') return true;
  return false;
}

function isMostOfPage(comments: ReadComments, whole: ChosenBody, top: Element): boolean {
  if (!comments.isThread) return false;
  const prose = comments.elements.reduce((sum, element) => sum + (whole.parts.get(element)?.prose ?? 0), 0);
  return prose >= (whole.parts.get(top)?.prose ?? 0) * 0.6;
}

function withoutComments(blocks: readonly Block[], comments: ReadComments, whole: ChosenBody | null): readonly Block[] {
  if (!comments.isCertain || whole === null) return blocks;
  const elements = comments.elements.filter((element) => element !== whole.root && !isWithin(whole.root, [element]));
  return elements.length === 0 ? blocks : blocks.filter((block) => !isWithin(block.element, elements));
}

function isWithin(element: Element, outers: readonly Element[]): boolean {
  for (let at: Element | null = element; at !== null; at = parentOf(at)) if (outers.includes(at)) return true;
  return false;
}
