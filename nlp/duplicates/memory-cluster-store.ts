import type { ClusterEntry, ClusterStore } from './cluster-store';

/** A cluster store that lasts as long as the process: for the command line and for one run over given documents. */
export function createMemoryClusterStore(): ClusterStore {
  const entries = new Map<string, ClusterEntry>();
  const bandsOf = new Map<string, readonly number[]>();
  const byBand = new Map<number, Set<string>>();
  const forget = (documentId: string): void => {
    for (const band of bandsOf.get(documentId) ?? []) byBand.get(band)?.delete(documentId);
  };
  return {
    get: (documentId) => Promise.resolve(entries.get(documentId)),
    candidates(bands) {
      const found = new Set<ClusterEntry>();
      for (const band of bands) {
        for (const documentId of byBand.get(band) ?? []) {
          const entry = entries.get(documentId);
          if (entry !== undefined) found.add(entry);
        }
      }
      return Promise.resolve([...found]);
    },
    put(entry, bands) {
      forget(entry.documentId);
      entries.set(entry.documentId, entry);
      bandsOf.set(entry.documentId, bands);
      for (const band of bands) {
        const members = byBand.get(band) ?? new Set();
        byBand.set(band, members.add(entry.documentId));
      }
      return Promise.resolve();
    },
  };
}
