import { createHash, randomBytes } from 'node:crypto';
import type { Viewer } from '../contracts/user';
import type { AccessStore, StoredUser } from './access-store';
import { hashPassword, isPassword, passwordFault } from './password';
import { rightsOf } from './rights';
import type { AttemptLimiter } from './attempt-limiter';

export interface SessionSettings {
  readonly sessionHours: number;
  readonly idleMinutes: number;
}

export interface AccessParts {
  readonly store: AccessStore;
  readonly settings: SessionSettings;
  readonly limiter: AttemptLimiter;
  readonly now: () => Date;
}

export type SignIn =
  | { readonly secret: string; readonly viewer: Viewer; readonly expiresAt: string }
  | { readonly refused: 'sign-in-failed' | 'too-many-attempts'; readonly retryAfterMs?: number };

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

// Verified when the user does not exist, so that the answer takes as long as for one who does.
let decoy: Promise<string> | undefined;
const decoyHash = (): Promise<string> => (decoy ??= hashPassword(randomBytes(16).toString('hex')));

/** The person with rights and region, or undefined when user or organisation is gone. */
export async function viewerOf(store: AccessStore, user: StoredUser): Promise<Viewer | undefined> {
  const organisation = await store.organisation(user.organisationId);
  if (!organisation || user.disabled) return undefined;
  return {
    userId: user.id,
    username: user.username,
    name: user.name,
    role: user.role,
    rights: rightsOf(user.role),
    organisationId: organisation.id,
    organisationName: organisation.name,
    region: organisation.region,
    mustChangePassword: user.mustChangePassword,
  };
}

async function openSession(
  parts: AccessParts,
  user: StoredUser,
  kind: 'session' | 'token',
  scope: string | null,
): Promise<{ secret: string; expiresAt: string }> {
  const secret = randomBytes(32).toString('base64url');
  const now = parts.now();
  const hours = kind === 'session' ? parts.settings.sessionHours : 24 * 365;
  const expiresAt = new Date(now.getTime() + hours * 3_600_000).toISOString();
  await parts.store.insertSession({
    idHash: hashOf(secret),
    userId: user.id,
    kind,
    scope,
    createdAt: now.toISOString(),
    expiresAt,
    lastSeenAt: now.toISOString(),
  });
  return { secret, expiresAt };
}

export type Checked<T> =
  T | { readonly refused: 'sign-in-failed' | 'too-many-attempts'; readonly retryAfterMs?: number };

/**
 * Checks name and password; `address` and name are limited in failed attempts. An attempt counts from its beginning, so
 * that many at once are no way around the limit. Takes tens of milliseconds: call it outside a unit of work.
 */
export async function checkSignIn(
  parts: AccessParts,
  username: string,
  password: string,
  address: string,
): Promise<Checked<{ readonly user: StoredUser; readonly viewer: Viewer }>> {
  const keys = [`user:${username}`, `address:${address}`];
  const waitMs = parts.limiter.waitMs(keys, parts.now());
  if (waitMs > 0) return { refused: 'too-many-attempts', retryAfterMs: waitMs };
  parts.limiter.failed(keys, parts.now());
  const user = await parts.store.userByName(username);
  const isRight = await isPassword(user?.passwordHash ?? (await decoyHash()), password);
  const viewer = user && isRight ? await viewerOf(parts.store, user) : undefined;
  if (!user || !viewer) return { refused: 'sign-in-failed' };
  parts.limiter.succeeded(keys);
  return { user, viewer };
}

/** Opens a session for a person who was checked. */
export async function openSignIn(
  parts: AccessParts,
  checked: { readonly user: StoredUser; readonly viewer: Viewer },
): Promise<{ readonly secret: string; readonly viewer: Viewer; readonly expiresAt: string }> {
  return { ...(await openSession(parts, checked.user, 'session', null)), viewer: checked.viewer };
}

/** Checks name and password and opens a session. */
export async function signIn(parts: AccessParts, username: string, password: string, address: string): Promise<SignIn> {
  const checked = await checkSignIn(parts, username, password, address);
  return 'refused' in checked ? checked : openSignIn(parts, checked);
}

/** A long-lived token for another program; the secret is shown once. Undefined when there is no such user. */
export async function createToken(
  parts: AccessParts,
  username: string,
  scope: string | null,
): Promise<{ secret: string; expiresAt: string } | undefined> {
  const user = await parts.store.userByName(username);
  return user && !user.disabled ? openSession(parts, user, 'token', scope) : undefined;
}

/**
 * The viewer behind a cookie or token secret; undefined when it is unknown, expired, idle too long, or its user is
 * disabled. `isPassive`: this is no doing of the person's, so it does not put off the end of an idle session.
 */
export async function viewerOfSecret(
  parts: AccessParts,
  secret: string,
  isPassive = false,
): Promise<Viewer | undefined> {
  const idHash = hashOf(secret);
  const session = await parts.store.session(idHash);
  if (!session) return undefined;
  const now = parts.now();
  const idleMs = now.getTime() - Date.parse(session.lastSeenAt);
  const isIdle = session.kind === 'session' && idleMs > parts.settings.idleMinutes * 60_000;
  if (Date.parse(session.expiresAt) <= now.getTime() || isIdle) {
    await parts.store.deleteSession(idHash);
    return undefined;
  }
  if (idleMs > 60_000 && !isPassive) await parts.store.touchSession(idHash, now.toISOString(), session.expiresAt);
  const user = await parts.store.user(session.userId);
  const viewer = user ? await viewerOf(parts.store, user) : undefined;
  return viewer && session.scope
    ? { ...viewer, rights: viewer.rights.filter((right) => session.scope?.split(',').includes(right)) }
    : viewer;
}

/** Ends one session. */
export function signOut(parts: AccessParts, secret: string): Promise<void> {
  return parts.store.deleteSession(hashOf(secret));
}

export type PasswordChange =
  | { readonly changed: true }
  | {
      readonly refused: 'sign-in-failed' | 'too-many-attempts' | 'invalid-input' | 'stale-version';
      readonly message: string;
    };

type Refused = Extract<PasswordChange, { refused: string }>;

/**
 * Checks the current password and hashes the next one: the person as they are to be stored. Failures are limited like
 * sign-ins. Takes tens of milliseconds: call it outside a unit of work.
 */
export async function preparePassword(
  parts: AccessParts,
  viewer: Viewer,
  current: string,
  next: string,
): Promise<{ readonly user: StoredUser } | Refused> {
  const keys = [`user:${viewer.username}`];
  if (parts.limiter.waitMs(keys, parts.now()) > 0)
    return { refused: 'too-many-attempts', message: '尝试次数过多，请稍后再试 / too many attempts' };
  parts.limiter.failed(keys, parts.now());
  const user = await parts.store.user(viewer.userId);
  if (!user || !(await isPassword(user.passwordHash, current)))
    return { refused: 'sign-in-failed', message: '原密码不正确 / the current password is wrong' };
  parts.limiter.succeeded(keys);
  const fault =
    current === next ? '新密码不得与原密码相同 / must differ from the current one' : passwordFault(next, user.username);
  if (fault !== undefined) return { refused: 'invalid-input', message: fault };
  return {
    user: {
      ...user,
      version: user.version + 1,
      passwordHash: await hashPassword(next),
      mustChangePassword: false,
    },
  };
}

/** Stores a prepared password; every session of the user ends. */
export async function storePassword(store: AccessStore, user: StoredUser): Promise<PasswordChange> {
  if (!(await store.updateUser(user, user.version - 1)))
    return { refused: 'stale-version', message: '账户刚被修改，请重试 / the account was just changed' };
  await store.deleteSessionsOf(user.id);
  return { changed: true };
}

/** Replaces a password after checking the current one; every session of the user ends. */
export async function changePassword(
  parts: AccessParts,
  viewer: Viewer,
  current: string,
  next: string,
): Promise<PasswordChange> {
  const prepared = await preparePassword(parts, viewer, current, next);
  return 'refused' in prepared ? prepared : storePassword(parts.store, prepared.user);
}
