/** A half-open range of GB/T 2260 codes: `from <= code < before`. */
export interface RegionRange {
  readonly from: string;
  readonly before: string;
}

/**
 * The codes that a region covers: 330000 every 33xxxx, 330100 every 3301xx, 330106 only itself, 000000 all of them.
 * Only meant for six-digit codes; anything else is a fault of the caller.
 */
export function regionRange(region: string): RegionRange {
  if (!/^\d{6}$/.test(region)) throw new RangeError(`not a GB/T 2260 code: ${region}`);
  if (region === '000000') return { from: '000000', before: ':' };
  const prefix = region.replace(/(?:00){1,2}$/, '');
  const next = String(Number(prefix) + 1).padStart(prefix.length, '0');
  return { from: prefix.padEnd(6, '0'), before: next.length > prefix.length ? ':' : next.padEnd(6, '0') };
}

/** The code one level below `region` that `code` belongs to: its province, city or county. Outside of it: `code` itself. */
export function regionBelow(region: string, code: string): string {
  if (region === '000000') return `${code.slice(0, 2)}0000`;
  if (region.endsWith('0000')) return `${code.slice(0, 4)}00`;
  return code;
}
