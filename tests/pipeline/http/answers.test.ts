import { inflateRawSync } from 'node:zlib';
import { routes } from '../../../contracts/routes';
import type { Role } from '../../../contracts/user';
import { startTestService, type Answer, type TestService } from '../test-service';

let service: TestService;
const ids: Record<string, string> = {};
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

beforeAll(async () => {
  service = await startTestService();
  const alert = await service.raise('a', {
    title: '=1+1',
    seller: '@SUM(A1)',
    text: '+86 三天根治，"无效"退款。\n第二行',
  });
  const { call } = await service.person('enforcer');
  const lead = (await call('POST', `/api/v1/alerts/${alert.id}/lead`)).body as { id: string };
  Object.assign(ids, {
    'alerts/:id': alert.id,
    'documents/:id': alert.documentId,
    'captures/:id': 'c_a',
    'leads/:id': lead.id,
    'rules/:id': 'sample-rule',
    'sources/:id': 'sample',
  });
});
afterAll(() => service.close());

const get = async (role: Role, path: string): Promise<Answer> => (await service.person(role)).call('GET', path);

const reads = routes.filter((route) => route.method === 'GET' && route.answer !== undefined);
const readerOf = (path: string): Role =>
  /users|health/.test(path) ? 'admin' : path.includes('audit') ? 'auditor' : 'monitor';

test.each(reads)('GET $path answers as its contract says', async (route) => {
  const place = Object.keys(ids).find((known) => route.path.endsWith(known));
  const path = place === undefined ? route.path : route.path.replace(':id', ids[place] ?? '');
  const answer = await get(readerOf(path), path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^application\/json/),
  ]);
  const parsed = route.answer!.safeParse(answer.body);
  expect(parsed.error?.issues ?? []).toEqual([]);
});

test('pages of alerts follow each other without a gap while rows arrive', async () => {
  for (const name of ['p-1', 'p-2', 'p-3', 'p-4']) await service.raise(name);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await get('monitor', `/api/v1/alerts?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const page = body as { items: { id: string }[]; nextCursor: string | null };
    seen.push(...page.items.map(({ id }) => id));
    service.store.time = '2026-05-11T09:00:01+08:00';
    if (cursor === '') await service.raise('late');
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
});

const filters: [query: string, count: number][] = [
  ['state=new', 5],
  ['state=new&state=converted', 6],
  ['level=red', 0],
  ['level=red&level=yellow', 6],
  ['code=EFFICACY_GUARANTEE', 6],
  ['q=late', 1],
  ['q=%27%3B+drop+table+alert%3B--', 0],
  ['ruleId=sample-rule', 6],
  ['ownerId=u-enforcer-province', 1],
];
test.each(filters)('alerts?%s', async (query, count) => {
  expect((await get('monitor', `/api/v1/alerts?${query}`)).body).toMatchObject({ total: count });
});

describe('an export', () => {
  test('as CSV has every hit, with a byte order mark, and no cell that a spreadsheet would run', async () => {
    const answer = await get('monitor', '/api/v1/documents/export?format=csv&q=退款');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="yaoshao-documents.csv"');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = answer.bytes.toString('utf8');
    expect(text.startsWith('\uFEFF采集时间,标题,')).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(7);
    expect(text).toContain(",'=1+1,");
    expect(text).toContain(",'@SUM(A1),");
    expect(text).not.toMatch(/(^|,)"?[=@+-][A-Za-z0-9(]/m);
  });

  test('as XLSX is a workbook whose cells are text, not formulas', async () => {
    const answer = await get('monitor', '/api/v1/documents/export?format=xlsx');
    expect(answer.headers.get('content-disposition')).toContain('yaoshao-documents.xlsx');
    const parts = entriesOf(answer.bytes);
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<row');
    expect(sheet).not.toContain('<f>');
    expect([...parts.values()].join('')).toContain('=1+1');
  });

  test.each(['', '?format=pdf', '?format=csv&format=xlsx', '?format=csv&limit=5&region=x'])(
    '%s is refused',
    async (query) => {
      expect((await get('monitor', `/api/v1/documents/export${query}`)).status).toBe(400);
    },
  );
});

/** The parts of a ZIP file, by the sizes in its central directory. */
function entriesOf(zip: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [method, size, nameLength, start] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ];
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const bytes = zip.subarray(from, from + size);
    entries.set(
      zip.toString('utf8', at + 46, at + 46 + nameLength),
      (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'),
    );
  }
  return entries;
}

describe('evidence', () => {
  async function kept(bytes: Buffer, name: string): Promise<Answer> {
    const { archive } = service.store;
    const { sha256 } = await archive.evidenceFiles.put(bytes);
    await archive.captures.append({
      schemaVersion: 1,
      id: `c_${name}`,
      url: 'http://sample.invalid/a',
      finalUrl: 'http://sample.invalid/a',
      status: 200,
      capturedAt: service.store.time,
      capturedBy: { kind: 'system', name: 'sample', versions: {} },
      files: [{ role: 'body', sha256, bytes: bytes.length, mediaType: 'image/png' }],
      documentId: ids['documents/:id'] ?? '',
      screenshotOf: null,
    });
    return get('monitor', `/api/v1/evidence/${sha256}`);
  }

  const webp = Buffer.concat([Buffer.from('RIFF0000WEBPVP8 '), Buffer.alloc(8)]);
  const files: [sentence: string, bytes: Buffer, mediaType: string, disposition: RegExp][] = [
    ['a PNG is shown', png, 'image/png', /^inline$/],
    ['a JPEG is shown', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg', /^inline$/],
    ['a WebP is shown', webp, 'image/webp', /^inline$/],
    [
      'a sound in the same container is not',
      Buffer.from('RIFF0000WAVEfmt '),
      'application/octet-stream',
      /^attachment/,
    ],
    [
      'HTML is a download, whatever its capture says',
      Buffer.from('<script>alert(1)</script>'),
      'application/octet-stream',
      /^attachment/,
    ],
    ['SVG is a download', Buffer.from('<svg onload="alert(1)"/>'), 'application/octet-stream', /^attachment/],
    ['an empty file is a download', Buffer.alloc(0), 'application/octet-stream', /^attachment/],
  ];
  test.each(files)('%s', async (sentence, bytes, mediaType, disposition) => {
    const answer = await kept(bytes, sentence);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mediaType]);
    expect(answer.headers.get('content-disposition')).toMatch(disposition);
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.bytes.equals(bytes)).toBe(true);
  });

  test('a file that no capture holds is not there, although it is stored', async () => {
    const { sha256 } = await service.store.archive.evidenceFiles.put(Buffer.from('nobody holds this'));
    expect((await get('monitor', `/api/v1/evidence/${sha256}`)).status).toBe(404);
  });
});
