import { documentIndexSuite } from '../contract/document-index-suite';
import { entry, parsed, suiteNow } from '../contract/document-shelf';
import { rebuildIndex } from '../../../archive/rebuild-index';
import { type TemporaryArchive, temporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
beforeEach(async () => {
  store = await temporaryArchive(() => suiteNow);
});
afterEach(() => store.remove());

describe('the embedded index', () => {
  documentIndexSuite({ fresh: () => Promise.resolve(store.archive.documentIndex) });

  test('what was put is there after a restart', async () => {
    const { document, analysis } = entry({ id: 'd', text: '重启之后仍在' });
    await store.archive.documentIndex.put(document, analysis);
    await store.reopen();
    const page = await store.archive.documentIndex.search({
      filter: {},
      query: parsed('仍在'),
      limit: 5,
      sort: 'newest',
      withFacets: false,
    });
    expect(page.items).toMatchObject([{ id: 'd', title: document.title, excerpt: '重启之后仍在' }]);
  });

  test('a lost search database is made again from the records', async () => {
    const { document, analysis } = entry({ id: 'd', text: '索引重建' });
    await store.archive.documents.insert(document);
    await store.archive.analyses.put(analysis);
    const find = () =>
      store.archive.documentIndex.search({
        filter: {},
        query: parsed('重建'),
        limit: 5,
        sort: 'newest',
        withFacets: false,
      });
    expect((await find()).total).toBe(0);
    expect(await rebuildIndex(store.archive)).toBe(1);
    expect((await find()).total).toBe(1);
  });

  test('scan gives stored documents with their analyses, oldest first, half open', async () => {
    const { archive } = store;
    for (const [id, minute] of [
      ['b', 2],
      ['a', 1],
      ['c', 3],
    ] as const) {
      const { document, analysis } = entry({ id, text: id, collectedAt: `2026-03-02T04:0${minute}:00Z` });
      await archive.documents.insert(document);
      await archive.analyses.put(analysis);
    }
    const seen: string[] = [];
    for await (const { document, analysis } of archive.documentIndex.scan({
      from: '2026-03-02T04:01:00Z',
      to: '2026-03-02T04:03:00Z',
    })) {
      seen.push(document.id);
      expect(analysis.documentId).toBe(document.id);
    }
    expect(seen).toEqual(['a', 'b']);
  });

  test.each(['不是标记', Buffer.from('[1]').toString('base64url')])(
    'a damaged cursor is refused: %s',
    async (cursor) => {
      const search = store.archive.documentIndex.search({
        filter: {},
        query: null,
        limit: 5,
        cursor,
        sort: 'newest',
        withFacets: false,
      });
      await expect(search).rejects.toMatchObject({ reason: 'invalid-input' });
    },
  );
});
