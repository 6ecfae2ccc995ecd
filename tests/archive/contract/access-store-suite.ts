import type { AccessStore, StoredUser } from '../../../access/access-store';
import { noon } from '../samples';

const user = (change: Partial<StoredUser> = {}): StoredUser => ({
  id: 'u1',
  username: 'monitor',
  name: '监测员甲',
  role: 'monitor',
  organisationId: 'o1',
  disabled: false,
  mustChangePassword: true,
  createdAt: noon,
  version: 1,
  passwordHash: '$argon2id$示例',
  ...change,
});

/** What every store of users, sessions and the audit log must do. */
export function accessStoreSuite(fresh: () => Promise<AccessStore>): void {
  let store: AccessStore;
  beforeEach(async () => {
    store = await fresh();
  });

  test('users are found by id and name; a name is taken once; an update needs the version it saw', async () => {
    expect(await store.countUsers()).toBe(0);
    await store.insertUser(user());
    expect(await store.user('u1')).toEqual(user());
    expect(await store.userByName('monitor')).toEqual(user());
    await expect(store.insertUser(user({ id: 'u2' }))).rejects.toMatchObject({ reason: 'store', retry: 'never' });
    expect(await store.updateUser(user({ version: 2, disabled: true, passwordHash: '新' }), 1)).toBe(true);
    expect(await store.updateUser(user({ version: 2 }), 1)).toBe(false);
    expect(await store.users()).toEqual([user({ version: 2, disabled: true, passwordHash: '新' })]);
    expect(await store.countUsers()).toBe(1);
    expect(await store.userByName('nobody')).toBeUndefined();
  });

  test('sessions are renewed and end, alone or all of one user', async () => {
    await store.insertUser(user());
    const session = {
      idHash: 'h1',
      userId: 'u1',
      kind: 'session' as const,
      scope: null,
      createdAt: noon,
      expiresAt: noon,
      lastSeenAt: noon,
    };
    await store.insertSession(session);
    await store.insertSession({ ...session, idHash: 'h2', kind: 'token', scope: 'read' });
    await store.touchSession('h1', '2026-03-02T13:00:00+08:00', '2026-03-02T21:00:00+08:00');
    expect(await store.session('h1')).toEqual({
      ...session,
      lastSeenAt: '2026-03-02T13:00:00+08:00',
      expiresAt: '2026-03-02T21:00:00+08:00',
    });
    expect(await store.session('h2')).toMatchObject({ kind: 'token', scope: 'read' });
    await store.deleteSession('h1');
    expect(await store.session('h1')).toBeUndefined();
    await store.deleteSessionsOf('u1');
    expect(await store.session('h2')).toBeUndefined();
  });

  test('the audit log is read newest first, by page and by the role of who acted', async () => {
    await store.insertUser(user());
    await store.insertUser(user({ id: 'u2', username: 'admin', role: 'admin' }));
    for (let number = 1; number <= 5; number += 1) {
      await store.appendAudit({
        at: noon,
        actorId: number % 2 ? 'u1' : 'u2',
        actorName: '某',
        action: `act-${number}`,
        subject: 's',
        outcome: 'done',
        detail: { number },
        address: null,
      });
    }
    const first = await store.audit({ limit: 3 });
    expect(first.items.map(({ action }) => action)).toEqual(['act-5', 'act-4', 'act-3']);
    const rest = await store.audit({ limit: 3, cursor: first.nextCursor! });
    expect(rest.items.map(({ detail }) => detail)).toEqual([{ number: 2 }, { number: 1 }]);
    expect(rest.nextCursor).toBeNull();
    expect((await store.audit({ limit: 9, role: 'admin' })).items.map(({ action }) => action)).toEqual([
      'act-4',
      'act-2',
    ]);
  });
}
