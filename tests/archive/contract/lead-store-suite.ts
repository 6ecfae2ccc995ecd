import type { LeadFilter, LeadStore, OrganisationLookup } from '../../../leads/lead-store';
import type { AccessStore } from '../../../access/access-store';
import type { UnitOfWork } from '../../../pipeline/stores';
import { noon, sampleLead } from '../samples';

interface Parts {
  readonly leads: LeadStore;
  readonly organisations: OrganisationLookup;
  readonly access: AccessStore;
  readonly unitOfWork: UnitOfWork;
}

const at = (minute: number): string => new Date(Date.parse(noon) + minute * 60_000).toISOString();

/** What every store of leads must do. */
export function leadStoreSuite(fresh: () => Promise<Parts>): void {
  let parts: Parts;
  let store: LeadStore;
  beforeEach(async () => {
    parts = await fresh();
    store = parts.leads;
  });

  test('numbers count from one, per organisation and year, without gap or double under concurrency', async () => {
    const numbers = await Promise.all(Array.from({ length: 20 }, () => store.nextNumber('o1', 2026)));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
    expect(await store.nextNumber('o2', 2026)).toBe(1);
    expect(await store.nextNumber('o1', 2027)).toBe(1);
  });

  test('a number taken in a unit of work that fails is given again', async () => {
    await parts
      .unitOfWork(async () => {
        await store.nextNumber('o1', 2026);
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await store.nextNumber('o1', 2026)).toBe(1);
  });

  test('a lead comes back; an update needs the version it saw', async () => {
    await store.insert(sampleLead());
    expect(await store.get('l1')).toEqual(sampleLead());
    expect(await store.ofAlert('a1')).toEqual(sampleLead());
    const next = sampleLead({ version: 2, state: 'verifying' });
    expect(await store.update(next, 1)).toBe(true);
    expect(await store.update(next, 1)).toBe(false);
    expect(await store.get('l1')).toEqual(next);
    expect(await store.get('nobody')).toBeUndefined();
  });

  test.each<[string, LeadFilter, string[]]>([
    ['all, newest first', {}, ['c', 'b', 'a']],
    ['a state', { state: 'filed' }, ['b']],
    ['an organisation', { organisationId: 'o2' }, ['c']],
    ['what lies in a region', { region: '330000' }, ['b', 'a']],
    ['a region or what an organisation holds', { region: '330100', organisationIds: ['o2'] }, ['c', 'a']],
    ['what organisations hold', { organisationIds: ['o2'] }, ['c']],
    ['scope and state together', { region: '330000', organisationIds: ['o2'], state: 'registered' }, ['c', 'a']],
  ])('list: %s', async (_name, filter, expected) => {
    await store.insert(sampleLead({ id: 'a', number: '1', createdAt: at(1) }));
    await store.insert(sampleLead({ id: 'b', number: '2', createdAt: at(2), state: 'filed', region: '330200' }));
    await store.insert(sampleLead({ id: 'c', number: '3', createdAt: at(3), region: '110101', organisationId: 'o2' }));
    const list = await store.list(filter, { limit: 10 });
    expect(list.items.map(({ id }) => id)).toEqual(expected);
    expect(list.total).toBe(expected.length);
    const first = await store.list(filter, { limit: 1 });
    const rest =
      first.nextCursor === null ? [] : (await store.list(filter, { limit: 9, cursor: first.nextCursor })).items;
    expect([...first.items, ...rest].map(({ id }) => id)).toEqual(expected);
  });

  test('history keeps its order', async () => {
    await store.insert(sampleLead());
    const line = (note: string) => ({
      at: noon,
      actorId: 'u1',
      actorName: '甲',
      action: 'comment' as const,
      from: null,
      to: null,
      note,
    });
    await store.appendHistory('l1', line('一'));
    await store.appendHistory('l1', line('二'));
    expect((await store.history('l1')).map(({ note }) => note)).toEqual(['一', '二']);
  });

  test('organisations are those that access keeps', async () => {
    const bureau = { id: 'o1', name: '省局', level: 'province' as const, region: '330000', parentId: null };
    await parts.access.putOrganisation(bureau);
    await parts.access.putOrganisation({
      ...bureau,
      id: 'o2',
      name: '市局',
      level: 'city',
      region: '330100',
      parentId: 'o1',
    });
    await parts.access.putOrganisation({ ...bureau, name: '省药监局' });
    expect((await parts.organisations.all()).map(({ name }) => name)).toEqual(['省药监局', '市局']);
    expect(await parts.organisations.get('o2')).toMatchObject({ level: 'city' });
    expect(await parts.organisations.get('o3')).toBeUndefined();
  });
}
