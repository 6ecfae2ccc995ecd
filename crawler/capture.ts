import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import type { Capture, Capturer } from '../contracts/evidence';
import type { CapturedFile, PageSnapshot } from '../contracts/page';
import type { EvidenceFiles } from './crawl-store';
import { writeWarc, type WarcExtra, type WarcHop } from './warc';
import { projectRoot } from '../config/project-root';

const requireFrom = createRequire(`${projectRoot}/package.json`);

function versionOf(name: string): string {
  const found = requireFrom(name) as { version?: unknown };
  return typeof found.version === 'string' ? found.version : 'unknown';
}

/** The crawler as a capturer: name, host and the versions of everything that touches the bytes. `browser` is its version where one is used. */
export function systemCapturer(browser?: string): Capturer {
  return {
    kind: 'system',
    name: '药哨采集程序 (yaoshao crawler)',
    versions: {
      yaoshao: versionOf('./package.json'),
      node: process.versions.node,
      undici: versionOf('undici/package.json'),
      ...(browser === undefined ? {} : { chromium: browser }),
    },
    host: hostname(),
  };
}

export interface KeptFile {
  readonly role: CapturedFile['role'];
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly url?: string;
}

export interface CaptureParts {
  readonly taskId: string;
  readonly sourceId: string;
  readonly at: number;
  readonly hops: readonly WarcHop[];
  readonly extras: readonly WarcExtra[];
  readonly files: readonly KeptFile[];
  /** What went otherwise than usual, for the capture's metadata record. */
  readonly notes?: readonly string[];
}

/** Stores the files of one capture and its WARC under their SHA-256, and gives what the capture record lists. */
export async function storeCapture(
  parts: CaptureParts,
  deps: { readonly files: EvidenceFiles; readonly capturer: Capturer },
): Promise<CapturedFile[]> {
  const { capturer } = deps;
  const details = {
    task: parts.taskId,
    source: parts.sourceId,
    capturedBy: capturer,
    redirects: parts.hops.slice(0, -1).map((hop) => ({ url: hop.url, status: hop.status })),
    notes: parts.notes ?? [],
  };
  const last = parts.hops.at(-1);
  const metadata = Buffer.from(JSON.stringify(details));
  const warc = await writeWarc({
    info: {
      software: Object.entries(capturer.versions)
        .map(([name, version]) => `${name}/${version}`)
        .join(' '),
      operator: capturer.name,
      hostname: capturer.host ?? '',
    },
    at: parts.at,
    hops: parts.hops,
    extras: [
      ...parts.extras,
      ...(last
        ? [{ type: 'metadata' as const, url: last.url, mediaType: 'application/json', bytes: metadata, at: parts.at }]
        : []),
    ],
  });
  const all: KeptFile[] = [...parts.files, { role: 'warc', bytes: warc, mediaType: 'application/warc+gzip' }];
  return await Promise.all(
    all.map(async (file) => {
      const stored = await deps.files.put(file.bytes);
      return {
        role: file.role,
        ...stored,
        mediaType: file.mediaType,
        ...(file.url === undefined ? {} : { url: file.url }),
      };
    }),
  );
}

/** Id of the one capture that a task makes: a task that is run again after a crash gives the same id. */
export function captureIdOf(taskId: string): string {
  return taskId.replace(/^t_/u, 'c_');
}

/** The capture record of a snapshot, to be appended to the hash chain. */
export function captureOf(snapshot: PageSnapshot, capturer: Capturer): Capture {
  return {
    schemaVersion: 1,
    id: snapshot.captureId,
    url: snapshot.url,
    finalUrl: snapshot.finalUrl,
    status: snapshot.status,
    capturedAt: snapshot.respondedAt,
    capturedBy: capturer,
    files: snapshot.files,
    documentId: null,
    screenshotOf: null,
  };
}
