import { siteNameIn } from './document-title';
import { readJsonLd } from './readers/json-ld';
import { readMetaTags } from './readers/meta-tags';
import { readMicrodata } from './readers/microdata';
import { readOpenGraph } from './readers/open-graph';
import { readUrlDate } from './readers/url-date';
import { completeDate, findVisibleDate, readVisibleNames } from './readers/visible-byline';
import { readVisibleTitle } from './readers/visible-title';
import { bestReading } from './reading';
import type { PageFacts, Reading, ReadField } from './reading';

export interface Metadata {
  /** Place of the headline among the lines of the page, or -1. */
  readonly titleIndex: number;
  readonly readings: Readonly<Partial<Record<ReadField, Reading>>>;
}

const declared = [readJsonLd, readOpenGraph, readMetaTags, readMicrodata, readUrlDate];

/** Asks every reader and keeps the most confident answer for each field. What the page shows outranks what it declares. */
export function readMetadata(facts: PageFacts): Metadata {
  const readings = declared.flatMap((read) => read(facts));
  const titles = readings.filter(({ field }) => field === 'title').map(({ value }) => value);
  const title = readVisibleTitle(facts, titles);
  const titleIndex = title?.index ?? -1;
  if (title !== null) readings.push(title.reading);
  const shown = findVisibleDate(facts, titleIndex);
  const date = shown === null ? null : completeDate(shown, readings);
  if (date !== null) readings.push(date);
  readings.push(...readVisibleNames(facts, titleIndex));
  const site = siteNameIn(facts.documentTitle);
  if (site !== null) readings.push({ field: 'siteName', value: site, reader: 'document-title', confidence: 0.3 });
  const best: Partial<Record<ReadField, Reading>> = {};
  for (const field of ['title', 'publishedAt', 'author', 'source', 'siteName', 'canonicalUrl', 'kind'] as const) {
    const reading = bestReading(readings, field);
    if (reading !== null) best[field] = reading;
  }
  return { titleIndex, readings: best };
}
