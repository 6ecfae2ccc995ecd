import { promisify } from 'node:util';
import { createHash } from 'node:crypto';
import { gzip } from 'node:zlib';
import { WARCRecord, WARCSerializer } from 'warcio';
import type { HeaderList } from './http-exchange';

const compress = promisify(gzip);

export interface WarcHop {
  readonly url: string;
  readonly requestHeaders: HeaderList;
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  readonly peer: string | undefined;
  readonly respondedAt: number;
  /** Set where the body is not what came over the wire but already decoded (a browser's response). */
  readonly isDecoded?: boolean;
}

export interface WarcExtra {
  readonly type: 'resource' | 'conversion' | 'metadata';
  readonly url: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly at: number;
}

type RecordOptions = Parameters<typeof WARCRecord.create>[0];

function digest(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** One record as its own gzip member. Block digests are warcio's where it has HTTP headers to join, ours otherwise. */
async function member(options: NonNullable<RecordOptions>, body: Uint8Array): Promise<Buffer> {
  const record = WARCRecord.create({ warcVersion: 'WARC/1.1', ...options }, [body]);
  if (!record.httpHeaders) record.warcHeaders.headers.set('WARC-Block-Digest', digest(body));
  else record.warcHeaders.headers.set('WARC-Block-Digest', httpBlockDigest(record, body));
  record.warcHeaders.headers.set('WARC-Payload-Digest', digest(body));
  return await compress(await WARCSerializer.serialize(record, { gzip: false }));
}

function httpBlockDigest(record: WARCRecord, body: Uint8Array): string {
  const hash = createHash('sha256');
  hash.update(`${record.httpHeaders?.toString() ?? ''}\r\n`);
  hash.update(body);
  return `sha256:${hash.digest('hex')}`;
}

/**
 * Transfer coding is undone before a record is written (and a browser's content coding too), so those headers would make a
 * reader decode twice: they are kept under `X-Orig-`, as other archivers do.
 */
function storedHeaders(hop: WarcHop): [string, string][] {
  const undone =
    hop.isDecoded === true ? /^(?:transfer-encoding|content-encoding|content-length)$/iu : /^transfer-encoding$/iu;
  return hop.headers.map(([name, value]) => [undone.test(name) ? `X-Orig-${name}` : name, value]);
}

async function hopMembers(hop: WarcHop): Promise<Buffer[]> {
  const date = new Date(hop.respondedAt).toISOString();
  const url = new URL(hop.url);
  const id = `<urn:uuid:${crypto.randomUUID()}>`;
  const shared: Record<string, string> = hop.peer === undefined ? {} : { 'WARC-IP-Address': hop.peer };
  const response = member(
    {
      type: 'response',
      url: hop.url,
      date,
      warcHeaders: { ...shared, 'WARC-Record-ID': id },
      statusline: `HTTP/1.1 ${hop.status} ${hop.statusText}`.trim(),
      httpHeaders: storedHeaders(hop),
    },
    hop.body,
  );
  const request = member(
    {
      type: 'request',
      url: hop.url,
      date,
      warcHeaders: { ...shared, 'WARC-Concurrent-To': id },
      statusline: `GET ${url.pathname}${url.search} HTTP/1.1`,
      httpHeaders: hop.requestHeaders.map(([name, value]) => [name, value]),
    },
    new Uint8Array(),
  );
  return await Promise.all([request, response]);
}

async function infoMember(info: Readonly<Record<string, string>>, at: number): Promise<Buffer> {
  const fields = { ...info, format: 'WARC File Format 1.1' };
  const body = Buffer.from(
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join(''),
  );
  return await member({ type: 'warcinfo', date: new Date(at).toISOString() }, body);
}

/**
 * One capture as a WARC/1.1 file: warcinfo, request and response of every hop with raw headers and bytes, then resources,
 * conversions and metadata. Every record is a gzip member of its own with block and payload SHA-256.
 */
export async function writeWarc(capture: {
  info: Readonly<Record<string, string>>;
  at: number;
  hops: readonly WarcHop[];
  extras: readonly WarcExtra[];
}): Promise<Buffer> {
  const members = await Promise.all([
    infoMember(capture.info, capture.at),
    ...capture.hops.map(hopMembers),
    ...capture.extras.map((extra) =>
      member(
        {
          type: extra.type,
          url: extra.url,
          date: new Date(extra.at).toISOString(),
          warcHeaders: { 'Content-Type': extra.mediaType },
        },
        extra.bytes,
      ),
    ),
  ]);
  return Buffer.concat(members.flat());
}
