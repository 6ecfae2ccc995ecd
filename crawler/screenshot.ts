import type { Capture, Capturer } from '../contracts/evidence';
import type { Source } from '../contracts/source';
import { shortHash } from './canonical-url';
import { storeCapture } from './capture';
import { isoAt } from './clock';
import type { EvidenceFiles } from './crawl-store';
import { failureFromError } from './failure-from-error';
import type { PageBrowser } from './page-browser';
import type { Picture } from './rendered-page';
import type { Web } from './web';

export interface ScreenshotDeps {
  readonly web: Web;
  readonly browser: PageBrowser;
  readonly files: EvidenceFiles;
  readonly capturer: Capturer;
}

export interface ScreenshotRequest {
  readonly url: string;
  readonly source: Source;
  /** The capture of the page that raised the finding. */
  readonly captureId: string;
  readonly documentId: string | null;
  /** The page as it was stored, shown where the live one is gone or refuses. */
  readonly storedHtml: string;
}

export interface Screenshotter {
  capture(request: ScreenshotRequest): Promise<Capture>;
}

/**
 * Takes the full-page picture of a page that raised a finding: of the live page, or of the stored one where the live one cannot be had
 * (the capture's metadata says which). Picture, DOM and WARC become a second capture that names the first. Errors are `StageFailure`s.
 */
export function createScreenshotter(deps: ScreenshotDeps): Screenshotter {
  return {
    capture: async (request) => {
      try {
        return await take(request, deps);
      } catch (error) {
        throw failureFromError(error, { stage: 'screenshot', subjectId: request.captureId });
      }
    },
  };
}

async function take(request: ScreenshotRequest, deps: ScreenshotDeps): Promise<Capture> {
  const shown = await show(request, deps);
  const { picture } = shown;
  const html = Buffer.from(picture.dom);
  const status = picture.hops.at(-1)?.status ?? 200;
  const domType = 'text/html; charset=utf-8';
  const files = await storeCapture(
    {
      taskId: request.captureId,
      sourceId: request.source.id,
      at: picture.drawnAt,
      hops: picture.hops,
      extras: [
        { type: 'conversion', url: picture.finalUrl, mediaType: domType, bytes: html, at: picture.drawnAt },
        {
          type: 'resource',
          url: `urn:screenshot:${picture.finalUrl}`,
          mediaType: 'image/png',
          bytes: picture.png,
          at: picture.drawnAt,
        },
      ],
      files: [
        { role: 'screenshot', bytes: picture.png, mediaType: 'image/png' },
        { role: 'dom', bytes: html, mediaType: domType },
      ],
      notes: shown.notes,
    },
    deps,
  );
  return {
    schemaVersion: 1,
    id: `c_${shortHash(request.captureId, 'screenshot')}`,
    url: request.url,
    finalUrl: picture.finalUrl,
    status,
    capturedAt: isoAt(picture.drawnAt),
    capturedBy: deps.capturer,
    files,
    documentId: request.documentId,
    screenshotOf: request.captureId,
  };
}

async function show(
  request: ScreenshotRequest,
  deps: ScreenshotDeps,
): Promise<{ picture: Picture; notes: readonly string[] }> {
  const { url, source, storedHtml } = request;
  const { web, browser } = deps;
  let why: string;
  try {
    const picture = await browser.picture({ url, source }, await web.admit(url, source));
    const status = picture.hops.at(-1)?.status ?? 0;
    if (status >= 200 && status < 300) return { picture, notes: ['shown: live page'] };
    why = `HTTP ${status}`;
  } catch (error) {
    const failure = failureFromError(error, { stage: 'screenshot', subjectId: request.captureId });
    if (failure.retry === 'later') throw failure;
    why = failure.reason;
  }
  const picture = await browser.picture({ url, source, storedHtml });
  return { picture, notes: [`shown: stored page, because the live one gave ${why}`] };
}
