import type { WindowStore } from '../../../rules/window-store';

/** What every store of window states must do. */
export function windowStoreSuite(fresh: () => Promise<WindowStore>): void {
  const row = {
    ruleId: 'r',
    windowVersion: '1',
    group: '甲店',
    state: { times: [1, 2.5] },
    touchedAt: 1_772_424_000_000,
  };

  test('rows come back, are replaced and deleted by rule, version and group', async () => {
    const store = await fresh();
    const load = (windowVersion = '1') => store.load({ ruleId: 'r', windowVersion });
    await store.save([row, { ...row, group: '#dropped', state: 3 }, { ...row, windowVersion: '2', state: [] }]);
    expect([...(await load())].sort((a, b) => (a.group < b.group ? -1 : 1))).toEqual([
      { ...row, group: '#dropped', state: 3 },
      row,
    ]);
    expect(await load('2')).toEqual([{ ...row, windowVersion: '2', state: [] }]);
    await store.save([
      { ...row, state: { times: [] }, touchedAt: 5 },
      { ...row, group: '#dropped', state: null },
    ]);
    expect(await load()).toEqual([{ ...row, state: { times: [] }, touchedAt: 5 }]);
    expect(await store.load({ ruleId: 'other', windowVersion: '1' })).toEqual([]);
  });
}
