import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';
import { violationCode, type ViolationCode } from '../../contracts/violation';

const law = z.strictObject({ name: z.string(), from: z.iso.date(), to: z.iso.date().optional() });
const table = z
  .strictObject({
    source: z.string(),
    date: z.string(),
    laws: z.record(z.string(), law),
    codes: z.record(violationCode, z.array(z.tuple([z.string(), z.string()]))),
  })
  .parse(parse(readFileSync(dataFile('nlp/violations/statutes.yaml'), 'utf8')));

/** The articles behind a code that were in force on `day` (YYYY-MM-DD), as `广告法 第十七条`; without a day, those in force now. */
export function articlesOf(code: ViolationCode, day?: string): string[] {
  return table.codes[code].flatMap(([key, article]) => {
    const cited = table.laws[key];
    if (!cited) throw new Error(`statutes.yaml: ${code} cites an unknown law ${key}`);
    const { name, from, to } = cited;
    const inForce = day === undefined ? to === undefined : day >= from && (to === undefined || day < to);
    return inForce ? [`${name} ${article}`] : [];
  });
}
