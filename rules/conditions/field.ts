import { z } from 'zod';
import { fieldPath } from '../../contracts/rule';
import type { MatchInput } from '../../contracts/rule-match';
import { toEpoch } from '../event-time';
import { fieldValue, toNumber } from '../field-value';
import { anywhere } from '../matching/compiled';
import { compileLinearRegex } from '../query/linear-regex';
import { queryFault } from '../query/query-faults';
import type { AnalysisPart, Condition } from './condition';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const bound = z.union([z.number(), z.string().min(1)]);
const comparison = z
  .strictObject({
    eq: scalar,
    ne: scalar,
    lt: bound,
    lte: bound,
    gt: bound,
    gte: bound,
    in: z.array(scalar).min(1),
    notIn: z.array(scalar).min(1),
    contains: z.string().min(1),
    startsWith: z.string().min(1),
    matches: z.string().min(1),
    exists: z.boolean(),
  })
  .partial()
  .refine((value) => Object.keys(value).length > 0, {
    message: 'expected a comparison: eq ne lt lte gt gte in notIn contains startsWith matches exists',
  });
const settings = z
  .record(fieldPath, z.union([comparison, scalar.transform((eq) => ({ eq }))]))
  .refine((value) => Object.keys(value).length > 0, { message: 'expected at least one field' });
type Comparison = z.infer<typeof comparison>;
type Scalar = z.infer<typeof scalar>;
type Check = (value: unknown) => boolean;

/** Fields of the document compared with values; all comparisons must hold. A missing field fails all but `ne`, `notIn`, and `exists: false`. */
export const field: Condition<z.infer<typeof settings>> = {
  name: 'field',
  title: { zh: '字段', en: 'field' },
  settings,
  needs: (wanted) => [...new Set(Object.keys(wanted).flatMap((path) => partOf[path] ?? []))],
  compile(wanted) {
    const bad = Object.entries(wanted).flatMap(([path, value]) => regexFaults(path, value));
    if (bad.length > 0) return { ok: false, faults: bad };
    const checks = Object.entries(wanted).map(([path, value]) => {
      const parts = checksOf(value);
      return (input: MatchInput): boolean => {
        const found = fieldValue(input, path);
        return parts.every((check) => check(found));
      };
    });
    return { ok: true, test: anywhere(({ input }) => checks.every((check) => check(input))) };
  },
};

const partOf: Readonly<Record<string, AnalysisPart>> = {
  genre: 'genre',
  quoted: 'genre',
  illegal: 'violations',
  code: 'violations',
  codes: 'violations',
  severity: 'violations',
  attribute: 'attributes',
  sentiment: 'sentiment',
  feeling: 'feeling',
  drug: 'drugs',
  drugs: 'drugs',
  company: 'companies',
  companies: 'companies',
};

function regexFaults(path: string, wanted: Comparison) {
  if (wanted.matches === undefined) return [];
  const compiled = compileLinearRegex(wanted.matches);
  return compiled.ok ? [] : [{ ...queryFault('badRegex', 0, compiled.reason), path: [path, 'matches'] }];
}

function checksOf(wanted: Comparison): Check[] {
  const checks: Check[] = [];
  const { eq, ne, lt, lte, gt, gte, contains, startsWith, matches, exists } = wanted;
  if (eq !== undefined) checks.push((value) => isAny(value, [eq]));
  if (ne !== undefined) checks.push((value) => !isAny(value, [ne]));
  if (wanted.in !== undefined) checks.push((value) => isAny(value, wanted.in ?? []));
  if (wanted.notIn !== undefined) checks.push((value) => !isAny(value, wanted.notIn ?? []));
  if (lt !== undefined) checks.push((value) => compare(value, lt, (order) => order < 0));
  if (lte !== undefined) checks.push((value) => compare(value, lte, (order) => order <= 0));
  if (gt !== undefined) checks.push((value) => compare(value, gt, (order) => order > 0));
  if (gte !== undefined) checks.push((value) => compare(value, gte, (order) => order >= 0));
  if (contains !== undefined) checks.push((value) => texts(value).some((text) => text.includes(contains)));
  if (startsWith !== undefined) checks.push((value) => texts(value).some((text) => text.startsWith(startsWith)));
  if (matches !== undefined) checks.push(matcher(matches));
  if (exists !== undefined) checks.push((value) => (value !== undefined && texts(value).length > 0) === exists);
  return checks;
}

function matcher(pattern: string): Check {
  const compiled = compileLinearRegex(pattern);
  return (value) => compiled.ok && texts(value).some((text) => compiled.regex.matcher(text).find());
}

function texts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map((item) =>
    typeof item === 'object' ? JSON.stringify(item) : String(item as Scalar),
  );
}

/** A list fits where one of its items does; numbers and numerals are the same. */
function isAny(value: unknown, wanted: readonly Scalar[]): boolean {
  return texts(value).some((text) =>
    wanted.some((one) => text === String(one) || (typeof one === 'number' && toNumber(text) === one)),
  );
}

/** Compares as numbers, else as times, else not at all. */
function compare(value: unknown, limit: string | number, accept: (order: number) => boolean): boolean {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).some((item) => {
    const pair = [item, limit].map(
      (side) => toNumber(side) ?? (typeof side === 'string' ? (toEpoch(side) ?? gradeOf(side)) : undefined),
    );
    const [left, right] = pair;
    return left !== undefined && right !== undefined && accept(left - right);
  });
}

/** Severities compare by their rank. */
function gradeOf(text: string): number | undefined {
  return /^S[1-4]$/.test(text) ? Number(text.slice(1)) : undefined;
}
