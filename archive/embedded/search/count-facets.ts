import { z } from 'zod';
import type { DocumentFacets } from '../../../contracts/search';
import { type SqlConnection, textOf } from '../connection';
import { parseStored } from '../stored-json';
import { momentOf } from './place';

const facetValues = z.tuple([z.string(), z.string().nullable(), z.string(), z.string(), z.array(z.string())]);
type FacetValues = z.infer<typeof facetValues>;

const dayMs = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;
const bucketsShown = 50;

/** Counts documents by their combination of facet values and by day (Asia/Shanghai), one number each, in one pass. */
export class FacetCounter {
  private readonly byFacet = new Map<number, number>();
  private readonly byDay = new Map<number, number>();

  add(place: number, facet: number): void {
    const day = Math.floor((momentOf(place) + shanghaiOffsetMs) / dayMs);
    this.byFacet.set(facet, (this.byFacet.get(facet) ?? 0) + 1);
    this.byDay.set(day, (this.byDay.get(day) ?? 0) + 1);
  }

  /** The facets, most frequent first, days in order. */
  result(names: FacetNames): DocumentFacets {
    const counts = Array.from({ length: 5 }, () => new Map<string, number>());
    const [regions, platforms, genres, sentiments, codes] = counts;
    for (const [facet, count] of this.byFacet) {
      const [region, platform, genre, sentiment, codeList] = names.valuesOf(facet);
      addTo(regions, region, count);
      addTo(platforms, platform, count);
      addTo(genres, genre, count);
      addTo(sentiments, sentiment, count);
      for (const code of codeList) addTo(codes, code, count);
    }
    return {
      codes: bucketsOf(codes),
      regions: bucketsOf(regions),
      platforms: bucketsOf(platforms),
      genres: bucketsOf(genres),
      sentiments: bucketsOf(sentiments),
      days: [...this.byDay]
        .sort(([a], [b]) => a - b)
        .map(([day, count]) => ({ value: new Date(day * dayMs).toISOString().slice(0, 10), count })),
    };
  }
}

/** What the facet numbers stand for; a number never changes its meaning, so each is read once. */
export class FacetNames {
  private readonly known = new Map<number, FacetValues>();

  constructor(private readonly connection: SqlConnection) {}

  valuesOf(facet: number): FacetValues {
    const known = this.known.get(facet);
    if (known) return known;
    const row = this.connection.get('SELECT json FROM facet WHERE id = ?', [facet]);
    const values = parseStored(facetValues, textOf(row ?? {}, 'json'), `facet ${facet}`);
    this.known.set(facet, values);
    return values;
  }
}

function addTo(counts: Map<string, number> | undefined, value: string | null, count: number): void {
  if (value !== null) counts?.set(value, (counts.get(value) ?? 0) + count);
}

function bucketsOf(counts: Map<string, number> | undefined): { value: string; count: number }[] {
  return [...(counts ?? [])]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, bucketsShown);
}
