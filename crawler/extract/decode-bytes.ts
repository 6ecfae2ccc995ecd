import { detect } from 'chardet';
import iconv from 'iconv-lite';

/** Text of a page, the charset that it was read by, who named that charset, and how many places could not be decoded. */
export interface DecodedText {
  readonly text: string;
  readonly charset: string;
  readonly by: 'bom' | 'content' | 'header' | 'meta' | 'xml' | 'guess' | 'default';
  readonly invalid: number;
}

const headBytes = 4096;
const sampleBytes = 65_536;

/**
 * Decodes a page: byte order mark, then what header, `<meta>` or XML declaration name, then a guess from the bytes. Bytes that are
 * valid UTF-8 beyond ASCII are UTF-8 whatever is declared; a declaration under which the text breaks is dropped. Never throws:
 * invalid bytes become U+FFFD and are counted.
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | undefined): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = byMark(buffer);
  if (marked !== null) return decodeAs(buffer, marked, 'bom');
  const strict = utf8OrNull(buffer);
  if (strict !== null && buffer.some((byte) => byte >= 0x80) && !hasIsoEscapes(buffer)) {
    return { text: strict, charset: 'utf-8', by: 'content', invalid: 0 };
  }
  const named = declarations(buffer, contentType);
  const tried = named.map(({ charset, by }) => decodeAs(buffer, charset, by));
  const clean = tried.find(({ invalid }) => invalid === 0);
  if (clean !== undefined) return clean;
  const guessed = guess(buffer);
  if (guessed !== null) tried.push(decodeAs(buffer, guessed, 'guess'));
  tried.push(decodeAs(buffer, 'utf-8', 'default'));
  return tried.reduce((best, next) => (next.invalid < best.invalid ? next : best));
}

/** The name iconv knows a charset by; the Chinese ones are all read as GB18030, which holds the others. `null` where unknown. */
export function knownCharset(name: string): string | null {
  const plain = name.trim().toLowerCase().replace(/^x-/u, '');
  if (/^(?:gb|cp936|ms936|windows-936|euc-cn|hz-gb)/u.test(plain)) return 'gb18030';
  if (/^(?:utf-?8|unicode-1-1-utf-8)$/u.test(plain)) return 'utf-8';
  if (/^(?:iso-?8859-1|latin-?1|us-ascii|ascii)$/u.test(plain)) return 'windows-1252';
  return iconv.encodingExists(plain) ? plain : null;
}

function declarations(
  buffer: Buffer,
  contentType: string | undefined,
): { charset: string; by: 'header' | 'meta' | 'xml' }[] {
  const head = buffer.toString('latin1', 0, headBytes);
  const names = [
    { by: 'header' as const, name: /charset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(contentType ?? '')?.[1] },
    { by: 'meta' as const, name: /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(head)?.[1] },
    { by: 'xml' as const, name: /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/iu.exec(head)?.[1] },
  ];
  return names.flatMap(({ by, name }) => {
    const charset = name === undefined ? null : knownCharset(name);
    return charset === null ? [] : [{ charset: charset.startsWith('utf-16') ? 'utf-8' : charset, by }];
  });
}

function byMark(buffer: Buffer): string | null {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf-8';
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be';
  if (buffer[0] === 0x84 && buffer[1] === 0x31 && buffer[2] === 0x95 && buffer[3] === 0x33) return 'gb18030';
  return null;
}

function utf8OrNull(buffer: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return null;
  }
}

function hasIsoEscapes(buffer: Buffer): boolean {
  return buffer.includes(Buffer.from([0x1b, 0x24]));
}

function decodeAs(buffer: Buffer, charset: string, by: DecodedText['by']): DecodedText {
  const text = iconv.decode(buffer, charset);
  return { text, charset, by, invalid: text.match(/\ufffd/gu)?.length ?? 0 };
}

function guess(buffer: Buffer): string | null {
  const name = detect(buffer.subarray(0, sampleBytes));
  return name === null ? null : knownCharset(name);
}
