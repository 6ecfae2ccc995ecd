import { analyse } from 'chardet';
import iconv from 'iconv-lite';

export interface PageText {
  readonly text: string;
  readonly charset: string;
}

function declared(bytes: Uint8Array, contentType: string | undefined): string | undefined {
  const header = /charset\s*=\s*["']?([\w.:-]+)/iu.exec(contentType ?? '')?.[1];
  if (header !== undefined) return header;
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  return (
    /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/iu.exec(head)?.[1] ?? /encoding\s*=\s*["']([\w.:-]+)/iu.exec(head)?.[1]
  );
}

/** Text of a page's bytes and the charset used: byte order mark, header, meta, then detection. Never throws. */
export function pageText(bytes: Uint8Array, contentType: string | undefined): PageText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const named = declared(bytes, contentType)?.toLowerCase();
  const wide = named !== undefined && /^gb/u.test(named) ? 'gb18030' : named;
  const isUtf8 = Buffer.from(buffer.toString('utf8')).equals(buffer);
  if (isUtf8 && (wide === undefined || !iconv.encodingExists(wide) || wide.startsWith('utf'))) {
    return { text: buffer.toString('utf8').replace(/^\uFEFF/u, ''), charset: 'utf-8' };
  }
  const known = wide !== undefined && iconv.encodingExists(wide) && !wide.startsWith('utf-8');
  const charset = known ? wide : (analyse(bytes)[0]?.name.toLowerCase() ?? 'utf-8');
  return { text: iconv.decode(buffer, iconv.encodingExists(charset) ? charset : 'utf-8'), charset };
}
