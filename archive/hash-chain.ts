import { createHash } from 'node:crypto';
import type { Capture, ChainLink } from '../contracts/evidence';
import { canonicalJson } from './canonical-json';

/** What the first link of a chain names as its predecessor. */
export const noPrevious = '0'.repeat(64);

/** The link that fixes `capture` at place `index`, after the link with hash `previous`. */
export function linkOf(capture: Capture, place: { readonly index: number; readonly previous: string }): ChainLink {
  const unsigned = {
    index: place.index,
    captureId: capture.id,
    capturedAt: capture.capturedAt,
    capturedBy: capture.capturedBy,
    url: capture.url,
    finalUrl: capture.finalUrl,
    hashes: capture.files.map(({ role, sha256 }) => ({ role, sha256 })),
    previous: place.previous,
  };
  return { ...unsigned, hash: linkHash(unsigned) };
}

/** SHA-256 over the canonical JSON of every field of a link except `hash`. */
export function linkHash(link: Omit<ChainLink, 'hash'>): string {
  const { hash: _hash, ...covered } = link as ChainLink;
  return createHash('sha256').update(canonicalJson(covered)).digest('hex');
}

export type ChainVerdict =
  | { readonly whole: true; readonly links: number }
  | { readonly whole: false; readonly index: number; readonly reason: 'hash' | 'index' | 'previous' };

/**
 * Checks a run of links, in order; a chain's first link (index 0) must name 64 zeros as `previous`. A segment may begin anywhere.
 * Answers the index of the first link that is wrong: `hash` (its content was changed), `index` (one is missing, doubled or
 * out of order) or `previous` (it does not follow the link before it).
 */
export function verifyChain(links: readonly ChainLink[]): ChainVerdict {
  let before: ChainLink | undefined;
  for (const link of links) {
    const expected = before ? before.index + 1 : link.index;
    if (link.index !== expected) return { whole: false, index: expected, reason: 'index' };
    const previous = before?.hash ?? (link.index === 0 ? noPrevious : link.previous);
    if (link.previous !== previous) return { whole: false, index: link.index, reason: 'previous' };
    if (linkHash(link) !== link.hash) return { whole: false, index: link.index, reason: 'hash' };
    before = link;
  }
  return { whole: true, links: links.length };
}
