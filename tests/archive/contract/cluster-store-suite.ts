import type { ClusterEntry, ClusterStore } from '../../../nlp/duplicates/cluster-store';
import { noon } from '../samples';

/** What every store of near-duplicate fingerprints must do. */
export function clusterStoreSuite(fresh: () => Promise<ClusterStore>): void {
  const entry = (documentId: string): ClusterEntry => ({
    documentId,
    cluster: `k-${documentId}`,
    simhash: '00ff00ff00ff00ff',
    length: 600,
    at: noon,
  });

  test('an entry is found by any of its bands, once, and only by those it was put with last', async () => {
    const store = await fresh();
    const found = async (...bands: number[]): Promise<string[]> =>
      (await store.candidates(bands)).map(({ documentId }) => documentId).sort();
    await store.put(entry('a'), [1, 65_537, 131_073]);
    await store.put(entry('b'), [1, 65_540]);
    await store.put(entry('silent'), []);
    expect(await store.get('a')).toEqual(entry('a'));
    expect(await store.get('silent')).toEqual(entry('silent'));
    expect(await store.get('nobody')).toBeUndefined();
    expect(await found(1, 65_537)).toEqual(['a', 'b']);
    expect(await found(65_540)).toEqual(['b']);
    expect(await found(7)).toEqual([]);
    expect(await found()).toEqual([]);
    await store.put({ ...entry('a'), cluster: 'k-b' }, [9]);
    expect(await found(1)).toEqual(['b']);
    expect(await store.candidates([9])).toEqual([{ ...entry('a'), cluster: 'k-b' }]);
  });
}
