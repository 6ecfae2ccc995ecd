import { readFileSync } from 'node:fs';
import type { Element } from 'domhandler';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';

const table = z.object({
  never: z.array(z.string()),
  seldom: z.array(z.string()),
  trusted: z.array(z.string()),
  elements: z.array(z.string()),
  lines: z.object({ always: z.array(z.string()), short: z.array(z.string()) }),
  sections: z.string(),
});

const data = table.parse(parse(readFileSync(dataFile('crawler/extract/boilerplate.yaml'), 'utf8')));
const words = (lines: readonly string[]): Set<string> => new Set(lines.flatMap((line) => line.split(' ')));
const never = words(data.never);
const seldom = words(data.seldom);
const neverBeginnings = [...never].filter((word) => word.length >= 6);
const trusted = new Set(data.trusted);
const elements = new Set(data.elements);
const oneOf = (patterns: readonly string[]): RegExp =>
  new RegExp(patterns.map((each) => `(?:${each})`).join('|'), 'iu');
const always = oneOf(data.lines.always);
const short = oneOf(data.lines.short);
const section = new RegExp(data.sections, 'iu');
const shortUnits = 45;

/** How much a name says against an element: `never` part of the body, `seldom`, or nothing. */
export type NameHint = 'never' | 'seldom' | null;

/** Judges an element by its tag, class and id. */
export function nameHint(element: Element): NameHint {
  if (elements.has(element.name)) return 'never';
  if (trusted.has(element.name)) return null;
  const { class: names, id, role } = element.attribs;
  if (role === 'navigation' || role === 'complementary' || role === 'contentinfo' || role === 'dialog') return 'never';
  if (names === undefined && id === undefined) return element.name === 'header' ? 'seldom' : null;
  const parts = nameParts(`${names ?? ''} ${id ?? ''}`);
  if (parts.some((part) => never.has(part) || neverBeginnings.some((beginning) => part.startsWith(beginning))))
    return 'never';
  return parts.some((part) => seldom.has(part)) || element.name === 'header' ? 'seldom' : null;
}

const partsOf = new Map<string, readonly string[]>();
const mostRemembered = 20_000;

/** The lower-case words of class and id names: `relatedPosts_box-2` is `related posts box`. */
export function nameParts(names: string): readonly string[] {
  const known = partsOf.get(names);
  if (known !== undefined) return known;
  const spaced = names.replace(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase();
  const parts = spaced.split(/[^a-z]+/u).filter((part) => part.length > 1);
  if (partsOf.size >= mostRemembered) partsOf.clear();
  if (names.length <= 200) partsOf.set(names, parts);
  return parts;
}

/** A line that is no part of the article: credit, source, notice, share prompt, caption. `units` is its reading length. */
export function isBoilerplateLine(text: string, units: number): boolean {
  return always.test(text) || (units <= shortUnits && short.test(text));
}

/** A heading that opens links to other articles, comments and the like. */
export function opensOtherSection(text: string): boolean {
  return text.length <= 60 && section.test(text);
}
