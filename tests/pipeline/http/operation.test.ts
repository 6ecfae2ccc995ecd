import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { routes } from '../../../contracts/routes';
import { startService } from '../../../pipeline/main';
import { openTestHouse } from '../test-house';
import { openLive } from '../live-client';
import { startTestService, type TestService } from '../test-service';
import { until } from '../until';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

describe('for orchestrators and scrapers', () => {
  test('/healthz answers as long as the process lives', async () => {
    expect((await service.stranger('GET', '/healthz')).body).toEqual({ status: 'ok' });
  });

  test('/readyz says what is ready, and nothing that is nobody’s business', async () => {
    const answer = await service.stranger('GET', '/readyz');
    const { checks } = answer.body as { checks: object[] };
    expect([answer.status, (answer.body as { status: string }).status]).toEqual([200, 'ok']);
    for (const check of checks) expect(Object.keys(check)).toEqual(['name', 'status']);
  });

  test('/readyz is 503 when something is down', async () => {
    const down = await openTestHouse();
    const checks = [{ name: 'disk', status: 'down' as const, message: 'full' }];
    const running = await startService({ ...down.house, health: () => Promise.resolve(checks) });
    const answer = await fetch(`${running.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'down', checks: [{ name: 'disk', status: 'down' }] },
    ]);
    await running.close();
  });

  test('/metrics is in the format of Prometheus and has what the house counts', async () => {
    const { metrics, archive } = service.house;
    metrics.failures.inc({ stage: 'fetch', reason: 'dns' });
    metrics.latency.observe({ stage: 'fetch' }, 0.2);
    await archive.jobs.enqueue([
      { id: 'j', stage: 'fetch', subjectId: 's', lane: '', payload: {}, runAt: '2030-01-01T00:00:00Z' },
    ]);
    const answer = await service.stranger('GET', '/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain;.* version=0\.0\.4/);
    const text = answer.bytes.toString('utf8');
    for (const line of [
      'yaoshao_stage_failures_total{stage="fetch",reason="dns"} 1',
      'yaoshao_stage_seconds_bucket{le="0.25",stage="fetch"} 1',
      'yaoshao_queue_jobs{stage="fetch",state="queued"} 1',
      'yaoshao_live_clients 0',
      'yaoshao_pages_total 0',
    ]) {
      expect(text).toContain(line);
    }
  });
});

describe('security headers', () => {
  const paths = ['/', '/api/v1/session', '/healthz', '/api/docs', '/nowhere.js'];
  test.each(paths)('%s carries them', async (path) => {
    const { headers } = await service.stranger('GET', path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/script-src|unsafe-eval|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('what a person reads is not kept by anything in between', async () => {
    const { call } = await service.person('monitor');
    expect((await call('GET', '/api/v1/alerts')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('the console', () => {
  test.each(['/', '/alerts/a_1', '/leads', '/apiary'])('%s is its page', async (path) => {
    const answer = await service.stranger('GET', path, { headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(answer.bytes.toString('utf8')).toContain('<title>药哨</title>');
  });

  test('a file is a file, with its type', async () => {
    const answer = await service.stranger('GET', '/assets/app.js');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  test.each([
    '/assets/gone.js',
    '/api/v1/nothing',
    '/api',
    '/api/docs/../../package.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/.env',
  ])('%s is not there, in the words of a problem document', async (path) => {
    const answer = await service.stranger('GET', path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
  });
});

describe('OpenAPI', () => {
  interface Operation {
    readonly parameters?: { name: string; in: string; required?: boolean }[];
    readonly requestBody?: { content: Record<string, { schema: object }> };
    readonly responses: Record<string, unknown>;
    readonly security?: unknown[];
  }
  let document: {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: Record<string, Record<string, unknown>>;
  };
  beforeAll(async () => {
    document = (await service.stranger('GET', '/api/docs-json')).body as typeof document;
  });

  test('is 3.1 with every operation and nothing else', () => {
    expect(document.openapi).toBe('3.1.0');
    const told = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(told.sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`).sort(),
    );
  });

  test.each(routes)('$method $path tells its parameters, body, and answers', (route) => {
    const operation = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]![route.method.toLowerCase()]!;
    const parameters = operation.parameters ?? [];
    const inPath = parameters.filter((one) => one.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual([...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]));
    expect(inPath.every(({ required }) => required)).toBe(true);
    expect(parameters.some(({ name }) => name === 'If-Match')).toBe(route.match === true);
    expect(operation.requestBody !== undefined).toBe(route.body !== undefined);
    expect(operation.responses).toHaveProperty('default');
    if (route.right === undefined) expect(operation.security).toEqual([]);
  });

  test('every reference leads somewhere', () => {
    const found = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    const lost = found.filter(
      (ref) =>
        !ref.startsWith('#/components/schemas/') || !document.components['schemas']?.[ref.split('/').at(-1) ?? ''],
    );
    expect([...new Set(lost)]).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  test('the page that shows it runs no script of its own making', async () => {
    const text = (await service.stranger('GET', '/api/docs')).bytes.toString('utf8');
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
  });
});

describe('stopping', () => {
  test('tells live clients to come back, ends although one does not answer, and closes the port', async () => {
    const other = await startTestService();
    const { secret } = await other.person('monitor');
    const polite = await openLive(other.service.url, { secret });
    const deaf = await openLive(other.service.url, { secret });
    (deaf.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    await other.service.close();
    await until('the polite one was told', () => polite.closed() !== undefined);
    expect(polite.closed()).toBe(1001);
    await expect(fetch(`${other.service.url}/healthz`)).rejects.toThrow();
    deaf.socket.terminate();
  });

  test('an answer that is under way is finished, and the stores stay open for it', async () => {
    const { house } = await openTestHouse();
    let begun = false;
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const health = async (): ReturnType<typeof house.health> => {
      begun = true;
      await gate;
      return house.health();
    };
    const running = await startService({ ...house, health });
    const answer = fetch(`${running.url}/readyz`);
    await until('it is under way', () => begun);
    const closed = running.close();
    goOn();
    expect((await answer).status).toBe(200);
    await closed;
  });
});

test('a port that is taken stops the start and gives everything back', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  let isStopped = false;
  const { house } = await openTestHouse({ settings: { http: { port } } });
  const stop = async (): Promise<void> => {
    await house.stop();
    isStopped = true;
  };
  await expect(startService({ ...house, stop })).rejects.toThrow(/EADDRINUSE/);
  expect(isStopped).toBe(true);
  taken.close();
});
