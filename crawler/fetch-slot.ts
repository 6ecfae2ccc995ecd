import type { PageSnapshot, PageTask } from '../contracts/page';
import type { Source } from '../contracts/source';
import { captureIdOf, storeCapture } from './capture';
import { isoAt } from './clock';
import { FetchFault } from './fetch-fault';
import type { FetcherDeps } from './fetcher-deps';
import { headerOf, headerRecord } from './http-exchange';
import { judgeStatus } from './judge-answer';

const imageSignatures: readonly (readonly [string, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/u],
  ['image/jpeg', /^\xff\xd8\xff/u],
  ['image/gif', /^GIF8[79]a/u],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/u],
  ['image/bmp', /^BM/u],
  ['image/svg+xml', /^\s*(?:<\?xml[\s\S]*?\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg\b/iu],
];

/** Media type of a picture by its first bytes, or null. Servers' own word for it is often wrong. */
export function imageType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  return imageSignatures.find(([, signature]) => signature.test(head))?.[0] ?? null;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

function slotNote(slot: NonNullable<PageTask['slot']>): Buffer {
  const alt = escaped(slot.alt ?? '');
  return Buffer.from(
    `<!doctype html><meta charset="utf-8"><title>${alt}</title>` +
      `<a href="${escaped(slot.landingUrl ?? slot.pageUrl)}"><img src="${escaped(slot.imageUrl ?? '')}" alt="${alt}"></a>`,
  );
}

/**
 * Fetches the picture of an advertisement slot through the same guarded way as a page and keeps it as evidence. The snapshot's
 * HTML is our own small note of what was in the slot: picture, alternative text, landing address.
 */
export async function fetchSlot(task: PageTask, source: Source, deps: FetcherDeps): Promise<PageSnapshot> {
  const { web } = deps;
  const slot = task.slot;
  const imageUrl = slot?.imageUrl;
  if (slot === undefined || imageUrl === undefined) {
    throw new FetchFault({ reason: 'invalid-input', message: '广告位没有图片 (slot without picture)', retry: 'never' });
  }
  const startedAt = web.clock.now();
  const answer = await web.get(imageUrl, source, {
    headers: [
      ['Accept', 'image/*'],
      ['Referer', slot.pageUrl],
    ],
  });
  judgeStatus(answer, web.clock.now());
  const mediaType = imageType(answer.body);
  if (mediaType === null) {
    const type = headerOf(answer.headers, 'content-type') ?? '?';
    throw new FetchFault({ reason: 'not-html', message: `${imageUrl} 不是图片 (${type})`, retry: 'never' });
  }
  const note = slotNote(slot);
  const html = await deps.files.put(note);
  const files = await storeCapture(
    {
      taskId: task.id,
      sourceId: task.sourceId,
      at: answer.respondedAt,
      hops: answer.hops,
      extras: [],
      files: [
        { role: 'image', bytes: answer.body, mediaType, url: imageUrl },
        { role: 'metadata', bytes: note, mediaType: 'text/html; charset=utf-8' },
      ],
    },
    deps,
  );
  return {
    schemaVersion: 1,
    id: task.id.replace(/^t_/u, 's_'),
    taskId: task.id,
    sourceId: task.sourceId,
    visitId: task.visitId,
    url: task.url,
    finalUrl: slot.pageUrl,
    redirects: answer.hops.slice(0, -1).map((hop) => ({ url: hop.url, status: hop.status })),
    status: answer.status,
    headers: headerRecord(answer.headers),
    fetchedAt: isoAt(startedAt),
    respondedAt: isoAt(answer.respondedAt),
    charset: 'utf-8',
    rendered: false,
    html: html.sha256,
    files,
    captureId: captureIdOf(task.id),
    task,
  };
}
