import { hashText } from './seeded-random';

/** What goes wrong with one request; nothing does when it is absent. */
export type Fault =
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'status'; readonly status: 429 | 500 | 503; readonly retryAfterSeconds?: number };

/**
 * Decides by seed, address and the address's own request count (from 0) whether a request is disturbed. At most one
 * request in three to an address ever is, so a visitor who tries again always gets through.
 */
export function faultFor(seed: number | string, path: string, attempt: number): Fault | undefined {
  if (attempt % 3 !== 0 || path === '/robots.txt' || path.startsWith('/static/')) return undefined;
  const draw = hashText(`${seed}/fault/${path}/${attempt}`) % 1000;
  if (draw < 12) return { kind: 'status', status: 500 };
  if (draw < 18) return { kind: 'status', status: 503, retryAfterSeconds: 1 };
  if (draw < 30) return { kind: 'status', status: 429, retryAfterSeconds: 1 };
  if (draw < 70) return { kind: 'slow', delayMs: 300 + (draw - 30) * 30 };
  return undefined;
}
