import { z } from 'zod';
import { readDemoYaml } from './demo-file';
import { siteId } from './topics';

const region = z.string().regex(/^\d{6}$/);

const profile = z.strictObject({
  id: siteId,
  name: z.string(),
  host: z.string(),
  slogan: z.string(),
  colour: z.string(),
  weight: z.number().positive(),
  charset: z.enum(['utf-8', 'gb18030']),
  charsetInHeader: z.string().optional(),
  charsetInMeta: z.string().optional(),
  disallow: z.array(z.string()),
  channels: z.array(z.strictObject({ id: z.string(), name: z.string(), region })).min(1),
});
/** What a site is called, where it stands, how it declares its character set; channels carry GB/T 2260 regions. */
export type SiteProfile = z.infer<typeof profile>;
export type Channel = SiteProfile['channels'][number];

const shop = z.strictObject({
  id: z.string(),
  site: siteId,
  name: z.string(),
  region,
  licence: z.string().optional(),
});
/** A shop on the pharmacy or the marketplace; `licence` is its drug-trade licence number, absent where it has none. */
export type Shop = z.infer<typeof shop>;

export function readSiteProfiles(): SiteProfile[] {
  return z.array(profile).parse(readDemoYaml('sites.yaml'));
}

export function readShops(): Shop[] {
  return z.array(shop).parse(readDemoYaml('shops.yaml'));
}
