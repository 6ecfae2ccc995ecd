/**
 * Near-duplicate clusters. A document joins the cluster of the nearest known document whose SimHash differs in at most seven of 64 bits
 * (about nine tenths of the text in common) and whose length is similar; otherwise it begins a cluster, named after itself for ever.
 * The hash is cut into four bands of 16 bits; seven differing bits leave one band with at most one, so looking up each band and its
 * sixteen one-bit neighbours (68 keys) finds every such document.
 */
import { createHash } from 'node:crypto';
import type { ClusterEntry, ClusterStore } from './cluster-store';
import { hammingDistance } from './simhash';

/** Greatest number of differing bits between near-duplicates. */
export const maxHammingDistance = 7;
/** Texts shorter than this have too few shingles to be compared by degree; they must be the same. */
export const shortTextLength = 40;
/** So near a copy needs no lookup entry of its own, which bounds the candidates of a text that is copied ten thousand times. */
const representedDistance = 2;
const leastLengthRatio = 0.75;
/** Hash of a text without letters, digits and Han characters: nothing to compare. */
const wordless = '0'.repeat(16);

export interface ClusteredDocument {
  readonly documentId: string;
  readonly simhash: string;
  readonly length: number;
  /** RFC 3339. */
  readonly at: string;
}

export interface ClusterIndex {
  /** The document's cluster; the same again for the same document as long as its text stays near. */
  assign(document: ClusteredDocument): Promise<{ cluster: string; isNew: boolean }>;
}

/** An index over a store; calls for one store must not overlap. */
export function createClusterIndex(store: ClusterStore): ClusterIndex {
  return {
    async assign(document) {
      const known = await store.get(document.documentId);
      if (known !== undefined && known.simhash === document.simhash) return { cluster: known.cluster, isNew: false };
      const others = await store.candidates(neighbouringBands(document.simhash));
      const nearest = nearestEntry(known === undefined ? others : [known, ...others], document);
      const cluster = nearest?.entry.cluster ?? clusterId(document.documentId);
      const isRepresented = nearest !== undefined && nearest.entry !== known && nearest.distance <= representedDistance;
      await store.put({ ...document, cluster }, isRepresented ? [] : bandsOf(document.simhash));
      return { cluster, isNew: nearest === undefined };
    },
  };
}

/** The id of the cluster that a document begins. */
export function clusterId(documentId: string): string {
  return `c${createHash('sha256').update(documentId).digest('hex').slice(0, 20)}`;
}

/** The four bands under which a hash is filed. */
export function bandsOf(simhash: string): number[] {
  return [0, 1, 2, 3].map((band) => band * 0x10000 + parseInt(simhash.slice(band * 4, band * 4 + 4), 16));
}

function neighbouringBands(simhash: string): number[] {
  return bandsOf(simhash).flatMap((band) => [band, ...Array.from({ length: 16 }, (_, bit) => band ^ (1 << bit))]);
}

/** The nearest that is near enough; of equally near ones the oldest, then the first by id. */
function nearestEntry(
  entries: readonly ClusterEntry[],
  document: ClusteredDocument,
): { entry: ClusterEntry; distance: number } | undefined {
  return entries
    .map((entry) => ({ entry, distance: hammingDistance(entry.simhash, document.simhash) }))
    .filter(({ entry, distance }) => distance <= allowedDistance(entry, document))
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        Date.parse(a.entry.at) - Date.parse(b.entry.at) ||
        (a.entry.documentId < b.entry.documentId ? -1 : 1),
    )[0];
}

function allowedDistance(entry: ClusterEntry, document: ClusteredDocument): number {
  const shorter = Math.min(entry.length, document.length);
  const longer = Math.max(entry.length, document.length);
  if (shorter === 0 || document.simhash === wordless) return -1;
  if (longer < shortTextLength) return 0;
  return shorter / longer >= leastLengthRatio ? maxHammingDistance : -1;
}
