import type { CheerioAPI } from 'cheerio/slim';
import type { Block } from './page-blocks';

export type ReadField = 'title' | 'publishedAt' | 'author' | 'source' | 'siteName' | 'canonicalUrl' | 'kind';

/** One reader's answer for one field; `confidence` 0 to 1 orders the answers. */
export interface Reading {
  readonly field: ReadField;
  readonly value: string;
  readonly reader: string;
  readonly confidence: number;
}

/** What readers look at: the parsed page, its lines, and where in them title and body stand (-1 where unknown). */
export interface PageFacts {
  readonly $: CheerioAPI;
  readonly url: string | null;
  readonly documentTitle: string;
  readonly blocks: readonly Block[];
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

/** The most confident answer for a field, the earliest among equals, or `null`. */
export function bestReading(readings: readonly Reading[], field: ReadField): Reading | null {
  let best: Reading | null = null;
  for (const reading of readings) {
    if (reading.field !== field || reading.value === '') continue;
    if (best === null || reading.confidence > best.confidence) best = reading;
  }
  return best;
}
