import type { ImageTextStore } from '../../../nlp/images/image-text';
import { sha } from '../samples';

/** What every store of texts read from pictures must do. */
export function imageTextSuite(fresh: () => Promise<ImageTextStore>): void {
  test('a reading comes back, and a later one replaces it', async () => {
    const store = await fresh();
    const line = { text: '包治百病', box: { left: 1, top: 2.5, width: 30, height: 9 }, score: 0.97 };
    await store.put(sha('a'), { text: '包治百病', lines: [line] });
    expect(await store.get(sha('a'))).toEqual({ text: '包治百病', lines: [line] });
    await store.put(sha('a'), { text: '', lines: [], skipped: 'too-small' });
    expect(await store.get(sha('a'))).toEqual({ text: '', lines: [], skipped: 'too-small' });
    expect(await store.get(sha('b'))).toBeUndefined();
  });
}
