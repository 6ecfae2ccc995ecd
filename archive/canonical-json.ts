/** JSON with sorted keys and no spaces, so that equal values give equal bytes. Keys whose value is undefined are left out, as in JSON. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return scalarJson(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

function scalarJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('canonical JSON has no NaN or Infinity');
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError(`canonical JSON has no ${typeof value}`);
  return json;
}
