const keptMs = 30_000;
const searchesKept = 100;

/** How many hits recent searches had, so that turning the page need not count them all again. */
export class KeptTotals {
  private readonly totals = new Map<string, { readonly total: number; readonly atMs: number }>();

  of(search: string, nowMs: number): number | undefined {
    const kept = this.totals.get(search);
    return kept && Math.abs(nowMs - kept.atMs) <= keptMs ? kept.total : undefined;
  }

  keep(search: string, total: number, nowMs: number): void {
    this.totals.delete(search);
    this.totals.set(search, { total, atMs: nowMs });
    const oldest = this.totals.keys().next().value;
    if (this.totals.size > searchesKept && oldest !== undefined) this.totals.delete(oldest);
  }
}
