import type { DocumentScan } from './document-scan';

/** How often a token is expected: the probability that a document holds it. */
export type TokenCost = (token: number) => number;

/** Tokens of which at least one is in every document that fits, and the sum of their expected frequencies. */
export interface Cover {
  readonly tokens: readonly number[];
  readonly cost: number;
  /** Further tokens of which one must be there too: a quick look before the test itself. */
  readonly guard?: readonly number[];
}

/** A test over a scanned document that also says which tokens it cannot do without. */
export interface Compiled {
  holds(scan: DocumentScan): boolean;
  /** Undefined: the test can hold without any particular token, so it has to be asked for every document. */
  cover(cost: TokenCost): Cover | undefined;
}

/** A test that also tells where it holds: flat list of start and end in the scan's text, by rising start. */
export interface CompiledPlaces extends Compiled {
  spans(scan: DocumentScan): readonly number[];
}

/** A test without any token to wait for. */
export function anywhere(holds: (scan: DocumentScan) => boolean): Compiled {
  return { holds, cover: () => undefined };
}

export function coverOf(tokens: readonly number[], cost: TokenCost): Cover {
  return { tokens, cost: tokens.reduce((sum, token) => sum + cost(token), 0) };
}

/** All of several tests; the rarest part is what has to be waited for. */
export function allOf(parts: readonly Compiled[]): Compiled {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return {
    holds: (scan) => parts.every((part) => part.holds(scan)),
    cover(cost) {
      const covers = parts.map((part) => part.cover(cost)).filter((cover) => cover !== undefined);
      const [best, second] = covers.sort((a, b) => a.cost - b.cost);
      return best === undefined || second === undefined ? best : { ...best, guard: second.tokens };
    },
  };
}

/** One of several tests; every part has to be waited for. */
export function anyOf(parts: readonly Compiled[]): Compiled {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { holds: (scan) => parts.some((part) => part.holds(scan)), cover: (cost) => unitedCover(parts, cost) };
}

/** Cover of an alternative: of all parts together, or none where one part has none. */
export function unitedCover(parts: readonly Compiled[], cost: TokenCost): Cover | undefined {
  const tokens = new Set<number>();
  for (const part of parts) {
    const cover = part.cover(cost);
    if (cover === undefined) return undefined;
    for (const token of cover.tokens) tokens.add(token);
  }
  return coverOf([...tokens], cost);
}

/** The opposite of a test. It can hold where nothing occurs, so there is nothing to wait for. */
export function noneOf(part: Compiled): Compiled {
  return anywhere((scan) => !part.holds(scan));
}
