/** One document's place among near-duplicates. */
export interface ClusterEntry {
  readonly documentId: string;
  readonly cluster: string;
  /** 16 hexadecimal digits. */
  readonly simhash: string;
  /** Characters of the normalised text. */
  readonly length: number;
  /** RFC 3339. */
  readonly at: string;
}

/** What the cluster index asks of the archive. Bands are integers: `band number * 65536 + 16 bits of the hash`. */
export interface ClusterStore {
  get(documentId: string): Promise<ClusterEntry | undefined>;
  /** Every entry that was put with at least one of these bands, each once; at most a few hundred by construction. */
  candidates(bands: readonly number[]): Promise<readonly ClusterEntry[]>;
  /** Replaces the document's entry and its bands. Without bands the entry is remembered but is nobody's candidate. */
  put(entry: ClusterEntry, bands: readonly number[]): Promise<void>;
}
