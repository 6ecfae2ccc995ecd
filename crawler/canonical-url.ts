import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../config/project-root';

const tableSchema = z.strictObject({
  prefixes: z.array(z.string()),
  names: z.array(z.string()),
  hosts: z.record(z.string(), z.array(z.string())),
});
const table = tableSchema.parse(parse(readFileSync(dataFile('crawler/tracking-parameters.yaml'), 'utf8')));
const names = new Set(table.names);

function isTracking(host: string, parameter: string): boolean {
  const name = parameter.toLowerCase();
  if (names.has(name) || table.prefixes.some((prefix) => name.startsWith(prefix))) return true;
  return Object.entries(table.hosts).some(
    ([domain, own]) => (host === domain || host.endsWith(`.${domain}`)) && own.includes(name),
  );
}

/**
 * The one spelling of an address under which its page is kept: WHATWG form, no credentials, no default port, no tracking
 * parameters, query sorted by name (values of one name keep their order), no fragment unless `keepFragment` (slots of a page).
 * Throws a TypeError where `address` is no absolute URL.
 */
export function canonicalUrl(address: string, options: { keepFragment?: boolean } = {}): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  if (options.keepFragment !== true) url.hash = '';
  const sorted = new URLSearchParams();
  const kept = [...url.searchParams].filter(([name]) => !isTracking(url.hostname, name));
  kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, value] of kept) sorted.append(name, value);
  // A query that is already plain keeps its own escaping, so a server that compares bytes still answers.
  const isPlain = kept.length === [...url.searchParams].length && isSorted(url.search, sorted);
  if (!isPlain) url.search = sorted.toString();
  if (url.search === '') url.search = '';
  return url.href;
}

function isSorted(search: string, sorted: URLSearchParams): boolean {
  const own = [...new URLSearchParams(search)].map(([name, value]) => `${name}=${value}`);
  const wanted = [...sorted].map(([name, value]) => `${name}=${value}`);
  return own.join('&') === wanted.join('&');
}

/** First 32 hexadecimal digits of the SHA-256 of the parts, joined so that no two lists of parts collide. */
export function shortHash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Id of the document that lives at a canonical address. */
export function documentIdOf(canonical: string): string {
  return `d_${shortHash(canonical)}`;
}
