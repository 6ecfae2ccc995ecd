import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { analysisInput, knownFacts } from '../../../contracts/analysis';
import { kind } from '../../../contracts/primitives';
import { violationCode, violationCodes, type Finding } from '../../../contracts/violation';
import { readContext } from '../../../nlp/context/read-context';
import { prepare } from '../../../nlp/prepare';
import { emptyRegistry } from '../../../nlp/registry-view';
import { detectViolations } from '../../../nlp/violations/detect';

const text = z.strictObject({
  title: z.string().default(''),
  text: z.string(),
  kind: kind.optional(),
  publishedAt: z.string().optional(),
  facts: knownFacts.optional(),
});
const table = z.strictObject({ code: violationCode, breaks: z.array(text), lawful: z.array(text) });
type Text = z.infer<typeof text>;

const folder = join(__dirname, '..', 'cases');
const tables = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, ...table.parse(parse(readFileSync(join(folder, name), 'utf8'))) }));

function findingsOf({ title, text: body, facts, ...rest }: Text): { findings: Finding[]; original: string } {
  const input = analysisInput.parse({ id: 'case', title, text: body, ...(facts ? { context: facts } : {}), ...rest });
  const prepared = prepare(input, emptyRegistry, () => new Date('2025-11-01T00:00:00+08:00'));
  const { findings, faults } = detectViolations(prepared, readContext(prepared));
  expect(faults).toEqual([]);
  return { findings, original: prepared.original };
}

const breaking = tables.flatMap(({ code, breaks }) => breaks.map((one) => ({ code, one })));
const lawful = tables.flatMap((each) => each.lawful.map((one) => ({ code: each.code, one })));
const label = ({ title, text: body }: Text): string => `${title}｜${body}`;

describe('minimal pairs', () => {
  it('there is a table for every code, under its name, with at least six texts on either side', () => {
    expect(tables.map(({ code }) => code).sort()).toEqual([...violationCodes].sort());
    for (const { name, code, breaks, lawful: near } of tables) {
      expect(name).toBe(`${code.toLowerCase().replaceAll('_', '-')}.yaml`);
      expect(breaks.length).toBeGreaterThanOrEqual(6);
      expect(near.length).toBeGreaterThanOrEqual(6);
    }
  });

  it.each(tables)('$code is found in the texts that break it', ({ code, breaks }) => {
    const missed = breaks.filter((one) => !findingsOf(one).findings.some((finding) => finding.code === code));
    expect(missed.map(label)).toEqual([]);
  });

  it.each(tables)('$code: the near misses break nothing', ({ lawful: near }) => {
    const accused = near.map((one) => ({ text: label(one), codes: findingsOf(one).findings.map(({ code }) => code) }));
    expect(accused.filter(({ codes }) => codes.length > 0)).toEqual([]);
  });

  it('every quote is a slice of the original, and every finding is complete', () => {
    for (const { one } of [...breaking, ...lawful]) {
      const { findings, original } = findingsOf(one);
      for (const finding of findings) {
        expect(original.slice(finding.start, finding.end)).toBe(finding.quote);
        expect(finding.quote.length).toBeGreaterThan(0);
        expect(finding.why).toMatch(/^疑似.+：.+。$/u);
        expect(finding.articles.length).toBeGreaterThan(0);
        expect(finding.confidence).toBeGreaterThan(0.3);
        expect(finding.confidence).toBeLessThan(1);
      }
    }
  });
});
