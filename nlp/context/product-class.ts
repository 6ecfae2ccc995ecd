import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';
import type { KnownFacts } from '../../contracts/analysis';
import type { PhraseReading } from './read-phrases';

export const productClasses = [
  'drug',
  'device',
  'health-food',
  'medical-food',
  'food',
  'cosmetic',
  'disinfectant',
  'medical',
  'aesthetic',
  'goods',
  'unknown',
] as const;
export type ProductClass = (typeof productClasses)[number];

const productClassName = z.enum(productClasses);
const table = z
  .object({
    source: z.string(),
    date: z.string(),
    categories: z.array(z.tuple([z.string(), productClassName])),
    evidence: z.array(z.tuple([z.string(), productClassName, z.number()])),
  })
  .parse(parse(readFileSync(dataFile('nlp/context/product-classes.yaml'), 'utf8')));

export interface ProductReading {
  readonly productClass: ProductClass;
  /** `fact` where a fact or the register said so, else `text`; 0 to 1 how clearly. */
  readonly from: 'fact' | 'text';
  readonly certainty: number;
}

const leastScore = 1;

/** What is offered or spoken of: by a known fact first, then by registry numbers, names and dosage forms in the text. */
export function readProductClass(reading: PhraseReading, facts: KnownFacts, titleEnd: number): ProductReading {
  const known = classOfFacts(facts);
  if (known) return { productClass: known, from: 'fact', certainty: 1 };
  const scores = new Map<ProductClass, number>();
  for (const [concept, productClass, weight] of table.evidence) {
    const hits = reading.concept(concept);
    if (hits.length === 0) continue;
    const inTitle = hits.some((hit) => hit.start < titleEnd) ? 1 : 0;
    const amount = weight * (Math.min(hits.length, 3) * 0.5 + 0.5 + inTitle);
    scores.set(productClass, (scores.get(productClass) ?? 0) + amount);
  }
  const ranked = [...scores].sort((a, b) => b[1] - a[1]);
  const best = ranked[0];
  if (!best || best[1] < leastScore) return { productClass: 'unknown', from: 'text', certainty: 0 };
  return { productClass: best[0], from: 'text', certainty: best[1] / (best[1] + (ranked[1]?.[1] ?? 0)) };
}

function classOfFacts(facts: KnownFacts): ProductClass | undefined {
  const { category } = facts;
  if (category !== undefined) {
    const row = table.categories.find(([word]) => category.includes(word));
    if (row) return row[1];
  }
  if (facts.rx !== undefined || facts.generic !== undefined) return 'drug';
  if (facts.device_reg !== undefined || facts.filed_use !== undefined) return 'device';
  if (facts.special_reg !== undefined) return 'cosmetic';
  return undefined;
}
