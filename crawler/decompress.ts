import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { FetchFault } from './fetch-fault';

const maxLayers = 3;
/** Small pages may be highly repetitive; below this size no ratio is judged. */
const ratioFreeBytes = 1_048_576;
/** Text compresses five to ten times; a body cut off at the size limit that had grown this much is called a bomb. */
const suspiciousRatio = 20;

export interface DecompressLimits {
  readonly maxBytes: number;
  readonly maxRatio: number;
}

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: async (bytes: Buffer, options: { maxOutputLength: number }): Promise<Buffer> => {
    // RFC 9110 says zlib, many servers send raw deflate: the low four bits of a zlib header are 8.
    const zlibHeader = ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
    return await promisify(zlibHeader ? inflate : inflateRaw)(bytes, options);
  },
  br: promisify(brotliDecompress),
} as const;

function isKnown(name: string): name is keyof typeof decoders {
  return Object.hasOwn(decoders, name);
}

/**
 * Undoes the Content-Encoding of a body of `raw` bytes. Throws `decompression-bomb` where the output would exceed the ratio,
 * `too-large` where it would exceed the size, `bad-encoding` for an unknown or damaged encoding. Memory stays within `maxBytes`.
 */
export async function decompress(raw: Buffer, encoding: string, limits: DecompressLimits): Promise<Buffer> {
  const layers = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (layers.length > maxLayers) throw badEncoding(encoding);
  let bytes = raw;
  for (const layer of layers.reverse()) {
    if (!isKnown(layer)) throw badEncoding(encoding);
    if (bytes.length === 0) return bytes;
    bytes = await decode(bytes, layer, { raw: raw.length, ...limits });
  }
  return bytes;
}

async function decode(
  bytes: Buffer,
  layer: keyof typeof decoders,
  limits: DecompressLimits & { raw: number },
): Promise<Buffer> {
  const byRatio = Math.max(ratioFreeBytes, limits.raw * limits.maxRatio);
  const maxOutputLength = Math.min(limits.maxBytes, byRatio);
  try {
    return await decoders[layer](bytes, { maxOutputLength });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw badEncoding(layer, error);
    const isBomb = maxOutputLength >= limits.raw * Math.min(limits.maxRatio, suspiciousRatio);
    throw new FetchFault({
      reason: isBomb ? 'decompression-bomb' : 'too-large',
      message: `解压后超过 ${maxOutputLength} 字节 (decoded body exceeds the limit; ${limits.raw} bytes sent)`,
      retry: 'never',
      cause: error,
    });
  }
}

function badEncoding(name: string, cause?: unknown): FetchFault {
  return new FetchFault({
    reason: 'bad-encoding',
    message: `无法解开内容编码 ${name} (content encoding cannot be undone)`,
    retry: 'back-off',
    cause,
  });
}
