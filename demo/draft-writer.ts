import { Deck } from './deck';
import type { Draft } from './draft';
import { readEvasiveSpelling } from './evasive-spelling';
import { calendarWords } from './sample-time';
import { SeededRandom } from './seeded-random';
import { readVocabulary, SentenceFiller } from './sentence-filler';
import { type Channel, readShops, readSiteProfiles, type SiteProfile, type Shop } from './site-profiles';
import { readTopics, type SiteId, type Topic } from './topics';

/**
 * Writes one page after another: the same seed gives the same pages, whatever the time (only dates inside differ).
 * `suspectShare` of them (0 to 1) carry suspected violations, spread evenly rather than by pure chance.
 */
export class DraftWriter {
  readonly profiles = readSiteProfiles();
  readonly shops = readShops();
  private readonly vocabulary = readVocabulary();
  private readonly spelling = readEvasiveSpelling();
  private readonly suspects: Deck<Topic>;
  private readonly sites: Deck<SiteProfile>;
  private readonly lawful: ReadonlyMap<SiteId, Deck<Topic>>;
  private readonly random: SeededRandom;
  private written = 0;
  private debt = 0;

  constructor(
    private readonly seed: number | string,
    private readonly suspectShare: number,
    able: { pictures: boolean },
  ) {
    const topics = readTopics().map((one) => (able.pictures ? one : withoutHanPicture(one)));
    this.random = new SeededRandom(`${seed}/order`);
    this.suspects = new Deck(topics.filter(({ codes }) => codes.length > 0));
    this.sites = new Deck(this.profiles.flatMap((site) => Array<SiteProfile>(Math.round(site.weight * 2)).fill(site)));
    this.lawful = new Map(this.profiles.map(({ id }) => [id, new Deck(topics.filter((one) => isLawfulOn(one, id)))]));
  }

  /** The next page, as of `at`. */
  write(at: Date): Draft {
    this.written += 1;
    const random = new SeededRandom(`${this.seed}/page/${this.written}`);
    const { topic, site } = this.choose();
    return this.compose({ topic, site, random, number: this.written, at });
  }

  private choose(): { topic: Topic; site: SiteProfile } {
    this.debt += this.suspectShare;
    if (this.random.chance(Math.min(this.debt, 1) * Math.min(1, this.suspectShare * 4))) {
      this.debt -= 1;
      const topic = this.suspects.deal(this.random);
      return { topic, site: this.profileOf(this.random.pick(topic.sites)) };
    }
    const site = this.sites.deal(this.random);
    const deck = this.lawful.get(site.id);
    if (deck === undefined) throw new Error(`no lawful topics for the site ${site.id}`);
    return { topic: deck.deal(this.random), site };
  }

  private profileOf(id: SiteId): SiteProfile {
    const found = this.profiles.find((site) => site.id === id);
    if (found === undefined) throw new Error(`demo/sites.yaml lacks the site ${id}`);
    return found;
  }

  private compose(order: Order): Draft {
    const { topic, site, random, number, at } = order;
    const shop = this.shopFor(topic, site.id, random);
    const channel = channelFor(topic, site, random);
    const given = { ...calendarWords(at), channel: channel.name, shop: shop?.name ?? site.name };
    const filler = new SentenceFiller(random, this.vocabulary, { given, spelling: this.spelling });
    const fill = (pattern: string): string => filler.fill(pattern);
    const title = fill(random.pick(topic.titles));
    const texts = {
      paragraphs: bodyPatterns(topic, random).map(fill),
      comments: random.draw(topic.comments, random.integer(1, 4)).map(fill),
      imageLines: topic.image.map(fill),
      attributes: Object.entries(topic.attributes).map(([name, value]) => [name, fill(value)] as const),
    };
    return {
      number,
      site,
      channel,
      topic,
      title,
      ...texts,
      codes: filler.evaded && topic.codes.length > 0 ? [...new Set([...topic.codes, 'EVASION'])] : topic.codes,
      author: fill('{editor}'),
      source: fill('{media}'),
      region: shop?.region ?? channel.region,
      price: topic.price === undefined ? undefined : random.integer(topic.price[0] * 10, topic.price[1] * 10) / 10,
      shop,
    };
  }

  private shopFor(topic: Topic, site: SiteId, random: SeededRandom): Shop | undefined {
    const licensed = topic.shop === 'licensed';
    const open = this.shops.filter((shop) => shop.site === site && (shop.licence !== undefined) === licensed);
    return open.length === 0 ? undefined : random.pick(open);
  }
}

interface Order {
  topic: Topic;
  site: SiteProfile;
  random: SeededRandom;
  number: number;
  at: Date;
}

function isLawfulOn(subject: Topic, site: SiteId): boolean {
  return subject.codes.length === 0 && subject.sites.includes(site);
}

/** On a machine that cannot draw Han characters a picture says nothing, so it stands for no violation either. */
function withoutHanPicture(subject: Topic): Topic {
  return subject.image.length === 0 ? subject : { ...subject, codes: [], image: ['NO HAN FONT', 'sample picture'] };
}

function channelFor(subject: Topic, site: SiteProfile, random: SeededRandom): Channel {
  const named = site.channels.filter(({ name }) => name === subject.category);
  return random.pick(named.length > 0 ? named : site.channels);
}

function bodyPatterns(subject: Topic, random: SeededRandom): string[] {
  const { lead, always, body, close } = subject;
  const one = (list: readonly string[]): string[] => (list.length === 0 ? [] : [random.pick(list)]);
  return [...one(lead), ...always, ...random.draw(body, random.integer(2, 4)), ...one(close)];
}
