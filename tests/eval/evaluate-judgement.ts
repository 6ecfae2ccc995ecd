import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { AnalysisInput, AnalysisResult } from '../../contracts/analysis';
import { dataFile } from '../../config/project-root';
import type { Analyst } from '../../nlp/analyse';
import { filesOf, readLines, score } from './labelled-sets';
import type { Measure } from './evaluate';

interface Score {
  readonly illegal: { precision: number; recall: number; f1: number; falsePositiveRate: number };
  readonly codes: { precision: number; recall: number; f1: number };
  readonly sentimentAccuracy: number;
}

interface Case extends AnalysisInput {
  readonly illegal: boolean;
  readonly labels: string[];
}

const percent = (value: number): string => (100 * value).toFixed(1);

function worst(cases: readonly Case[], answers: readonly AnalysisResult[]): string[] {
  return cases.flatMap((one, index) => {
    const answer = answers[index];
    if (answer === undefined || answer.illegal === one.illegal) return [];
    const codes = answer.violations.map((finding) => finding.code).join(',');
    return [
      `    ${one.illegal ? 'missed' : 'false '} ${one.id} ${one.kind ?? ''} ${one.title.slice(0, 24)} ${one.illegal ? one.labels.join(',') : codes}`,
    ];
  });
}

function scored(data: string, analyst: Analyst, withKind: boolean): { result: Score; errors: string[] } {
  const cases = readLines<Case>(join(data, 'violations', 'cases.jsonl'));
  const answers = cases.map(({ labels: _labels, illegal: _illegal, kind, ...rest }) => {
    const {
      sentiment: _sentiment,
      source: _source,
      composed: _composed,
      ...input
    } = rest as typeof rest & Record<string, unknown>;
    return analyst.analyse({ ...input, ...(withKind && kind !== undefined ? { kind } : {}) });
  });
  return { result: score(join(data, 'violations', 'score.mjs'), answers) as Score, errors: worst(cases, answers) };
}

/** Labelled cases: illegal or not, codes, stance; and the same with `kind` taken away. */
export function measureViolations(data: string, analyst: Analyst): Measure[] {
  return [true, false].map((withKind) => {
    const { result, errors } = scored(data, analyst, withKind);
    const { illegal, codes, sentimentAccuracy } = result;
    const line = `illegal P ${percent(illegal.precision)} R ${percent(illegal.recall)} F1 ${percent(illegal.f1)}  false positives ${percent(illegal.falsePositiveRate)} %  codes F1 ${percent(codes.f1)}  stance ${percent(sentimentAccuracy)} %`;
    return {
      name: withKind ? 'violations' : 'violationsWithoutKind',
      line,
      details: withKind ? errors : [],
      figures: {
        f1: illegal.f1,
        falsePositiveRate: illegal.falsePositiveRate,
        codeF1: codes.f1,
        stance: sentimentAccuracy,
      },
    };
  });
}

interface PairText {
  readonly title?: string;
  readonly text: string;
  readonly kind?: AnalysisInput['kind'];
  readonly facts?: Record<string, unknown>;
}

/** Our own minimal pairs: every text that breaks a rule, every near miss. */
export function measureOwnPairs(analyst: Analyst): Measure {
  const folder = dataFile('tests/nlp/cases');
  let [truePositives, falsePositives, falseNegatives, texts] = [0, 0, 0, 0];
  for (const file of filesOf(folder).filter((name) => name.endsWith('.yaml'))) {
    const pairs = parse(readFileSync(join(folder, file), 'utf8')) as { breaks?: PairText[]; lawful?: PairText[] };
    for (const [isIllegal, list] of [
      [true, pairs.breaks ?? []],
      [false, pairs.lawful ?? []],
    ] as const) {
      for (const { title = '', text, kind, facts } of list) {
        texts += 1;
        const { illegal } = analyst.analyse({
          id: '',
          title,
          text,
          ...(kind ? { kind } : {}),
          ...(facts ? { context: facts } : {}),
        });
        if (isIllegal && illegal) truePositives += 1;
        else if (isIllegal) falseNegatives += 1;
        else if (illegal) falsePositives += 1;
      }
    }
  }
  const f1 = (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
  return {
    name: 'ownPairs',
    line: `${texts} self-written texts: F1 ${percent(f1)}, missed ${falseNegatives}, false ${falsePositives}`,
    details: [],
    figures: { f1 },
  };
}

/** Texts of which none is an advertisement: reviews, news bodies, statutes. */
export function measureInnocents(data: string, analyst: Analyst): Measure[] {
  const flagged = (texts: readonly { name: string; text: string; title?: string }[]): string[] =>
    texts.flatMap(({ name, text, title = '' }) => {
      const { violations } = analyst.analyse({ id: name, title, text });
      return violations.length === 0
        ? []
        : [
            `    ${name.slice(0, 30)} ${violations.map((finding) => `${finding.code}「${finding.quote.slice(0, 30)}」`).join(' ')}`,
          ];
    });
  const reviews = readLines<{ text: string }>(join(data, 'sentiment', 'reviews-train.jsonl.gz')).map(
    ({ text }, index) => ({ name: `review ${index + 1}`, text }),
  );
  const news = readLines<{ id: string; title: string; body: string }>(join(data, 'pages-zh', 'truth.jsonl')).map(
    ({ id, title, body }) => ({ name: id, title, text: body }),
  );
  const lawFolder = join(data, '..', 'domain', 'laws');
  const laws = filesOf(lawFolder).map((name) => ({ name, text: readFileSync(join(lawFolder, name), 'utf8') }));
  const [inReviews, inNews, inLaws] = [flagged(reviews), flagged(news), flagged(laws)];
  const share = inReviews.length / reviews.length;
  return [
    {
      name: 'reviewsFlagged',
      line: `${inReviews.length} of ${reviews.length} consumer reviews (${(100 * share).toFixed(3)} %)`,
      details: inReviews.slice(0, 5),
      figures: { share },
    },
    {
      name: 'newsFlagged',
      line: `${inNews.length} of ${news.length} news bodies`,
      details: inNews,
      figures: { pages: inNews.length },
    },
    {
      name: 'statutesFlagged',
      line: `${inLaws.length} of ${laws.length} statutes`,
      details: inLaws,
      figures: { texts: inLaws.length },
    },
  ];
}
