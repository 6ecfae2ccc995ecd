import type { CrawlStore, DocumentStore } from '../../../crawler/crawl-store';
import type { AnalysisStore } from '../../../pipeline/stores';
import { noon, sampleAnalysis, sampleDocument } from '../samples';

interface Parts {
  readonly crawl: CrawlStore;
  readonly documents: DocumentStore;
  readonly analyses: AnalysisStore;
}

/** What every store of crawling and documents must do. */
export function crawlStoreSuite(fresh: () => Promise<Parts>): void {
  let parts: Parts;
  beforeEach(async () => {
    parts = await fresh();
  });

  test.each([
    ['a new document', [], { version: 1, text: 'a' }, true],
    ['the same version again', [{ version: 1, text: 'a' }], { version: 1, text: 'b' }, false],
    ['a new version with the same content', [{ version: 1, text: 'a' }], { version: 2, text: 'a' }, false],
    ['a changed text', [{ version: 1, text: 'a' }], { version: 2, text: 'b' }, true],
    [
      'a text that changes back',
      [
        { version: 1, text: 'a' },
        { version: 2, text: 'b' },
      ],
      { version: 3, text: 'a' },
      true,
    ],
  ])('document: %s', async (_name, before, change, isNew) => {
    for (const earlier of before) await parts.documents.insert(sampleDocument(earlier));
    expect(await parts.documents.insert(sampleDocument(change))).toBe(isNew);
    expect(await parts.documents.count()).toBe(1);
    expect(await parts.documents.versions('d1')).toHaveLength(before.length + (isNew ? 1 : 0));
  });

  test('the newest version is given unless one is named', async () => {
    const [first, second] = [sampleDocument({ text: 'a' }), sampleDocument({ version: 2, text: 'b' })];
    await parts.documents.insert(first);
    await parts.documents.insert(second);
    expect(await parts.documents.get('d1')).toEqual(second);
    expect(await parts.documents.get('d1', 1)).toEqual(first);
    expect(await parts.documents.get('d1', 3)).toBeUndefined();
    expect(await parts.documents.get('d2')).toBeUndefined();
  });

  test('an analysis is kept per version and may be made again', async () => {
    const document = sampleDocument();
    await parts.documents.insert(document);
    await parts.analyses.put(sampleAnalysis(document));
    const again = sampleAnalysis(document, { violations: [], genre: 'news' });
    await parts.analyses.put(again);
    const newer = sampleAnalysis({ ...document, version: 2 });
    await parts.analyses.put(newer);
    expect(await parts.analyses.get('d1', 1)).toEqual(again);
    expect(await parts.analyses.get('d1')).toEqual(newer);
    expect(await parts.analyses.get('d2')).toBeUndefined();
  });

  test('health, visits, seen pages, skips and failures come back, newest first', async () => {
    const health = {
      sourceId: 's',
      state: 'healthy' as const,
      since: noon,
      lastVisitAt: noon,
      nextVisitAt: noon,
      lastSuccessAt: noon,
      failuresInARow: 0,
      lastReason: null,
      pagesFetched: 1,
      documents: 1,
      skipped: 0,
      intervalMs: 1000,
    };
    await parts.crawl.putHealth(health);
    await parts.crawl.putHealth({ ...health, state: 'failing' });
    expect(await parts.crawl.health('s')).toEqual({ ...health, state: 'failing' });
    expect(await parts.crawl.allHealth()).toHaveLength(1);
    expect(await parts.crawl.health('t')).toBeUndefined();

    const visit = {
      id: 'v1',
      sourceId: 's',
      dueAt: noon,
      startedAt: noon,
      endedAt: null,
      outcome: 'running' as const,
      reason: null,
      message: null,
      found: 0,
      queued: 0,
    };
    await parts.crawl.putVisit(visit);
    await parts.crawl.putVisit({ ...visit, outcome: 'ok', endedAt: noon });
    await parts.crawl.putVisit({ ...visit, id: 'v2', startedAt: '2026-03-02T13:00:00+08:00' });
    expect((await parts.crawl.visits('s', 10)).map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'v2 running',
      'v1 ok',
    ]);

    const page = {
      canonicalUrl: 'http://x/1',
      lastFetchedAt: noon,
      etag: '"1"',
      lastModified: null,
      contentHash: null,
      documentId: null,
    };
    await parts.crawl.putSeen(page);
    await parts.crawl.putSeen({ ...page, etag: null, documentId: 'd1' });
    expect(await parts.crawl.seen('http://x/1')).toEqual({ ...page, etag: null, documentId: 'd1' });
    expect(await parts.crawl.seen('http://x/2')).toBeUndefined();

    await parts.crawl.recordSkip({ sourceId: 's', url: 'http://x/a', reason: 'robots-disallowed', at: noon });
    await parts.crawl.recordSkip({
      sourceId: 's',
      url: 'http://x/a',
      reason: 'robots-disallowed',
      at: '2026-03-02T13:00:00+08:00',
    });
    expect(await parts.crawl.skips('s', 10)).toEqual([
      { sourceId: 's', url: 'http://x/a', reason: 'robots-disallowed', at: '2026-03-02T13:00:00+08:00' },
    ]);

    await parts.crawl.recordFailure({ sourceId: 's', url: 'http://x/a', at: noon, reason: 'timeout', message: '超时' });
    await parts.crawl.recordFailure({ sourceId: 's', url: 'http://x/b', at: noon, reason: 'dns', message: '' });
    expect((await parts.crawl.failures('s', 1)).map(({ url }) => url)).toEqual(['http://x/b']);
  });
}
