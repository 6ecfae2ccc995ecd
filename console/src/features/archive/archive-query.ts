import type { LocationQuery, LocationQueryRaw } from 'vue-router';

/** What is searched for, as it stands in the address, so that a search can be kept, sent and come back to. */
export interface ArchiveQuery {
  readonly q: string;
  readonly scope: 'violations' | 'all';
  readonly codes: readonly string[];
  readonly region: string;
  readonly platform: string;
  readonly genre: string;
  readonly sentiment: string;
  readonly cluster: string;
  readonly sort: 'newest' | 'relevance';
  /** Days in Asia/Shanghai, both included; empty is unbounded. */
  readonly from: string;
  readonly to: string;
}

function one(value: LocationQuery[string] | undefined): string {
  const first = Array.isArray(value) ? value[0] : value;
  return first ?? '';
}

function many(value: LocationQuery[string] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each) => (each ? [each] : []));
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Reads the address. Whatever it does not know is left out. */
export function readQuery(query: LocationQuery): ArchiveQuery {
  const from = one(query['from']);
  const to = one(query['to']);
  return {
    q: one(query['q']),
    scope: one(query['scope']) === 'all' ? 'all' : 'violations',
    codes: many(query['code']),
    region: one(query['region']),
    platform: one(query['platform']),
    genre: one(query['genre']),
    sentiment: one(query['sentiment']),
    cluster: one(query['cluster']),
    sort: one(query['sort']) === 'relevance' ? 'relevance' : 'newest',
    from: isDay(from) ? from : '',
    to: isDay(to) ? to : '',
  };
}

/** Writes the address, leaving out what is at its default. */
export function writeQuery(query: ArchiveQuery): LocationQueryRaw {
  const raw: LocationQueryRaw = {};
  for (const name of ['q', 'region', 'platform', 'genre', 'sentiment', 'cluster', 'from', 'to'] as const) {
    if (query[name]) raw[name] = query[name];
  }
  if (query.codes.length > 0) raw['code'] = [...query.codes];
  if (query.scope === 'all') raw['scope'] = 'all';
  if (query.sort !== 'newest') raw['sort'] = query.sort;
  return raw;
}

function nextDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** The search as the server takes it; days become half-open times at +08:00. */
export function serverQuery(query: ArchiveQuery) {
  return {
    q: query.q,
    code: query.codes,
    region: query.region,
    platform: query.platform,
    genre: query.genre,
    sentiment: query.sentiment,
    cluster: query.cluster,
    sort: query.sort,
    illegal: query.scope === 'violations' ? 'true' : undefined,
    from: query.from ? `${query.from}T00:00:00+08:00` : undefined,
    to: query.to ? `${nextDay(query.to)}T00:00:00+08:00` : undefined,
  };
}
