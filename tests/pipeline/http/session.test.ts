import { connect, type Socket } from 'node:net';
import { viewer as viewerSchema } from '../../../contracts/user';
import { password, startTestService, type Answer, type Call, type TestService } from '../test-service';

let service: TestService;
beforeEach(async () => {
  service = await startTestService({ settings: { access: { failedAttempts: 3, idleMinutes: 30 } } });
  await service.person('monitor');
});
afterEach(() => service.close());

const signIn = (username = 'monitor-province', secret = password, call: Call = {}): Promise<Answer> =>
  service.stranger('POST', '/api/v1/session', { ...call, body: { username, password: secret } });

const cookieOf = (answer: Answer): string => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
const withCookie = (cookie: string, method: string, path: string, call: Call = {}): Promise<Answer> =>
  service.stranger(method, path, { ...call, headers: { cookie, ...call.headers } });
const typeOf = (answer: Answer): string =>
  String((answer.body as { type?: string } | undefined)?.type)
    .split('/')
    .at(-1) ?? '';

test('signing in gives the person and a cookie that no script reads and no other site sends', async () => {
  const answer = await signIn();
  expect(answer.status).toBe(200);
  expect(viewerSchema.parse(answer.body)).toMatchObject({ username: 'monitor-province', region: '330000' });
  const flags = (answer.headers.get('set-cookie') ?? '').split('; ').slice(1);
  expect(flags).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']));
  expect(flags.some((flag) => flag.startsWith('Expires='))).toBe(true);
  expect(flags).not.toContain('Secure');
  expect(JSON.stringify(answer.body)).not.toContain(cookieOf(answer).split('=')[1]);
});

test('over HTTPS the cookie is secure', async () => {
  const secure = await startTestService({ settings: { http: { secureCookie: true } } });
  await secure.person('monitor');
  const answer = await secure.stranger('POST', '/api/v1/session', { body: { username: 'monitor-province', password } });
  expect(answer.headers.get('set-cookie')).toContain('; Secure');
  expect(answer.headers.get('strict-transport-security')).toMatch(/max-age/);
  await secure.close();
});

test('the cookie is the session: it is known, it ends with signing out, and is taken away', async () => {
  const cookie = cookieOf(await signIn());
  expect((await withCookie(cookie, 'GET', '/api/v1/session')).body).toMatchObject({ username: 'monitor-province' });
  const out = await withCookie(cookie, 'DELETE', '/api/v1/session');
  expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringMatching(/yaoshao_session=;.*1970/)]);
  expect((await withCookie(cookie, 'GET', '/api/v1/session')).status).toBe(401);
});

test('an idle session ends; one that is used goes on', async () => {
  const [idle, used] = [cookieOf(await signIn()), cookieOf(await signIn())];
  service.store.time = '2026-05-11T09:20:00+08:00';
  expect((await withCookie(used, 'GET', '/api/v1/session')).status).toBe(200);
  service.store.time = '2026-05-11T09:40:00+08:00';
  expect((await withCookie(used, 'GET', '/api/v1/session')).status).toBe(200);
  expect((await withCookie(idle, 'GET', '/api/v1/session')).status).toBe(401);
});

const refused: [sentence: string, username: string, secret: string][] = [
  ['a wrong password', 'monitor-province', 'wrong'],
  ['a name that nobody has', 'nobody', password],
  ['a disabled person', 'disabled', password],
];

test.each(refused)('%s is refused in the same words', async (_sentence, username, secret) => {
  const { access } = service.store.archive;
  const user = (await access.userByName('monitor-province'))!;
  await access.insertUser({ ...user, id: 'u-disabled', username: 'disabled', disabled: true });
  const answer = await signIn(username, secret);
  expect([answer.status, typeOf(answer), answer.headers.get('set-cookie')]).toEqual([401, 'sign-in-failed', null]);
});

test('many attempts at once are no way around the limit', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => signIn('monitor-province', 'wrong')));
  const types = answers.map(typeOf);
  expect(types.filter((type) => type === 'sign-in-failed')).toHaveLength(3);
  expect(types.filter((type) => type === 'too-many-attempts')).toHaveLength(17);
  const waiting = await signIn();
  expect([waiting.status, Number(waiting.headers.get('retry-after'))]).toEqual([429, 600]);
  service.store.time = '2026-05-11T09:10:01+08:00';
  expect((await signIn()).status).toBe(200);
});

test('many right passwords from one address are no attack', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => signIn()));
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  expect((await signIn()).status).toBe(200);
});

describe('changing the password', () => {
  const next = 'Another-sample-2';
  const change = (cookie: string, body: unknown): Promise<Answer> =>
    withCookie(cookie, 'POST', '/api/v1/session/password', { body });

  test('ends every session, and the new password is the one', async () => {
    const [mine, other] = [cookieOf(await signIn()), cookieOf(await signIn())];
    expect((await change(mine, { current: password, next })).status).toBe(204);
    for (const cookie of [mine, other]) expect((await withCookie(cookie, 'GET', '/api/v1/session')).status).toBe(401);
    expect([(await signIn()).status, (await signIn('monitor-province', next)).status]).toEqual([401, 200]);
  });

  test('is forced where it must be, and frees the person', async () => {
    const { access } = service.store.archive;
    const user = (await access.userByName('monitor-province'))!;
    await access.updateUser({ ...user, version: 2, mustChangePassword: true }, 1);
    const cookie = cookieOf(await signIn());
    expect(typeOf(await withCookie(cookie, 'GET', '/api/v1/alerts'))).toBe('password-change-required');
    expect((await change(cookie, { current: password, next })).status).toBe(204);
    const free = cookieOf(await signIn('monitor-province', next));
    expect((await withCookie(free, 'GET', '/api/v1/alerts')).status).toBe(200);
  });

  test.each([
    ['the wrong current password', { current: 'wrong', next }, 401, 'sign-in-failed'],
    ['the same password again', { current: password, next: password }, 400, 'invalid-input'],
    ['a short one', { current: password, next: 'short1' }, 400, 'invalid-input'],
    ['one with the name in it', { current: password, next: 'xx-monitor-province-1' }, 400, 'invalid-input'],
    ['one of letters only', { current: password, next: 'abcdefghijkl' }, 400, 'invalid-input'],
  ])('%s is refused', async (_sentence, body, status, type) => {
    const answer = await change(cookieOf(await signIn()), body);
    expect([answer.status, typeOf(answer)]).toEqual([status, type]);
    expect((await signIn()).status).toBe(200);
  });

  test('guessing the current password is limited like signing in', async () => {
    const cookie = cookieOf(await signIn());
    const types: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) types.push(typeOf(await change(cookie, { current: 'wrong', next })));
    expect(types).toEqual(['sign-in-failed', 'sign-in-failed', 'sign-in-failed', 'too-many-attempts']);
  });
});

const origins: [sentence: string, headers: Record<string, string>, isLetIn: boolean][] = [
  ['another site, by what the browser says', { 'sec-fetch-site': 'cross-site' }, false],
  ['a sister site, by what the browser says', { 'sec-fetch-site': 'same-site' }, false],
  ['another site, by its origin', { origin: 'http://evil.invalid' }, false],
  ['an origin that is no address', { origin: 'null' }, false],
  ['the own page', { 'sec-fetch-site': 'same-origin' }, true],
  ['a program, which says nothing', {}, true],
];

/** A POST as written, since fetch sets what a browser would. */
function rawPost(path: string, headers: Record<string, string>, body: string): Promise<number> {
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/json',
    'content-length': String(body.length),
  });
  const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(service.service.port, '127.0.0.1', () =>
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${service.service.port}\r\nconnection: close\r\n${head}\r\n\r\n${body}`,
      ),
    );
    let text = '';
    socket.on('data', (data) => (text += data.toString('utf8')));
    socket.on('close', () => resolve(Number(text.split(' ')[1])));
    socket.on('error', reject);
  });
}

test.each(origins)('a write from %s', async (_sentence, headers, isLetIn) => {
  const cookie = cookieOf(await signIn());
  const alert = await service.raise('a');
  const status = await rawPost(`/api/v1/alerts/${alert.id}/lead`, { cookie, ...headers }, '{}');
  expect([status, (await service.store.archive.leads.ofAlert(alert.id)) !== undefined]).toEqual(
    isLetIn ? [200, true] : [403, false],
  );
});

test('another site cannot sign somebody in', async () => {
  const body = JSON.stringify({ username: 'monitor-province', password });
  expect(await rawPost('/api/v1/session', { origin: 'http://evil.invalid' }, body)).toBe(403);
});
