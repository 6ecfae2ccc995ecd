import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type { CaptureStore, EvidenceFiles } from '../../../crawler/crawl-store';
import type { EvidenceLookup } from '../../../leads/lead-store';
import type { UnitOfWork } from '../../../pipeline/stores';
import { noPrevious, verifyChain } from '../../../archive/hash-chain';
import { sampleCapture, sha } from '../samples';

interface Parts {
  readonly captures: CaptureStore;
  readonly evidence: EvidenceLookup;
  readonly evidenceFiles: EvidenceFiles;
  readonly unitOfWork: UnitOfWork;
}

/** What every store of evidence must do. */
export function evidenceSuite(fresh: () => Promise<Parts>): void {
  let parts: Parts;
  beforeEach(async () => {
    parts = await fresh();
  });

  test('the chain grows by one link per capture, however many come at once, and a capture is in it once', async () => {
    const captures = Array.from({ length: 20 }, (_, number) => sampleCapture({ id: `c${number}` }));
    const links = await Promise.all([...captures, ...captures].map((capture) => parts.captures.append(capture)));
    expect(links.slice(0, 20)).toEqual(links.slice(20));
    const chain = await parts.captures.links(0, 100);
    expect(chain.map(({ index }) => index)).toEqual(captures.map((_, number) => number));
    expect(chain[0]?.previous).toBe(noPrevious);
    expect(verifyChain(chain)).toEqual({ whole: true, links: 20 });
    expect(await parts.captures.links(18, 1)).toEqual([chain[18]]);
    expect(await parts.captures.link('c3')).toEqual(chain[3]);
    expect(await parts.captures.link('nobody')).toBeUndefined();
  });

  test('a capture that is rolled back leaves no hole in the chain', async () => {
    await parts.captures.append(sampleCapture({ id: 'c0' }));
    await parts
      .unitOfWork(async () => {
        await parts.captures.append(sampleCapture({ id: 'lost' }));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await parts.captures.append(sampleCapture({ id: 'c1' }))).toMatchObject({ index: 1 });
    expect(verifyChain(await parts.captures.links(0, 9))).toEqual({ whole: true, links: 2 });
  });

  test('captures of a document are its own and the screenshots taken of them, with their place in the chain', async () => {
    await parts.captures.append(sampleCapture({ id: 'page' }));
    await parts.captures.append(sampleCapture({ id: 'other' }));
    await parts.captures.append(
      sampleCapture({ id: 'shot', screenshotOf: 'page', capturedAt: '2026-03-02T12:05:00+08:00' }),
    );
    expect(await parts.captures.ofDocument('d1')).toEqual([]);
    await parts.captures.attachDocument('page', 'd1');
    expect((await parts.captures.ofDocument('d1')).map(({ id }) => id)).toEqual(['page', 'shot']);
    expect(await parts.captures.get('page')).toMatchObject({ documentId: 'd1' });
    const link = await parts.captures.link('page');
    expect(await parts.evidence.ofDocument('d1')).toMatchObject([
      { captureId: 'page', chainIndex: 0, chainHash: link?.hash, files: [{ role: 'body' }] },
      { captureId: 'shot', chainIndex: 2 },
    ]);
    expect(verifyChain(await parts.captures.links(0, 9))).toMatchObject({ whole: true });
  });

  test('captures that hold a file are found by it, newest first', async () => {
    await parts.captures.append(sampleCapture({ id: 'a' }));
    await parts.captures.append(sampleCapture({ id: 'b', capturedAt: '2026-03-02T13:00:00+08:00' }));
    expect((await parts.captures.holding(sha('body'))).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(await parts.captures.holding(sha('else'))).toEqual([]);
  });

  test('files come back byte for byte, once per content', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const [first, second] = await Promise.all([parts.evidenceFiles.put(bytes), parts.evidenceFiles.put(bytes)]);
        expect(first).toEqual(second);
        expect(first).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length });
        expect(Buffer.from((await parts.evidenceFiles.get(first.sha256))!)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 15 },
    );
  });

  test('a file that was never put is not there', async () => {
    expect(await parts.evidenceFiles.get(sha('never'))).toBeUndefined();
    expect(await parts.evidenceFiles.has(sha('never'))).toBe(false);
  });

  test.each([
    '',
    '..',
    '../../etc/passwd',
    'ABCDEF'.repeat(11),
    `${'a'.repeat(63)}/`,
    `${'a'.repeat(62)}..`,
    `${sha('x')}\u0000`,
  ])('no name but a SHA-256 is looked up: %j', async (name) => {
    await expect(parts.evidenceFiles.get(name)).rejects.toMatchObject({ reason: 'invalid-input' });
    await expect(parts.evidenceFiles.has(name)).rejects.toMatchObject({ reason: 'invalid-input' });
  });
}
