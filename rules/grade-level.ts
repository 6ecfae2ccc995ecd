import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { level, severity } from '../contracts/primitives';
import type { Level, Severity } from '../contracts/primitives';
import type { MatchInput } from '../contracts/rule-match';
import { dataFile } from '../config/project-root';

const steps = z.array(z.tuple([z.number(), z.number().min(0).max(1)])).min(1);
const floor = z.strictObject({
  documents: z.number().int().optional(),
  platforms: z.number().int().optional(),
  provinces: z.number().int().optional(),
  media: z.array(z.string()).optional(),
});
const grading = z.strictObject({
  severityLevel: z.record(severity, level),
  weights: z.strictObject({
    harm: z.number(),
    spread: z.number(),
    media: z.number(),
    negative: z.number(),
    regions: z.number(),
    recurrence: z.number(),
  }),
  harm: z.record(severity, z.number()),
  spread: steps,
  media: z.record(z.string(), z.number()),
  regions: steps,
  recurrence: steps,
  thresholds: z.strictObject({ yellow: z.number(), orange: z.number(), red: z.number() }),
  floors: z.strictObject({ yellow: floor, orange: floor }),
  aggravating: z.array(z.string().min(1)),
});
export type Grading = z.infer<typeof grading>;

/** Reads the shipped weights (rules/grading.yaml), or another file of that form; throws with the place where it is wrong. */
export function readGrading(file: string = dataFile('rules/grading.yaml')): Grading {
  return grading.parse(parse(readFileSync(file, 'utf8')));
}

const levels: readonly Level[] = ['blue', 'yellow', 'orange', 'red'];

/**
 * Level of a match of a rule with `level: auto` (reference.md e): the worst severity names the least level; a score of harm, spread,
 * media, stance, regions and recurrence, floors for wide spread, and aggravating words can only raise it. `count` is the window's.
 */
export function gradeLevel(input: MatchInput | null, count: number, weights: Grading): Level {
  if (input === null) return atThreshold(stepped(weights.spread, count) * weights.weights.spread, weights.thresholds);
  const worst = worstSeverity(input);
  const documents = Math.max(input.spread.documents, count);
  const candidates: Level[] = [
    worst === null ? 'blue' : weights.severityLevel[worst],
    atThreshold(score(input, documents, weights), weights.thresholds),
    ...(['yellow', 'orange'] as const).filter((name) => reaches(input, documents, weights.floors[name])),
  ];
  const rank = Math.max(...candidates.map((candidate) => levels.indexOf(candidate)));
  return levels[Math.min(levels.length - 1, rank + (isAggravated(input, worst, weights) ? 1 : 0))] ?? 'red';
}

function worstSeverity(input: MatchInput): Severity | null {
  return input.violations.reduce<Severity | null>(
    (worst, { severity: own }) => (worst === null || own > worst ? own : worst),
    null,
  );
}

function score(
  input: MatchInput,
  documents: number,
  { weights, harm, spread, media, regions, recurrence }: Grading,
): number {
  const worst = worstSeverity(input);
  return (
    weights.harm * (worst === null ? 0 : harm[worst]) +
    weights.spread * stepped(spread, documents) +
    weights.media * (media[input.media ?? ''] ?? 0) +
    weights.negative * (input.sentiment?.label === 'neg' ? 1 : 0) +
    weights.regions * stepped(regions, input.spread.provinces) +
    weights.recurrence * stepped(recurrence, documents)
  );
}

function stepped(table: readonly (readonly [number, number])[], value: number): number {
  return table.reduce((reached, [from, worth]) => (value >= from ? Math.max(reached, worth) : reached), 0);
}

function atThreshold(value: number, { yellow, orange, red }: Grading['thresholds']): Level {
  if (value >= red) return 'red';
  if (value >= orange) return 'orange';
  return value >= yellow ? 'yellow' : 'blue';
}

function reaches(input: MatchInput, documents: number, bar: z.infer<typeof floor>): boolean {
  return (
    (bar.documents !== undefined && documents >= bar.documents) ||
    (bar.platforms !== undefined && input.spread.platforms >= bar.platforms) ||
    (bar.provinces !== undefined && input.spread.provinces >= bar.provinces) ||
    (bar.media !== undefined && input.media !== null && bar.media.includes(input.media))
  );
}

function isAggravated(input: MatchInput, worst: Severity | null, weights: Grading): boolean {
  if (worst === null && input.sentiment?.label !== 'neg') return false;
  const { title, text } = input.normalised;
  return weights.aggravating.some((word) => title.includes(word) || text.includes(word));
}
