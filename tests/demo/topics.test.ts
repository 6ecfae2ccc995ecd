import { violationCodes } from '../../contracts/violation';
import { slotNames, readVocabulary } from '../../demo/sentence-filler';
import { readShops, readSiteProfiles } from '../../demo/site-profiles';
import { countPatterns, readTopics, type Topic } from '../../demo/topics';

const topics = readTopics();
const suspects = topics.filter(({ codes }) => codes.length > 0);
const profiles = readSiteProfiles();

function allPatterns(topic: Topic): string[] {
  const { titles, lead, always, body, close, comments, image, attributes } = topic;
  return [titles, lead, always, body, close, comments, image, Object.values(attributes)].flat();
}

describe('the hand-written patterns', () => {
  test('are several hundred, on at least eight sites, for at least 20 codes', () => {
    expect(topics.reduce((sum, topic) => sum + countPatterns(topic), 0)).toBeGreaterThanOrEqual(400);
    expect(new Set(topics.flatMap(({ sites }) => sites)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(suspects.flatMap(({ codes }) => codes)).size).toBeGreaterThanOrEqual(20);
  });

  test('name only codes that exist', () => {
    const known = new Set<string>(violationCodes);
    expect(suspects.flatMap(({ codes }) => codes).filter((code) => !known.has(code))).toEqual([]);
  });

  test('name only slots that can be filled', () => {
    const { words, owners } = readVocabulary();
    const given = ['year', 'today', 'nextYearEnd', 'channel', 'shop'];
    const known = new Set([...words.keys(), ...owners.keys(), ...given]);
    const used = [...topics.flatMap(allPatterns), ...[...words.values()].flat().map(({ word }) => word)];
    expect(used.flatMap(slotNames).filter((name) => !known.has(name))).toEqual([]);
  });

  test('name only sections that some of their sites have', () => {
    const names = (topic: Topic): string[] =>
      profiles.filter(({ id }) => topic.sites.includes(id)).flatMap(({ channels }) => channels.map(({ name }) => name));
    expect(topics.filter((topic) => topic.channels.some((name) => name === '' || !profileNames().has(name)))).toEqual(
      [],
    );
    expect(topics.filter((topic) => topic.channels.length > 0 && names(topic).length === 0)).toEqual([]);
  });

  test('goods have a price, pictures have lines', () => {
    const onShops = topics.filter(({ sites }) => sites.includes('market') || sites.includes('pharmacy'));
    expect(onShops.filter(({ price }) => price === undefined).map(({ id }) => id)).toEqual([]);
    const onSlots = topics.filter(({ sites }) => sites.includes('slots'));
    expect(onSlots.filter(({ image }) => image.length === 0).map(({ id }) => id)).toEqual([]);
  });

  test('every suspect has a sentence that it never leaves out', () => {
    expect(suspects.filter(({ always }) => always.length === 0).map(({ id }) => id)).toEqual([]);
  });

  test('evasive spots stand in suspect topics only', () => {
    const lawful = topics.filter(({ codes }) => codes.length === 0);
    expect(lawful.flatMap(allPatterns).filter((pattern) => pattern.includes('[['))).toEqual([]);
  });

  test('telephone numbers and account names are obviously invented', () => {
    const words = readVocabulary().words;
    const numbers = words.get('phone') ?? [];
    expect(numbers.every(({ word }) => /^(?:000|400)-0{3,4}-00\d\d$|^400-000-0000$/u.test(word))).toBe(true);
    expect((words.get('wechat') ?? []).every(({ word }) => word.includes('0000'))).toBe(true);
  });
});

function profileNames(): Set<string> {
  return new Set(profiles.flatMap(({ channels }) => channels.map(({ name }) => name)));
}

describe('sites and shops', () => {
  test('stand in many regions', () => {
    const regions = [...profiles.flatMap(({ channels }) => channels), ...readShops()].map(({ region }) => region);
    expect(new Set(regions).size).toBeGreaterThanOrEqual(15);
  });

  test('shop sites have shops with and without a licence', () => {
    for (const site of ['pharmacy', 'market']) {
      const licences = readShops()
        .filter((shop) => shop.site === site)
        .map(({ licence }) => licence !== undefined);
      expect(new Set(licences).size).toBe(2);
    }
  });
});
