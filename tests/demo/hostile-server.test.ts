import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type HostileServer, startHostileServer } from '../../demo/hostile-server';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const get = (path: string): Promise<Response> => fetch(server.baseUrl + path, { redirect: 'manual' });

/** Reads at most `limit` bytes, then hangs up. */
async function readSome(path: string, limit: number): Promise<number> {
  const controller = new AbortController();
  const response = await fetch(server.baseUrl + path, { signal: controller.signal });
  let size = 0;
  for await (const chunk of response.body!) {
    size += (chunk as Uint8Array).length;
    if (size >= limit) break;
  }
  controller.abort();
  return size;
}

describe('the hostile server', () => {
  test.each(['/endless', '/huge-page', '/huge-page-unannounced'])('%s gives more than anyone wants', async (path) => {
    expect(await readSome(path, 3_000_000)).toBeGreaterThanOrEqual(3_000_000);
  });

  test('the huge page announces 200 MB', async () => {
    const controller = new AbortController();
    const response = await fetch(`${server.baseUrl}/huge-page`, { signal: controller.signal });
    expect(response.headers.get('content-length')).toBe(String(200 * 1024 * 1024));
    controller.abort();
  });

  test('the bomb is small on the wire and large when opened', async () => {
    const bytes = await new Promise<Buffer>((resolve, reject) => {
      const sent = request(`${server.baseUrl}/gzip-bomb`, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks)));
      });
      sent.on('error', reject).end();
    });
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(gunzipSync(bytes).length).toBeGreaterThan(100_000_000);
  });

  test.each([
    ['/redirect-loop', '/redirect-loop'],
    ['/redirect-pair', '/redirect-pair-back'],
    ['/redirect-chain/7', '/redirect-chain/8'],
    ['/redirect-to-metadata', 'http://169.254.169.254/latest/meta-data/'],
    ['/redirect-to-file', 'file:///etc/hostname'],
    ['/redirect-nowhere', null],
  ])('%s leads to %s', async (path, location) => {
    const response = await get(path);
    expect([response.status, response.headers.get('location')]).toEqual([302, location]);
  });

  test.each(['/truncated', '/hangs-up', '/huge-headers', '/broken-gzip'])(
    '%s cannot be read to its end',
    async (path) => {
      await expect(get(path).then((response) => response.text())).rejects.toThrow();
    },
  );

  test('the feed bomb declares entities of entities', async () => {
    const text = await (await get('/rss-entity-bomb')).text();
    expect(text).toContain('<!ENTITY j "&i;&i;');
  });

  test.each([
    ['/empty', (text: string) => text === ''],
    ['/no-body', (text: string) => !text.includes('<body')],
    ['/script-title', (text: string) => text.includes('alert(1)')],
    ['/negative-price', (text: string) => text.includes('-19.90')],
    ['/deep-nesting', (text: string) => text.split('<div>').length > 50_000],
  ])('%s is what it says', async (path, holds) => {
    expect(holds(await (await get(path)).text())).toBe(true);
  });

  test('counts visits, answers 404 elsewhere', async () => {
    const before = server.hits('/rate-limited');
    const response = await get('/rate-limited');
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3600']);
    expect(server.hits('/rate-limited')).toBe(before + 1);
    expect((await get('/elsewhere')).status).toBe(404);
    expect(server.paths.length).toBeGreaterThan(25);
  });
});
