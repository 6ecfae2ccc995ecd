import type { Channel, Shop, SiteProfile } from './site-profiles';
import type { Topic } from './topics';

/** What a page says, before any site has drawn it. `codes` are the violation codes its own text stands for. */
export interface Draft {
  readonly number: number;
  readonly site: SiteProfile;
  readonly channel: Channel;
  readonly topic: Topic;
  readonly codes: readonly string[];
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly comments: readonly string[];
  readonly imageLines: readonly string[];
  readonly attributes: readonly (readonly [string, string])[];
  readonly author: string;
  readonly source: string;
  readonly region: string;
  /** Yuan; only goods have one. */
  readonly price: number | undefined;
  readonly shop: Shop | undefined;
}
