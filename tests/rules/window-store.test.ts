import { WindowMemory } from '../../rules/window-memory';
import { memoryWindowStore } from '../../rules/window-store';
import type { WindowChange, WindowStore } from '../../rules/window-store';

const owner = { ruleId: 'r', windowVersion: 'v1' };
const row = (group: string, state: unknown, touchedAt = 0): WindowChange => ({ ...owner, group, state, touchedAt });

describe('memoryWindowStore', () => {
  test('gives back what was saved, of the rule and version asked for', async () => {
    const store = memoryWindowStore();
    await store.save([row('a', { n: 1 }), row('b', { n: 2 }), { ...row('a', { n: 3 }), windowVersion: 'v2' }]);
    expect(await store.load(owner)).toEqual([row('a', { n: 1 }), row('b', { n: 2 })]);
  });
  test('replaces and deletes', async () => {
    const store = memoryWindowStore();
    await store.save([row('a', 1), row('b', 2)]);
    await store.save([row('a', 3), row('b', null), row('c', null)]);
    expect(await store.load(owner)).toEqual([row('a', 3)]);
    expect(store.size).toBe(1);
  });
  test('keeps copies, not what it was given', async () => {
    const store = memoryWindowStore();
    const state = { n: 1 };
    await store.save([row('a', state)]);
    state.n = 2;
    expect((await store.load(owner))[0]!.state).toEqual({ n: 1 });
  });
});

describe('WindowMemory', () => {
  async function memory(mostKeys = 100, store: WindowStore = memoryWindowStore()): Promise<WindowMemory> {
    const own = new WindowMemory(store, mostKeys);
    await own.load(owner);
    return own;
  }

  test('shows changes before they are stored, and takes them back', async () => {
    const own = await memory();
    own.set(owner, 'a', { state: 1, touchedAt: 0 });
    expect([own.get(owner, 'a'), own.groups(owner)]).toEqual([1, ['a']]);
    own.rollback();
    expect([own.get(owner, 'a'), own.groups(owner)]).toEqual([undefined, []]);
  });

  test('stores on commit and not before', async () => {
    const store = memoryWindowStore();
    const own = await memory(100, store);
    own.set(owner, 'a', { state: 1, touchedAt: 0 });
    expect(store.size).toBe(0);
    await own.commit();
    expect(store.size).toBe(1);
    own.set(owner, 'a', { state: null, touchedAt: 0 });
    expect(own.get(owner, 'a')).toBeUndefined();
    await own.commit();
    expect(store.size).toBe(0);
  });

  test('does not trouble the store with nothing', async () => {
    let calls = 0;
    const own = await memory(100, {
      load: () => Promise.resolve([]),
      save: () => {
        calls++;
        return Promise.resolve();
      },
    });
    own.set(owner, 'never-there', { state: null, touchedAt: 0 });
    await own.commit();
    expect(calls).toBe(0);
  });

  test('reads a rule once, and again after discard', async () => {
    let loads = 0;
    const store: WindowStore = {
      load: () => Promise.resolve(loads++ === 0 ? [row('a', 1)] : [row('a', 2)]),
      save: () => Promise.resolve(),
    };
    const own = new WindowMemory(store, 100);
    await own.load(owner);
    await own.load(owner);
    expect([own.get(owner, 'a'), loads]).toEqual([1, 1]);
    own.discard();
    await own.load(owner);
    expect([own.get(owner, 'a'), loads]).toEqual([2, 2]);
  });

  test('gives up the keys longest untouched, and counts them', async () => {
    const own = await memory(2);
    for (const group of ['a', 'b', 'a', 'c']) {
      own.set(owner, group, { state: group, touchedAt: 0 });
      await own.commit();
    }
    expect(own.groups(owner).sort()).toEqual(['a', 'c']);
    expect(own.dropped(owner)).toBe(1);
  });

  test('knows after a restart which keys are the oldest', async () => {
    const store = memoryWindowStore();
    await store.save([row('new', 1, 30), row('old', 1, 10), row('middle', 1, 20)]);
    const own = await memory(3, store);
    own.set(owner, 'newest', { state: 1, touchedAt: 40 });
    await own.commit();
    expect(own.groups(owner).sort()).toEqual(['middle', 'new', 'newest']);
  });

  test('the count of what was given up is itself kept', async () => {
    const store = memoryWindowStore();
    const own = await memory(100, store);
    own.drop(owner, 3, 0);
    await own.commit();
    own.drop(owner, 2, 0);
    await own.commit();
    expect((await memory(100, store)).dropped(owner)).toBe(5);
    expect((await memory(100, store)).groups(owner)).toEqual([]);
  });
});
