import { routes } from '../../../contracts/routes';
import { roles, type Role } from '../../../contracts/user';
import { startTestService, type TestService } from '../test-service';

const readers: Role[] = ['monitor', 'enforcer', 'reviewer', 'head', 'bureau'];
const judges: Role[] = ['monitor', 'enforcer', 'head', 'bureau'];
const runners: Role[] = ['enforcer', 'bureau'];
const signers: Role[] = ['enforcer', 'head', 'bureau'];
const everybody: Role[] = [...roles];

/** The published table of rights, told once more by route: who is let through, whoever is not named is refused. */
const allowed: Readonly<Record<string, readonly Role[]>> = {
  'GET /api/v1/session': everybody,
  'DELETE /api/v1/session': everybody,
  'POST /api/v1/session/password': everybody,
  'GET /api/v1/catalogue': everybody,
  'GET /api/v1/home': readers,
  'GET /api/v1/alerts': readers,
  'GET /api/v1/alerts/:id': readers,
  'POST /api/v1/alerts/:id/actions': judges,
  'POST /api/v1/alerts/actions': judges,
  'POST /api/v1/alerts/:id/lead': readers,
  'GET /api/v1/documents': readers,
  'GET /api/v1/documents/export': readers,
  'GET /api/v1/documents/:id': readers,
  'GET /api/v1/captures/:id': readers,
  'GET /api/v1/evidence/:sha256': readers,
  'GET /api/v1/leads': readers,
  'GET /api/v1/leads/:id': readers,
  'POST /api/v1/leads/:id/hand-over': readers,
  'POST /api/v1/leads/:id/receive': runners,
  'POST /api/v1/leads/:id/return': runners,
  'POST /api/v1/leads/:id/start': runners,
  'POST /api/v1/leads/:id/decide': runners,
  'POST /api/v1/leads/:id/extend': signers,
  'POST /api/v1/leads/:id/comments': readers,
  'GET /api/v1/rules': readers,
  'GET /api/v1/rules/:id': readers,
  'GET /api/v1/sources': [...readers, 'admin'],
  'GET /api/v1/sources/:id': [...readers, 'admin'],
  'POST /api/v1/sources/:id/visit': ['admin'],
  'GET /api/v1/users': ['admin'],
  'POST /api/v1/users': ['admin'],
  'PATCH /api/v1/users/:id': ['admin'],
  'GET /api/v1/audit': ['auditor'],
  'GET /api/v1/health': ['admin'],
};

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const guarded = routes.filter((route) => route.right !== undefined);
const rows = guarded.flatMap((route) =>
  roles.map((role): [method: string, path: string, role: Role] => [route.method, route.path, role]),
);

const asked = (path: string): string => path.replaceAll(/:\w+/g, 'not-there');

test('the table names every route that somebody must sign in for', () => {
  expect(Object.keys(allowed).sort()).toEqual(guarded.map((route) => `${route.method} ${route.path}`).sort());
});

test.each(rows)('%s %s as %s', async (method, path, role) => {
  // A token of its own, because signing out ends it.
  const call = service.callWith(await service.token(role));
  // A body that no route takes: who is let through is told so, and nothing is changed.
  const answer = await call(
    method,
    asked(path),
    method === 'GET' || method === 'DELETE' ? {} : { body: { sample: 1 } },
  );
  const isAllowed = allowed[`${method} ${path}`]?.includes(role) === true;
  if (!isAllowed) {
    expect([answer.status, answer.body]).toEqual([
      403,
      expect.objectContaining({ type: expect.stringMatching(/\/forbidden$/) as string }),
    ]);
    return;
  }
  expect([401, 403, 500]).not.toContain(answer.status);
});

test.each(guarded.map((route): [string, string] => [route.method, route.path]))(
  '%s %s refuses whoever is not signed in',
  async (method, path) => {
    const answer = await service.stranger(method, asked(path));
    expect([answer.status, answer.body]).toEqual([
      401,
      expect.objectContaining({ type: expect.stringMatching(/\/not-signed-in$/) as string }),
    ]);
  },
);

test('a token with a narrower scope has only the rights that it names', async () => {
  const secret = await service.token('monitor', 'alerts.read');
  const call = service.callWith(secret);
  expect((await call('GET', '/api/v1/alerts')).status).toBe(200);
  const answer = await call('POST', '/api/v1/alerts/actions', { body: { ids: ['a'], action: 'acknowledge' } });
  expect(answer.status).toBe(403);
});

test('a person who must change the password may do nothing else first', async () => {
  const { call } = await service.person('bureau', 'county');
  const { store } = service;
  const user = await store.archive.access.userByName('bureau-county');
  await store.archive.access.updateUser({ ...user!, version: 2, mustChangePassword: true }, 1);
  for (const route of guarded.filter(({ right }) => right !== null)) {
    const answer = await call(route.method, asked(route.path), route.method === 'GET' ? {} : { body: {} });
    expect(answer.body).toMatchObject({
      status: 403,
      type: expect.stringMatching(/password-change-required$/) as string,
    });
  }
  expect((await call('GET', '/api/v1/session')).body).toMatchObject({ mustChangePassword: true });
});
