import { randomUUID } from 'node:crypto';
import type { Organisation, Role, User } from '../contracts/user';
import type { AccessStore, StoredUser } from './access-store';
import { hashPassword, oneTimePassword } from './password';

export type UserFault = 'conflict' | 'not-found' | 'stale-version' | 'no-organisation';

export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly organisationId: string;
  /** Given for sample officers only; otherwise a one-time password is made that must be changed. */
  readonly password?: string;
}

/** The user as it may leave the house: without the hash. */
export function publicUser({ passwordHash: _hash, ...user }: StoredUser): User {
  return user;
}

/** Adds a user. The one-time password is returned once and must be changed at first sign-in. */
export async function addUser(
  store: AccessStore,
  wanted: NewUser,
  now: string,
): Promise<{ user: User; oneTimePassword: string } | { refused: UserFault }> {
  if (await store.userByName(wanted.username)) return { refused: 'conflict' };
  if (!(await store.organisation(wanted.organisationId))) return { refused: 'no-organisation' };
  const password = wanted.password ?? oneTimePassword();
  const user: StoredUser = {
    id: `u_${randomUUID()}`,
    username: wanted.username,
    name: wanted.name,
    role: wanted.role,
    organisationId: wanted.organisationId,
    disabled: false,
    mustChangePassword: wanted.password === undefined,
    createdAt: now,
    version: 1,
    passwordHash: await hashPassword(password),
  };
  await store.insertUser(user);
  return { user: publicUser(user), oneTimePassword: password };
}

export interface UserChange {
  readonly disabled?: boolean | undefined;
  readonly role?: Role | undefined;
  readonly name?: string | undefined;
  readonly resetPassword?: boolean | undefined;
}

/** Changes a user; disabling, a new role, or a new password ends every session of theirs. */
export async function changeUser(
  store: AccessStore,
  request: { id: string; change: UserChange; expectedVersion?: number | undefined },
): Promise<{ user: User; oneTimePassword: string | null } | { refused: UserFault; current?: User }> {
  const user = await store.user(request.id);
  if (!user) return { refused: 'not-found' };
  if (request.expectedVersion !== undefined && user.version !== request.expectedVersion)
    return { refused: 'stale-version', current: publicUser(user) };
  const { change } = request;
  const password = change.resetPassword === true ? oneTimePassword() : null;
  const next: StoredUser = {
    ...user,
    version: user.version + 1,
    disabled: change.disabled ?? user.disabled,
    role: change.role ?? user.role,
    name: change.name ?? user.name,
    ...(password === null ? {} : { passwordHash: await hashPassword(password), mustChangePassword: true }),
  };
  if (!(await store.updateUser(next, user.version))) return { refused: 'stale-version', current: publicUser(user) };
  if (next.disabled || next.role !== user.role || password !== null) await store.deleteSessionsOf(user.id);
  return { user: publicUser(next), oneTimePassword: password };
}

/** The organisation that an empty store begins with. */
export const firstOrganisation: Organisation = {
  id: 'org-root',
  name: '省药品监督管理局',
  level: 'province',
  region: '000000',
  parentId: null,
};

/** On an empty store: one administrator with a one-time password, returned to be printed. Otherwise undefined. */
export async function firstAdministrator(
  store: AccessStore,
  now: string,
): Promise<{ username: string; oneTimePassword: string } | undefined> {
  if ((await store.countUsers()) > 0) return undefined;
  if ((await store.organisations()).length === 0) await store.putOrganisation(firstOrganisation);
  const [organisation] = await store.organisations();
  const added = await addUser(
    store,
    { username: 'admin', name: '系统管理员', role: 'admin', organisationId: organisation?.id ?? firstOrganisation.id },
    now,
  );
  return 'refused' in added ? undefined : { username: 'admin', oneTimePassword: added.oneTimePassword };
}
