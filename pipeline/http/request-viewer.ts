import type { IncomingMessage } from 'node:http';
import { parse } from 'cookie';
import { viewerOfSecret, type AccessParts } from '../../access/sign-in';
import type { Viewer } from '../../contracts/user';

export const sessionCookie = 'yaoshao_session';

/** Secret of the session cookie or of `Authorization: Bearer`, with which of the two it was. */
export function secretOf(request: IncomingMessage): { secret: string; from: 'cookie' | 'token' } | undefined {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '');
  if (bearer?.[1] !== undefined) return { secret: bearer[1], from: 'token' };
  const cookie = parse(request.headers.cookie ?? '')[sessionCookie];
  return cookie === undefined || cookie === '' ? undefined : { secret: cookie, from: 'cookie' };
}

/** The viewer behind a request's cookie or token; undefined when there is none. `isPassive`: no doing of the person's. */
export async function viewerOfRequest(
  access: AccessParts,
  request: IncomingMessage,
  isPassive = false,
): Promise<Viewer | undefined> {
  const found = secretOf(request);
  return found ? viewerOfSecret(access, found.secret, isPassive) : undefined;
}

/**
 * False where a browser says that another site made the request. `Sec-Fetch-Site` decides where it is sent, `Origin`
 * otherwise; programs send neither.
 */
export function isSameOrigin(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === request.headers.host;
  } catch {
    return false;
  }
}
