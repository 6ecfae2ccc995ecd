import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { rule } from '../../contracts/rule';
import { source } from '../../contracts/source';
import { organisation, role, roles, user } from '../../contracts/user';
import { demoFile, readDemoText, readDemoYaml } from '../../demo/demo-file';
import { readSiteProfiles } from '../../demo/site-profiles';

const sources = z
  .array(source)
  .parse(parse(readDemoText('sources.yaml').replaceAll('{base}', 'http://127.0.0.1:4100')));

describe('sample sources', () => {
  test('fit the source contract, with every kind the demonstration needs', () => {
    const kinds = new Set(sources.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['ad-slots', 'marketplace-search', 'news-list', 'rss', 'shop', 'sitemap']);
    expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
  });

  test('stand on the sample web, in several regions, and are visited every few seconds', () => {
    const sites = new Set(readSiteProfiles().map(({ id }) => id as string));
    for (const one of sources) {
      expect(one.url.startsWith('http://127.0.0.1:4100/')).toBe(true);
      expect(sites.has(one.url.split('/')[3]!)).toBe(true);
      expect(one.schedule.every).toMatch(/^(?:[3-9]|1[0-2])s$/u);
    }
    expect(new Set(sources.map(({ region }) => region)).size).toBeGreaterThanOrEqual(10);
  });
});

describe('sample officers', () => {
  const officer = user
    .pick({ username: true, name: true, role: true, organisationId: true })
    .extend({ password: z.string() });
  const people = z.strictObject({ organisations: z.array(organisation.strict()), officers: z.array(officer.strict()) });
  const { organisations, officers } = people.parse(readDemoYaml('officers.yaml'));

  test('one per role, each in a known organisation, with a password of its own', () => {
    expect(new Set(officers.map((one) => role.parse(one.role)))).toEqual(new Set(roles));
    const known = new Set(organisations.map(({ id }) => id));
    expect(officers.filter(({ organisationId }) => !known.has(organisationId))).toEqual([]);
    expect(new Set(officers.map(({ password }) => password)).size).toBe(officers.length);
    expect(officers.every(({ password }) => password.length >= 12)).toBe(true);
  });

  test('the organisations go from province to city to county, and say that they are samples', () => {
    expect(organisations.map(({ level }) => level)).toEqual(['province', 'city', 'county']);
    expect(organisations.every(({ name }) => name.includes('样例'))).toBe(true);
    expect(organisations.map(({ parentId }) => parentId)).toEqual([null, 'sample-province', 'sample-city']);
  });
});

describe('sample rules', () => {
  test.each(readdirSync(demoFile('rules')))('%s fits the rule contract', (name) => {
    expect(() => rule.parse(parse(readFileSync(demoFile(`rules/${name}`), 'utf8')))).not.toThrow();
  });
});
