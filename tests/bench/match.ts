import { compileRules } from '../../rules/matcher';
import { includesMatcher } from './match-baseline';
import { matchCases } from './match-cases';
import type { MatchCases } from './match-cases';

const charactersPerDocument = 600;
// Chosen so that 10,000 rules give 3 to 4, and about 40, matches per document.
const fewMatches = 0.77;
const manyMatches = 0.465;
const sizes = [1000, 3000, 10_000, 30_000];

/** Processor time of this process: another program on the machine does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Measures the matcher on one core and `String.includes` beside it, in one run; answers a Markdown table. */
export async function benchMatch(): Promise<string> {
  const lines = [
    '| rules | matches/doc | load CPU ms | documents per CPU second | p50 ms | p99 ms | memory MB | includes per CPU s | ratio |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const rules of sizes) lines.push(await measured(rules, fewMatches));
  lines.push(await measured(10_000, manyMatches));
  return lines.join('\n');
}

async function measured(rules: number, rarity: number): Promise<string> {
  const cases = matchCases({ rules, documents: 1500, charactersPerDocument, rarity, seed: 20_260_301 });
  const heapBefore = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const loadStart = cpuMs();
  const matcher = compileRules(cases.rules);
  const loadMs = cpuMs() - loadStart;
  const heapMb = (process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - heapBefore) / 1e6;
  if (matcher.disabled.size > 0) throw new Error(`${matcher.disabled.size} rules were refused`);
  const ours = paced(cases, (input) => matcher.match(input, 0).length);
  await new Promise((resolve) => setImmediate(resolve));
  const baseline = paced({ ...cases, documents: cases.documents.slice(0, 150) }, includesMatcher(cases.rules));
  if (baseline.firstMatches !== ours.firstMatches) throw new Error('the two matchers disagree');
  const cells = [
    rules.toLocaleString('en'),
    ours.matchesPerDocument.toFixed(1),
    loadMs.toFixed(0),
    ours.perSecond.toFixed(0),
    ours.p50.toFixed(3),
    ours.p99.toFixed(3),
    heapMb.toFixed(0),
    baseline.perSecond.toFixed(0),
    `${(ours.perSecond / baseline.perSecond).toFixed(1)}×`,
  ];
  return `| ${cells.join(' | ')} |`;
}

interface Pace {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly matchesPerDocument: number;
  /** Matches over the first 150 documents, for comparing two matchers. */
  readonly firstMatches: number;
}

function paced({ documents }: MatchCases, match: (input: MatchCases['documents'][number]) => number): Pace {
  for (const document of documents.slice(0, 100)) match(document);
  const times: number[] = [];
  let matches = 0;
  let firstMatches = 0;
  const start = cpuMs();
  documents.forEach((document, index) => {
    const before = performance.now();
    const found = match(document);
    times.push(performance.now() - before);
    matches += found;
    if (index < 150) firstMatches += found;
  });
  const seconds = (cpuMs() - start) / 1000;
  times.sort((a, b) => a - b);
  return {
    perSecond: documents.length / seconds,
    p50: times[Math.floor(times.length * 0.5)] as number,
    p99: times[Math.floor(times.length * 0.99)] as number,
    matchesPerDocument: matches / documents.length,
    firstMatches,
  };
}
