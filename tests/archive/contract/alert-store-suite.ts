import type { AlertFilter, AlertStore } from '../../../alerts/alert-store';
import { canonicalKey } from '../../../alerts/raise-alert';
import { noon, sampleAlert } from '../samples';

const at = (minute: number): string => new Date(Date.parse(noon) + minute * 60_000).toISOString();

/** What every store of alerts must do. */
export function alertStoreSuite(fresh: () => Promise<AlertStore>): void {
  let store: AlertStore;
  beforeEach(async () => {
    store = await fresh();
  });

  test('an alert comes back as it was put, and its match is known', async () => {
    await store.insert(sampleAlert(), 'm1');
    expect(await store.get('a1')).toEqual(sampleAlert());
    expect(await store.alertOfMatch('m1')).toBe('a1');
    expect(await store.alertOfMatch('m2')).toBeUndefined();
    expect(await store.get('a2')).toBeUndefined();
  });

  test('an update needs the version it saw, and may take a further match', async () => {
    await store.insert(sampleAlert(), 'm1');
    const second = sampleAlert({ version: 2, state: 'acknowledged', count: 2 });
    expect(await store.update(second, 1, 'm2')).toBe(true);
    expect(await store.update(sampleAlert({ version: 2, state: 'closed' }), 1)).toBe(false);
    expect(await store.get('a1')).toEqual(second);
    expect(await store.alertOfMatch('m2')).toBe('a1');
    expect(await store.update(sampleAlert({ id: 'nobody' }), 1)).toBe(false);
  });

  test.each([
    ['new', true],
    ['acknowledged', true],
    ['confirmed', true],
    ['converted', true],
    ['false-positive', true],
    ['closed', false],
  ] as const)('an alert that is %s takes further matches: %s', async (state, isOpen) => {
    await store.insert(sampleAlert({ state }), 'm1');
    expect((await store.openAlert('rule-1', canonicalKey({ seller: '甲店' }), 'k1'))?.id).toBe(
      isOpen ? 'a1' : undefined,
    );
  });

  test('the open alert is that of the same rule, key and cluster, and the youngest', async () => {
    await store.insert(sampleAlert({ id: 'old', raisedAt: at(0) }), 'm1');
    await store.insert(sampleAlert({ id: 'young', raisedAt: at(9) }), 'm2');
    await store.insert(sampleAlert({ id: 'keyless', key: null }), 'm3');
    await store.insert(sampleAlert({ id: 'wide', key: { b: null, a: '1' } }), 'm4');
    const open = async (
      key: Record<string, string | null> | null,
      cluster = 'k1',
      rule = 'rule-1',
    ): Promise<string | undefined> => (await store.openAlert(rule, canonicalKey(key), cluster))?.id;
    expect(await open({ seller: '甲店' })).toBe('young');
    expect(await open(null)).toBe('keyless');
    expect(await open({ a: '1', b: null })).toBe('wide');
    expect(await open({ seller: '乙店' })).toBeUndefined();
    expect(await open({ seller: '甲店' }, 'k2')).toBeUndefined();
    expect(await open({ seller: '甲店' }, 'k1', 'rule-2')).toBeUndefined();
  });

  test.each<[string, AlertFilter, string[]]>([
    ['all, newest first', {}, ['c', 'b', 'a']],
    ['states', { states: ['new', 'closed'] }, ['c', 'a']],
    ['no state at all', { states: [] }, []],
    ['levels', { levels: ['red'] }, ['b']],
    ['a code', { code: 'RX_MASS_AD' }, ['b']],
    ['a province', { region: '330000' }, ['c', 'a']],
    ['a city', { region: '330100' }, ['a']],
    ['the country', { region: '000000' }, ['c', 'b', 'a']],
    ['a rule', { ruleId: 'rule-2' }, ['c']],
    ['an owner', { ownerId: 'u1' }, ['b']],
    ['a cluster', { cluster: 'k1' }, ['c', 'b', 'a']],
    ['words in title or excerpt, whatever the case', { words: '减重 abc' }, ['c']],
    ['a word that looks like a pattern', { words: '%' }, []],
  ])('list: %s', async (_name, filter, expected) => {
    await store.insert(sampleAlert({ id: 'a', raisedAt: at(1) }), 'm1');
    await store.insert(
      sampleAlert({
        id: 'b',
        raisedAt: at(2),
        level: 'red',
        state: 'confirmed',
        region: '110101',
        codes: ['RX_MASS_AD'],
        ownerId: 'u1',
      }),
      'm2',
    );
    await store.insert(
      sampleAlert({ id: 'c', raisedAt: at(3), state: 'closed', region: '330200', ruleId: 'rule-2', title: 'ABC 店' }),
      'm3',
    );
    const list = await store.list(filter, { limit: 10 });
    expect(list.items.map(({ id }) => id)).toEqual(expected);
    expect(list.total).toBe(expected.length);
    expect(list.nextCursor).toBeNull();
  });

  test('codes that an update takes away are no longer found', async () => {
    await store.insert(sampleAlert({ codes: ['RX_MASS_AD', 'EVASION'] }), 'm1');
    await store.update(sampleAlert({ version: 2, codes: ['EVASION', 'FALSE_AD'] }), 1);
    const ids = async (code: string): Promise<number> => (await store.list({ code }, { limit: 9 })).total;
    expect([await ids('RX_MASS_AD'), await ids('EVASION'), await ids('FALSE_AD')]).toEqual([0, 1, 1]);
  });

  test('pages are stable while alerts arrive, also among equal times', async () => {
    for (let number = 0; number < 7; number += 1)
      await store.insert(sampleAlert({ id: `s${number}`, raisedAt: at(number >> 1) }), `m${number}`);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<AlertStore['list']>> = await store.list(
        {},
        { limit: 2, ...(cursor ? { cursor } : {}) },
      );
      seen.push(...page.items.map(({ id }) => id));
      await store.insert(sampleAlert({ id: `late${seen.length}`, raisedAt: at(60) }), `late${seen.length}`);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['s6', 's5', 's4', 's3', 's2', 's1', 's0']);
  });

  test('a list carries summaries: neither findings nor places', async () => {
    await store.insert(sampleAlert(), 'm1');
    const [item] = (await store.list({}, { limit: 1 })).items;
    expect(item).not.toHaveProperty('findings');
    expect(item).not.toHaveProperty('places');
    expect(await store.ofDocument('d1')).toEqual([item]);
    expect(await store.ofDocument('d2')).toEqual([]);
  });

  test('history keeps its order', async () => {
    await store.insert(sampleAlert(), 'm1');
    const line = (note: string) => ({
      at: noon,
      actorId: null,
      actorName: '系统',
      action: 'comment' as const,
      from: null,
      to: null,
      note,
    });
    await store.appendHistory('a1', line('一'));
    await store.appendHistory('a1', line('二'));
    expect(await store.history('a1')).toEqual([line('一'), line('二')]);
    expect(await store.history('a2')).toEqual([]);
  });

  test('a damaged cursor is refused by name', async () => {
    await expect(store.list({}, { limit: 1, cursor: '%%%' })).rejects.toMatchObject({ reason: 'invalid-input' });
  });
}
