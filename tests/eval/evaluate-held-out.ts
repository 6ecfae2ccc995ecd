import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AnalysisInput, SentimentLabel } from '../../contracts/analysis';
import { attributeCodes, type ViolationCode } from '../../contracts/violation';
import { dataFile } from '../../config/project-root';
import type { Analyst } from '../../nlp/analyse';
import { filesOf } from './labelled-sets';
import type { Measure } from './evaluate';

interface HeldOutText extends AnalysisInput {
  readonly illegal: boolean;
  readonly codes: readonly ViolationCode[];
  readonly stance: SentimentLabel;
}

const attributes: ReadonlySet<string> = new Set(attributeCodes);
const percent = (value: number): string => (100 * value).toFixed(1);
const f1 = ({ hit, missed, wrong }: Tally): number => (2 * hit) / (2 * hit + missed + wrong || 1);

interface Tally {
  hit: number;
  missed: number;
  wrong: number;
}

/** Self-written texts that nobody tunes on: only the totals of the sealed half (even numbers) are shown. */
export function measureHeldOut(analyst: Analyst): Measure {
  const folder = dataFile('tests/nlp/heldout');
  const texts = filesOf(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')) as HeldOutText[])
    .filter(({ id }) => Number(id.split('-').at(-1)) % 2 === 0);
  const illegal: Tally = { hit: 0, missed: 0, wrong: 0 };
  const codes: Tally = { hit: 0, missed: 0, wrong: 0 };
  let stances = 0;
  for (const { illegal: isIllegal, codes: wanted, stance, ...input } of texts) {
    const answer = analyst.analyse(input);
    if (answer.illegal) illegal[isIllegal ? 'hit' : 'wrong']++;
    else if (isIllegal) illegal.missed++;
    countCodes(wanted, new Set(answer.violations.map((finding) => finding.code)), codes);
    if (answer.sentiment.label === stance) stances++;
  }
  const lawful = texts.filter((text) => !text.illegal).length;
  const figures = {
    f1: f1(illegal),
    falsePositiveRate: illegal.wrong / Math.max(1, lawful),
    codeF1: f1(codes),
    stance: stances / Math.max(1, texts.length),
  };
  return {
    name: 'heldOut',
    line: `${texts.length} sealed texts: illegal F1 ${percent(figures.f1)}  false positives ${percent(figures.falsePositiveRate)} %  codes F1 ${percent(figures.codeF1)}  stance ${percent(figures.stance)} %`,
    details: [],
    figures,
  };
}

function countCodes(wanted: readonly ViolationCode[], found: ReadonlySet<ViolationCode>, tally: Tally): void {
  for (const code of new Set([...wanted, ...found])) {
    if (attributes.has(code)) continue;
    if (!found.has(code)) tally.missed++;
    else if (wanted.includes(code)) tally.hit++;
    else tally.wrong++;
  }
}
