import { createHash } from 'node:crypto';
import type { Level } from '../contracts/primitives';
import type { Rule } from '../contracts/rule';
import type { MatchInput, RuleMatch } from '../contracts/rule-match';
import { formatTime, zoneMinutes } from './event-time';
import { fieldValue, keyOf, keyPart } from './field-value';
import { gradeLevel } from './grade-level';
import type { Grading } from './grade-level';
import type { WindowFired } from './windows/window';

/** What a match is made of. `input` is null where time alone completed it; `clock` then says in which zone to write times. */
export interface MatchParts {
  readonly rule: Rule;
  readonly key: Record<string, string | null> | null;
  readonly input: MatchInput | null;
  readonly fired: WindowFired | null;
  readonly clock: string;
  readonly grading: Grading;
}

/** Builds the match; the same parts give the same `matchId`. */
export function buildMatch({ rule, key, input, fired, clock, grading }: MatchParts): RuleMatch {
  const at = timeOf(input, fired, clock);
  const documentIds = fired === null ? (input === null ? [] : [input.id]) : [...fired.documentIds];
  const anchor =
    input !== null && fired?.at === undefined ? input.id : (documentIds.at(-1) ?? fired?.lastDocumentId ?? null);
  const level = rule.level === 'auto' ? gradeLevel(input, fired?.count ?? 1, grading) : rule.level;
  return {
    schemaVersion: 1,
    matchId: matchId([rule.id, rule.version, key, at, documentIds]),
    ruleId: rule.id,
    ruleName: rule.name,
    ruleVersion: rule.version,
    at,
    key,
    groupKey: rule.group === undefined || input === null ? null : keyOf(input, rule.group.by),
    ...(fired?.count === undefined ? {} : { count: fired.count }),
    documentIds,
    anchorDocumentId: anchor,
    level,
    title: titleOf(rule, { key, input, count: fired?.count, level }),
    channels: rule.alert?.channels ?? [],
    ...(fired?.measured === undefined ? {} : { measured: { ...fired.measured } }),
  };
}

function timeOf(input: MatchInput | null, fired: WindowFired | null, clock: string): string {
  if (fired?.at !== undefined) return formatTime(fired.at, zoneMinutes(clock));
  return input?.collectedAt ?? clock;
}

function matchId(parts: readonly unknown[]): string {
  return `m_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}

interface TitleParts {
  readonly key: Record<string, string | null> | null;
  readonly input: MatchInput | null;
  readonly count: number | undefined;
  readonly level: Level;
}

/**
 * Fills `{names}` of the alert's title: key values, `count`, `level`, `name`, and fields of the document. What is missing gives
 * way to the platform, then the host; where there is neither it is left out together with the punctuation that introduced it.
 */
function titleOf(rule: Rule, parts: TitleParts): string {
  const template = rule.alert?.title ?? rule.name;
  const title = template
    .replaceAll(/\{([^{}]+)\}/g, (_, name: string) => nameIn(name, rule, parts))
    .replaceAll(/\(\s*\)|（\s*）/g, '')
    .replaceAll(/\s{2,}/g, ' ')
    .replaceAll(/^[\s：:，、]+|[\s：:，、]+$/g, '');
  return title === '' ? rule.name : title;
}

function nameIn(name: string, rule: Rule, { key, input, count, level }: TitleParts): string {
  if (name === 'count') return String(count ?? 1);
  if (name === 'level') return level;
  if (name === 'name') return rule.name;
  const valueOf = (field: string): string | null =>
    key?.[field] || (input === null ? null : keyPart(fieldValue(input, field))) || null;
  return valueOf(name) ?? valueOf('platform') ?? valueOf('host') ?? '';
}
