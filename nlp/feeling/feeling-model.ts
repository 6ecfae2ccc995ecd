import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import type { FittedFeeling } from './fit-feeling';
import { longestGram } from './text-grams';

const magic = 'YAOSHAO-FEELING-1';
const largestUnpacked = 16 * 1024 * 1024;

const header = z.object({
  longest: z.number().int().min(1).max(longestGram),
  entries: z.number().int().positive(),
  step: z.number().positive(),
  bias: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * A model as bytes: a line `YAOSHAO-FEELING-1`, a line of JSON (sizes, step, bias, SHA-256 of the rest), then Brotli of the
 * n-grams in order, one a line, followed by one int8 weight each.
 */
export function encodeFeelingModel(model: FittedFeeling): Buffer {
  const weights = Buffer.from(model.weights.buffer, model.weights.byteOffset, model.weights.length);
  const packed = brotliCompressSync(Buffer.concat([Buffer.from(`${model.grams.join('\n')}\n`, 'utf16le'), weights]));
  const about: z.infer<typeof header> = {
    longest: model.longest,
    entries: model.grams.length,
    step: model.step,
    bias: model.bias,
    sha256: createHash('sha256').update(packed).digest('hex'),
  };
  return Buffer.concat([Buffer.from(`${magic}\n${JSON.stringify(about)}\n`), packed]);
}

/** Writes a model to a file and returns the file's size in bytes. */
export function writeFeelingModel(file: string, model: FittedFeeling): number {
  const bytes = encodeFeelingModel(model);
  writeFileSync(file, bytes);
  return bytes.length;
}

/** Reads a model file; throws with the file's name and what is wrong where it is not a whole, unchanged model. */
export function readFeelingModel(file: string): FittedFeeling {
  try {
    return decodeFeelingModel(readFileSync(file));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`情感模型文件无法使用 (feeling model cannot be used): ${file}: ${why}`, { cause: error });
  }
}

function decodeFeelingModel(bytes: Buffer): FittedFeeling {
  const firstEnd = bytes.indexOf(10);
  const secondEnd = bytes.indexOf(10, firstEnd + 1);
  if (firstEnd === -1 || bytes.toString('utf8', 0, firstEnd) !== magic) throw new Error(`does not begin with ${magic}`);
  if (secondEnd === -1) throw new Error('the header line is missing');
  const about = header.parse(JSON.parse(bytes.toString('utf8', firstEnd + 1, secondEnd)));
  const packed = bytes.subarray(secondEnd + 1);
  if (createHash('sha256').update(packed).digest('hex') !== about.sha256)
    throw new Error('the contents do not match their SHA-256');
  const body = brotliDecompressSync(packed, { maxOutputLength: largestUnpacked });
  const textEnd = body.length - about.entries;
  if (textEnd <= 0) throw new Error(`holds fewer than ${about.entries} weights`);
  const grams = body.toString('utf16le', 0, textEnd).split('\n').slice(0, -1);
  const fault = grams.find((gram) => gram.length < 1 || gram.length > about.longest + 1);
  if (grams.length !== about.entries || fault !== undefined) throw new Error(`does not hold ${about.entries} n-grams`);
  const weights = new Int8Array(about.entries);
  for (let at = 0; at < about.entries; at++) weights[at] = body.readInt8(textEnd + at);
  return { longest: about.longest, grams, weights, step: about.step, bias: about.bias };
}
