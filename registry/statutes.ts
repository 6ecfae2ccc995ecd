import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';

const table = z.strictObject({
  source: z.string(),
  date: z.iso.date(),
  laws: z.record(z.string(), z.strictObject({ name: z.string(), short: z.string() })),
  articles: z.array(
    z.strictObject({
      ref: z.string(),
      law: z.string(),
      article: z.string(),
      from: z.iso.date(),
      to: z.iso.date().optional(),
      gist: z.string(),
      certainty: z.enum(['text', 'memory']).default('text'),
    }),
  ),
});

/** An article as it is cited, with the days it is in force: `from` the first, `to` the first no longer. */
export interface Article {
  readonly ref: string;
  /** Full name of the law. */
  readonly law: string;
  /** Name by which the law is cited. */
  readonly short: string;
  readonly article: string;
  readonly from: string;
  readonly to?: string | undefined;
  readonly gist: string;
  /** `memory`: written from memory, to be checked against the official text before a document cites it. */
  readonly certainty: 'text' | 'memory';
}

let loaded: readonly Article[] | undefined;

/** All articles of `statutes.yaml`; throws where the file is not of its form or names a law it does not list. */
export function statutes(): readonly Article[] {
  loaded ??= readStatutes();
  return loaded;
}

/**
 * The articles in force on a day (`YYYY-MM-DD`). `ref` names one rule (`ad/prescription`) or, as the key of a law (`ad`), all of its rules;
 * a rule that was renumbered gives the number of that day, one that did not exist gives nothing.
 */
export function articlesInForce(ref: string, day: string): Article[] {
  return statutes().filter(
    (article) =>
      (article.ref === ref || article.ref.startsWith(`${ref}/`)) &&
      article.from <= day &&
      (article.to === undefined || day < article.to),
  );
}

function readStatutes(): Article[] {
  const { laws, articles } = table.parse(parse(readFileSync(dataFile('registry/statutes.yaml'), 'utf8')));
  return articles.map(({ law, ...article }) => {
    const named = laws[law];
    if (named === undefined) throw new Error(`registry/statutes.yaml: ${article.ref} names the unknown law ${law}`);
    return { ...article, law: named.name, short: named.short };
  });
}
