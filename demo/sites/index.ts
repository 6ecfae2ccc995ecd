import type { Site } from '../site';
import { countySite } from './county';
import { forumSite } from './forum';
import { govSite } from './gov';
import { healthSite } from './health';
import { localSite } from './local';
import { marketSite } from './market';
import { newsSite } from './news';
import { pharmacySite } from './pharmacy';
import { slotsSite } from './slots';
import { spaSite } from './spa';

/** Every invented site; one more is one more line and one entry in `demo/sites.yaml`. */
export const sites: readonly Site[] = [
  newsSite,
  localSite,
  countySite,
  healthSite,
  pharmacySite,
  marketSite,
  spaSite,
  slotsSite,
  forumSite,
  govSite,
];
