import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';
import { violationCode, type ViolationCode } from '../../contracts/violation';

const { rules } = z
  .strictObject({
    source: z.string(),
    date: z.string(),
    rules: z.array(
      z.strictObject({
        code: violationCode,
        over: z.array(violationCode),
        where: z.enum(['any', 'overlap']),
        why: z.string(),
      }),
    ),
  })
  .parse(parse(readFileSync(dataFile('nlp/violations/precedence.yaml'), 'utf8')));

interface Suspicion {
  readonly code: ViolationCode;
  readonly start: number;
  readonly end: number;
}

/** Drops the suspicions that a stronger one stands for; what is dropped still drops what lies under it. */
export function applyPrecedence<T extends Suspicion>(all: readonly T[]): T[] {
  const byCode = new Map<ViolationCode, T[]>();
  for (const one of all) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  const isDropped = (one: T): boolean =>
    rules.some((rule) => {
      if (!rule.over.includes(one.code)) return false;
      const winners = byCode.get(rule.code) ?? [];
      return rule.where === 'any'
        ? winners.length > 0
        : winners.some((winner) => winner.start < one.end && winner.end > one.start);
    });
  return all.filter((one) => !isDropped(one));
}
