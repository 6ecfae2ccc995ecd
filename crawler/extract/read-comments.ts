import type { Element } from 'domhandler';
import { nameParts } from './boilerplate';
import { parentOf } from './choose-body';
import type { PageComment } from './extracted-page';
import { findDates, formatDate } from './find-dates';
import { isElement, tidyText } from './open-page';
import type { OpenPage } from './open-page';
import { readBlocks } from './page-blocks';

const commentNames = new Set([
  'comment',
  'comments',
  'cmt',
  'reply',
  'replies',
  'review',
  'reviews',
  'floor',
  'post',
  'thread',
  'message',
  'answer',
]);
const certainNames = new Set(['comment', 'comments', 'cmt', 'reply', 'replies', 'review', 'reviews']);
const threadNames = new Set(['post', 'floor', 'reply', 'thread', 'message', 'answer']);
const nameNames = new Set(['author', 'user', 'username', 'nick', 'nickname', 'name', 'userid', 'poster']);
const itemTags = new Set(['div', 'li', 'article', 'section', 'dl', 'tr', 'table']);
const mostComments = 500;
const floorMark = /(?:^|\s)(?:#\s?\d+|\d+\s*(?:楼|#)|楼主|沙发|板凳|地板)(?:\s|$)/u;

/** Comments or replies of a page, in order, and the elements they stand in. `isThread`: the page is a forum thread, its first post the text. */
export interface ReadComments {
  readonly comments: readonly PageComment[];
  readonly elements: readonly Element[];
  /** Named as comments beyond doubt, so that they are no part of the article. */
  readonly isCertain: boolean;
  readonly isThread: boolean;
}

/** Finds repeated elements named as comments, reviews or posts, and reads author, time and text of each. */
export function readComments(page: OpenPage): ReadComments {
  const groups = new Map<string, Element[]>();
  const order = new Map<Element, number>();
  page.$('[class]').each((_, element) => {
    if (!itemTags.has(element.name) || !namesAny(element, commentNames)) return;
    const parent = parentOf(element);
    if (parent === null) return;
    if (!order.has(parent)) order.set(parent, order.size);
    const key = `${order.get(parent) ?? 0} ${element.name} ${signature(element)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [element]);
    else if (group.length < mostComments) group.push(element);
  });
  const read = [...groups.values()].map((elements) => ({
    elements,
    comments: elements.slice(0, mostComments).map(readComment),
  }));
  const usable = read.filter(({ comments }) =>
    comments.some((comment) => comment.author !== null || comment.publishedAt !== null),
  );
  const innermost = usable.filter((group) => !usable.some((other) => other !== group && holds(group, other)));
  const best = innermost.sort((a, b) => weight(b.comments) - weight(a.comments))[0];
  if (best === undefined) return { comments: [], elements: [], isCertain: false, isThread: false };
  const isThread =
    best.elements.length >= 2 && best.elements.every((element) => namesAny(element, threadNames) && isPost(element));
  const isCertain = best.elements.every((element) => namesAny(element, certainNames));
  return { comments: best.comments.filter(({ text }) => text !== ''), elements: best.elements, isCertain, isThread };
}

interface CommentGroup {
  readonly elements: readonly Element[];
  readonly comments: readonly PageComment[];
}

/** Whether a group only wraps another one that has most of its text. */
function holds(outer: CommentGroup, inner: CommentGroup): boolean {
  if (weight(inner.comments) < weight(outer.comments) * 0.5) return false;
  for (let at = inner.elements[0]?.parent ?? null; at !== null; at = at.parent)
    if (outer.elements.includes(at as Element)) return true;
  return false;
}

function weight(comments: readonly PageComment[]): number {
  return comments.reduce((sum, { text }) => sum + Math.min(text.length, 200), 0);
}

function signature(element: Element): string {
  return nameParts(element.attribs.class ?? '')
    .filter((part) => !/^(?:odd|even|first|last|active|alt|depth|children)$/u.test(part))
    .join(' ');
}

function namesAny(element: Element, names: ReadonlySet<string>): boolean {
  return nameParts(element.attribs.class ?? '').some((part) => names.has(part));
}

function isPost(element: Element): boolean {
  const blocks = readBlocks(element);
  return blocks.some(({ text, units }) => units <= 30 && (floorMark.test(text) || findDates(text).length > 0));
}

function readComment(element: Element): PageComment {
  const blocks = readBlocks(element);
  const author = authorIn(element);
  const dated = blocks.find(({ text, units }) => units <= 40 && findDates(text).length > 0);
  const date = findDates(dated?.text ?? '')[0];
  const lines = blocks
    .filter((block) => block.linkUnits < Math.max(1, block.units))
    .map((block) => {
      const written =
        block === dated && date !== undefined ? block.text.slice(date.index, date.index + date.length) : '';
      return tidyText(withoutStart(block.text.replace(written, ' '), author ?? ''));
    });
  return {
    author,
    publishedAt: date === undefined ? null : formatDate(date),
    text: lines.filter((line) => /[\p{L}\p{N}]/u.test(line) && !isControl(line)).join('\n'),
  };
}

function withoutStart(text: string, start: string): string {
  return start !== '' && text.startsWith(start) ? text.slice(start.length).replace(/^\s*[:：]/u, '') : text;
}

/** Text of the first part that is named as an author or user. */
function authorIn(element: Element): string | null {
  const stack: Element['children'] = [...element.children].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isElement(node)) continue;
    const text = namesAny(node, nameNames) ? tidyText(textOf(node)).replace(/[:：]$/u, '') : '';
    if (text !== '' && text.length <= 30) return text;
    stack.push(...[...node.children].reverse());
  }
  return null;
}

function textOf(element: Element): string {
  return readBlocks(element)
    .map(({ text }) => text)
    .join(' ');
}

function isControl(text: string): boolean {
  return (
    /^(?:回复|举报|赞|顶|踩|引用|分享|支持|反对|收起|展开|Reply|Report|Like|Share|Quote)\s*[（(]?\d*[)）]?$/iu.test(
      text,
    ) ||
    (text.length <= 12 && floorMark.test(text))
  );
}
