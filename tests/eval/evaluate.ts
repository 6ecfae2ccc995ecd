import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';
import { openAnalyst } from '../../pipeline/open-analyst';
import { readSettings } from '../../pipeline/main';
import { measureInnocents, measureOwnPairs, measureViolations } from './evaluate-judgement';
import { measureHeldOut } from './evaluate-held-out';
import { measurePages } from './evaluate-pages';

/** One measured set: a line to print, the worst errors, and the figures that floors are held against. */
export interface Measure {
  readonly name: string;
  readonly line: string;
  readonly details: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

const floorsFile = z.record(z.string(), z.record(z.string(), z.number()));
/** Figures of which less is better; of the others more is. */
const lessIsBetter = new Set(['falsePositiveRate', 'share', 'pages', 'texts']);

/** The shipped model's held-back accuracy, as its training wrote it into the card. */
function measureFeeling(): Measure {
  const card = z
    .object({ accuracyHeldBack: z.number(), split: z.object({ heldBack: z.number() }), bytes: z.number() })
    .parse(JSON.parse(readFileSync(dataFile('nlp/models/feeling.card.json'), 'utf8')));
  const line = `${(100 * card.accuracyHeldBack).toFixed(2)} % on ${card.split.heldBack} held-back reviews (as trained; npm run train:sentiment measures again), ${card.bytes} bytes`;
  return { name: 'feeling', line, details: [], figures: { accuracy: card.accuracyHeldBack } };
}

function missedFloors(measures: readonly Measure[]): string[] {
  const floors = floorsFile.parse(parse(readFileSync(dataFile('tests/eval/floors.yaml'), 'utf8')));
  return measures.flatMap(({ name, figures }) =>
    Object.entries(floors[name] ?? {}).flatMap(([figure, floor]) => {
      const value = figures[figure];
      if (value === undefined || Number.isNaN(value)) return [`${name}.${figure} was not measured`];
      const isMet = lessIsBetter.has(figure) ? value <= floor : value >= floor;
      return isMet ? [] : [`${name}.${figure} is ${value.toFixed(4)}, floor ${floor}`];
    }),
  );
}

/** Measures the named sets (all when none is named) and holds them against tests/eval/floors.yaml. */
export function evaluate(options: {
  data: string;
  only: readonly string[];
}): Promise<{ report: string; missed: readonly string[] }> {
  const wants = (set: string): boolean => options.only.length === 0 || options.only.includes(set);
  const measures: Measure[] = [];
  if (wants('violations') || wants('innocents')) {
    const analyst = openAnalyst(readSettings());
    if (wants('violations')) {
      measures.push(...measureViolations(options.data, analyst), measureOwnPairs(analyst), measureHeldOut(analyst));
    }
    if (wants('innocents')) measures.push(...measureInnocents(options.data, analyst));
  }
  if (wants('feeling')) measures.push(measureFeeling());
  if (wants('pages')) measures.push(...measurePages(options.data));
  const lines = measures.flatMap(({ name, line, details }) => [`${name.padEnd(22)} ${line}`, ...details]);
  return Promise.resolve({ report: lines.join('\n'), missed: missedFloors(measures) });
}
