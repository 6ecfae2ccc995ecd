import { AttemptLimiter } from '../../access/attempt-limiter';
import { addUser, changeUser, firstAdministrator, firstOrganisation } from '../../access/administer-users';
import { changePassword, createToken, signIn, signOut, viewerOfSecret, type AccessParts } from '../../access/sign-in';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
let parts: AccessParts;

beforeEach(async () => {
  store = await temporaryArchive('2026-05-11T01:00:00.000Z');
  parts = {
    store: store.archive.access,
    settings: { sessionHours: 12, idleMinutes: 60 },
    limiter: new AttemptLimiter({ failedAttempts: 3, lockMinutes: 10 }),
    now: () => new Date(store.time),
  };
  await parts.store.putOrganisation({
    id: 'org-330000',
    name: '样例省局',
    level: 'province',
    region: '330000',
    parentId: null,
  });
  await addUser(
    parts.store,
    { username: 'jia', name: '甲', role: 'monitor', organisationId: 'org-330000', password: 'sample-pass-1' },
    store.time,
  );
});
afterEach(() => store.close());

const later = (minutes: number): void =>
  void (store.time = new Date(Date.parse(store.time) + minutes * 60_000).toISOString());

async function secretOfJia(): Promise<string> {
  const answer = await signIn(parts, 'jia', 'sample-pass-1', '127.0.0.1');
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.secret;
}

test('the right password opens a session that knows role, rights, and region', async () => {
  const viewer = await viewerOfSecret(parts, await secretOfJia());
  expect(viewer).toMatchObject({ username: 'jia', role: 'monitor', region: '330000', mustChangePassword: false });
  expect(viewer?.rights).toContain('alerts.judge');
  expect(viewer?.rights).not.toContain('users.write');
});

test.each([
  ['a wrong password', 'jia', 'wrong'],
  ['an unknown name', 'nobody', 'sample-pass-1'],
  ['an empty password', 'jia', ''],
])('%s is refused in the same words', async (_what, username, password) => {
  expect(await signIn(parts, username, password, '127.0.0.1')).toEqual({ refused: 'sign-in-failed' });
});

test('after too many failures the name waits, and then is let in again', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1) await signIn(parts, 'jia', 'wrong', '127.0.0.1');
  expect(await signIn(parts, 'jia', 'sample-pass-1', '127.0.0.1')).toEqual({
    refused: 'too-many-attempts',
    retryAfterMs: 600_000,
  });
  later(10);
  expect('secret' in (await signIn(parts, 'jia', 'sample-pass-1', '127.0.0.1'))).toBe(true);
});

const endings: [what: string, end: (secret: string) => unknown][] = [
  ['signing out', (secret) => signOut(parts, secret)],
  ['its lifetime', () => later(12 * 60 + 1)],
  ['idleness', () => later(61)],
  [
    'the user being disabled',
    async () =>
      changeUser(parts.store, { id: (await parts.store.userByName('jia'))?.id ?? '', change: { disabled: true } }),
  ],
  [
    'a reset password',
    async () =>
      changeUser(parts.store, { id: (await parts.store.userByName('jia'))?.id ?? '', change: { resetPassword: true } }),
  ],
];

test.each(endings)('a session ends with %s', async (_what, end) => {
  const secret = await secretOfJia();
  await end(secret);
  expect(await viewerOfSecret(parts, secret)).toBeUndefined();
});

test('work keeps a session alive until its lifetime', async () => {
  const secret = await secretOfJia();
  for (let hour = 0; hour < 11; hour += 1) {
    later(59);
    expect(await viewerOfSecret(parts, secret)).toBeDefined();
  }
});

test('the secret itself is not stored', async () => {
  const secret = await secretOfJia();
  expect(await parts.store.session(secret)).toBeUndefined();
});

test('a token carries only the rights it was given', async () => {
  const token = await createToken(parts, 'jia', 'alerts.read,users.write');
  expect((await viewerOfSecret(parts, token?.secret ?? ''))?.rights).toEqual(['alerts.read']);
  expect(await createToken(parts, 'nobody', null)).toBeUndefined();
});

const changes: [what: string, current: string, next: string, outcome: object][] = [
  ['the current one is wrong', 'wrong', 'another-pass-2', { refused: 'sign-in-failed' }],
  ['the new one is the same', 'sample-pass-1', 'sample-pass-1', { refused: 'invalid-input' }],
  ['the new one is short', 'sample-pass-1', 'ab1', { refused: 'invalid-input' }],
  ['the new one holds the name', 'sample-pass-1', 'jia-jia-jia-1', { refused: 'invalid-input' }],
  ['the new one is of one kind of sign', 'sample-pass-1', 'abcdefghijkl', { refused: 'invalid-input' }],
  ['all is well', 'sample-pass-1', 'another-pass-2', { changed: true }],
];

test.each(changes)('a password change when %s', async (_what, current, next, outcome) => {
  const secret = await secretOfJia();
  const viewer = await viewerOfSecret(parts, secret);
  if (!viewer) throw new Error('no viewer');
  expect(await changePassword(parts, viewer, current, next)).toMatchObject(outcome);
  expect((await viewerOfSecret(parts, secret)) === undefined).toBe('changed' in outcome);
});

test('an empty store begins with one administrator whose password must be changed; another start adds none', async () => {
  const empty = await temporaryArchive();
  const admin = await firstAdministrator(empty.archive.access, empty.time);
  expect(admin?.oneTimePassword).toMatch(/^\w{4}(-\w{4}){3}$/);
  expect(await firstAdministrator(empty.archive.access, empty.time)).toBeUndefined();
  expect(await empty.archive.access.userByName('admin')).toMatchObject({
    role: 'admin',
    mustChangePassword: true,
    organisationId: firstOrganisation.id,
  });
  await empty.close();
});

test.each([
  ['a name that is taken', { username: 'jia', organisationId: 'org-330000' }, 'conflict'],
  ['an organisation that is not there', { username: 'yi', organisationId: 'org-none' }, 'no-organisation'],
])('a user with %s is refused', async (_what, over, refused) => {
  expect(await addUser(parts.store, { name: '乙', role: 'monitor', ...over }, store.time)).toEqual({ refused });
});

test('a stale view of a user is refused with the newer one', async () => {
  const user = await parts.store.userByName('jia');
  await changeUser(parts.store, { id: user?.id ?? '', change: { name: '甲甲' }, expectedVersion: 1 });
  expect(
    await changeUser(parts.store, { id: user?.id ?? '', change: { name: '乙' }, expectedVersion: 1 }),
  ).toMatchObject({ refused: 'stale-version', current: { name: '甲甲', version: 2 } });
});
