import { Deck } from './deck';
import type { Draft } from './draft';
import { readEvasiveSpelling } from './evasive-spelling';
import { calendarWords } from './sample-time';
import { SeededRandom } from './seeded-random';
import { readVocabulary, SentenceFiller } from './sentence-filler';
import { type Channel, readShops, readSiteProfiles, type SiteProfile, type Shop } from './site-profiles';
import { readTopics, type SiteId, type Topic } from './topics';

/** How many suspect pages may still be reprinted, and how often a suspect page is a reprint. */
const reprintMemory = 8;
const reprintShare = 0.2;

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
  private reprintable: readonly Draft[] = [];
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
    if (!this.isSuspectNext()) return this.compose({ ...this.chooseLawful(), random, number: this.written, at });
    if (this.reprintable.length >= reprintMemory && this.random.chance(reprintShare)) return this.reprint(random);
    const topic = this.suspects.deal(this.random);
    const site = this.profileOf(this.random.pick(topic.sites));
    const draft = this.compose({ topic, site, random, number: this.written, at });
    this.reprintable = [...this.reprintable, draft].slice(-reprintMemory);
    return draft;
  }

  private isSuspectNext(): boolean {
    this.debt += this.suspectShare;
    const isSuspect = this.random.chance(Math.min(this.debt, 1) * Math.min(1, this.suspectShare * 4));
    if (isSuspect) this.debt -= 1;
    return isSuspect;
  }

  /** The same advertisement once more, on another site where one takes it, as sellers spread it. */
  private reprint(random: SeededRandom): Draft {
    const draft = random.pick(this.reprintable);
    const others = draft.topic.sites.filter((id) => id !== draft.site.id && id !== 'slots');
    const site = others.length === 0 ? draft.site : this.profileOf(random.pick(others));
    const shop = this.shopFor(draft.topic, site.id, random);
    const channel = channelFor(draft.topic, site, random);
    return { ...draft, number: this.written, site, channel, shop, region: shop?.region ?? channel.region };
  }

  private chooseLawful(): { topic: Topic; site: SiteProfile } {
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
    const choice = random.integer(0, topic.titles.length - 1);
    const title = fill(topic.titles[choice] ?? topic.id);
    const texts = {
      paragraphs: joinSentences(bodyPatterns(topic, choice, random).map(fill), site, random),
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
  const named = site.channels.filter(({ name }) => subject.channels.includes(name));
  return random.pick(named.length > 0 ? named : site.channels);
}

const articleSites: readonly SiteId[] = ['news', 'local', 'county', 'health', 'gov'];

/** Articles run sentences together into paragraphs of one to three; elsewhere every sentence stands alone. */
function joinSentences(sentences: readonly string[], site: SiteProfile, random: SeededRandom): string[] {
  if (!articleSites.includes(site.id)) return [...sentences];
  const paragraphs: string[] = [];
  for (let index = 0; index < sentences.length;) {
    const size = index === 0 ? 1 : random.integer(1, 3);
    paragraphs.push(sentences.slice(index, index + size).join(''));
    index += size;
  }
  return paragraphs;
}

/** The sentences of one page; `choice` numbers its title, and the lead with the same number goes with it. */
function bodyPatterns(subject: Topic, choice: number, random: SeededRandom): string[] {
  const { lead, always, body, close } = subject;
  const one = (list: readonly string[], index: number): string[] => list.slice(index % list.length).slice(0, 1);
  return [
    ...one(lead, choice),
    ...always,
    ...random.draw(body, random.integer(3, 5)),
    ...one(close, random.integer(0, 99)),
  ];
}
