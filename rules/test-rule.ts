import type { Rule } from '../contracts/rule';
import type { MatchInput, RuleMatch } from '../contracts/rule-match';
import { toEpoch, withZone } from './event-time';
import { compileRules } from './matcher';
import type { Matcher } from './matcher';
import { createRuleEngine } from './rule-engine';
import { readEvent } from './to-match-input';

/** A line of `rules test`: a match for stdout, or a problem with a line of the events for stderr. */
export type TestLine =
  | { readonly type: 'match'; readonly text: string }
  | { readonly type: 'problem'; readonly line: number; readonly message: string };

/** Computes what an event lacks of an analysis; answers the fields of `analyze` (formats.md 1). */
export type AnalyseEvent = (event: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

export interface RuleTest {
  /** Rules whose matches are printed. */
  readonly rules: readonly Rule[];
  /** Further rules that sequences among them wait for; their matches are not printed. */
  readonly steps?: readonly Rule[];
  /** Lines of the events file. */
  readonly events: AsyncIterable<string> | Iterable<string>;
  readonly analyse?: AnalyseEvent;
  /** Time of an event that has none. */
  readonly now: string;
}

/** Runs rules over given documents, in memory: one line per match, in event order (formats.md 2). A bad line is named and skipped. */
export async function* testRules(test: RuleTest): AsyncGenerator<TestLine> {
  const printed = new Set(test.rules.map((rule) => rule.id));
  const matcher = compileRules([...test.rules, ...(test.steps ?? []).filter((step) => !printed.has(step.id))]);
  const engine = createRuleEngine({ matcher });
  const missing = missingParts(matcher);
  let line = 0;
  for await (const text of test.events) {
    line++;
    if (text.trim() === '') continue;
    const read = await readLine(text, { ...test, missing });
    if ('problem' in read) {
      yield { type: 'problem', line, message: read.problem };
      continue;
    }
    const matches = 'tick' in read ? await engine.tick(read.tick) : await engine.accept(read.input);
    for (const match of matches)
      if (printed.has(match.ruleId)) yield { type: 'match', text: JSON.stringify(testAnswer(match)) };
  }
}

/** The match as `rules test` prints it. */
export function testAnswer(match: RuleMatch): Record<string, unknown> {
  const { ruleId, at, key, count, documentIds, level } = match;
  return { ruleId, at, key, ...(count === undefined ? {} : { count }), documents: documentIds, level };
}

type ReadLine = { readonly input: MatchInput } | { readonly tick: string } | { readonly problem: string };

async function readLine(
  text: string,
  test: RuleTest & { readonly missing: (event: object) => boolean },
): Promise<ReadLine> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { problem: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { problem: 'expected a JSON object' };
  if ('tick' in raw && raw.tick === true) return readTick(raw);
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
  const computed = test.analyse !== undefined && test.missing(given) ? await test.analyse(given) : {};
  const event = readEvent({ ...computed, ...given }, test.now);
  return event.ok ? { input: event.input } : { problem: event.message };
}

function readTick(raw: object): ReadLine {
  const at: unknown = Reflect.get(raw, 'at');
  if (typeof at !== 'string' || toEpoch(at) === undefined) return { problem: 'a tick needs "at", an RFC 3339 time' };
  return { tick: withZone(at) ?? at };
}

/** Field of an event that states a part of the analysis. */
const fieldOfPart = {
  violations: 'violations',
  sentiment: 'sentiment',
  feeling: 'feeling',
  genre: 'genre',
  attributes: 'attributes',
  drugs: 'drugs',
  companies: 'companies',
  numbers: 'numbers',
} as const;

/** Whether an event lacks anything that the rules read of an analysis. Rules graded `auto` read findings. */
function missingParts(matcher: Matcher): (event: object) => boolean {
  const needs = new Set<string>();
  for (const rule of matcher.rules) {
    for (const part of matcher.compiled(rule.id)?.needs ?? []) needs.add(fieldOfPart[part]);
    if (rule.level === 'auto') needs.add('violations');
    for (const path of pathsOf(rule)) if (path in fieldOfPath) needs.add(fieldOfPath[path] ?? path);
  }
  return (event) => [...needs].some((field) => !(field in event));
}

const fieldOfPath: Readonly<Record<string, string>> = {
  code: 'violations',
  codes: 'violations',
  severity: 'violations',
  illegal: 'violations',
  genre: 'genre',
  sentiment: 'sentiment',
  feeling: 'feeling',
  drug: 'drugs',
  drugs: 'drugs',
  company: 'companies',
  companies: 'companies',
  attribute: 'attributes',
};

function pathsOf({ window, group }: Rule): readonly string[] {
  const own =
    window === undefined
      ? []
      : [...('by' in window ? (window.by ?? []) : []), ...('field' in window ? [window.field] : [])];
  return [...own, ...(group?.by ?? [])];
}
