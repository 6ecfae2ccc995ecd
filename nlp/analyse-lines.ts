import { z } from 'zod';
import { analysisInput, type AnalysisFault, type AnalysisInput, type AnalysisResult } from '../contracts/analysis';
import type { Analyst } from './analyse';
import { createClusterIndex } from './duplicates/cluster-index';
import { createMemoryClusterStore } from './duplicates/memory-cluster-store';

export type LineFaultReason =
  | 'not-json'
  | 'not-an-object'
  | 'missing-text'
  | 'missing-id'
  | 'invalid-field'
  | 'line-too-long'
  | 'unreadable-image'
  | 'analysis-failed';

export interface LinesOptions {
  /** Text of the pictures named by `images`, in order; a rejection becomes the line's fault. Absent: pictures are not read. */
  readonly readImages?: (paths: readonly string[]) => Promise<string>;
  readonly now?: () => Date;
  /** Longest line, in UTF-16 units; a longer one is answered with a fault. Default 64 Mi. */
  readonly maxLineLength?: number;
}

const defaultMaxLineLength = 64 * 1024 * 1024;

/**
 * `yaoshao analyze` (formats.md 1): JSON Lines in, one answer for each line that is not blank, in order. A line that cannot be answered gives
 * `{line, error}` in its place and the others go on. A byte order mark and CRLF are tolerated. `cluster` joins near-duplicates of this input.
 */
export async function* analyseLines(
  input: AsyncIterable<string | Uint8Array>,
  analyst: Analyst,
  options: LinesOptions = {},
): AsyncGenerator<AnalysisResult | AnalysisFault> {
  const clusters = createClusterIndex(createMemoryClusterStore());
  const now = options.now ?? (() => new Date());
  let line = 0;
  for await (const text of splitLines(input, options.maxLineLength ?? defaultMaxLineLength)) {
    line++;
    if (text?.trim() === '') continue;
    const parsed = text === undefined ? fault('line-too-long', '这一行过长') : parseLine(text);
    if (!('input' in parsed)) {
      yield { line, error: parsed };
      continue;
    }
    const answer = await answerLine(parsed.input, analyst, options);
    if (!('result' in answer)) {
      yield { line, error: answer };
      continue;
    }
    const { result, simhash, length } = answer;
    const at = now().toISOString();
    const { cluster } = await clusters.assign({ documentId: `${line}:${result.id}`, simhash, length, at });
    yield { ...result, cluster };
  }
}

interface Fault {
  readonly reason: LineFaultReason;
  readonly message: string;
}

function fault(reason: LineFaultReason, message: string): Fault {
  return { reason, message };
}

async function answerLine(
  input: AnalysisInput,
  analyst: Analyst,
  { readImages }: LinesOptions,
): Promise<ReturnType<Analyst['analyseWithFingerprint']> | Fault> {
  let imageText = '';
  try {
    if (readImages !== undefined && input.images !== undefined) imageText = await readImages(input.images);
  } catch (error) {
    return fault('unreadable-image', `图片无法读取：${messageOf(error)}`);
  }
  try {
    return analyst.analyseWithFingerprint(input, imageText);
  } catch (error) {
    return fault('analysis-failed', `分析失败：${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function parseLine(text: string): { input: AnalysisInput } | Fault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fault('not-json', `不是合法的 JSON：${messageOf(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fault('not-an-object', '应为一个 JSON 对象，如 {"id":"1","text":"…"}');
  }
  if (!('text' in value)) return fault('missing-text', '缺少字段 text（正文）');
  if (!('id' in value)) return fault('missing-id', '缺少字段 id（编号）');
  const parsed = analysisInput.safeParse(withoutNulls(value));
  if (parsed.success) return { input: parsed.data };
  return fault('invalid-field', `字段不合规定：${describeIssues(parsed.error)}`);
}

/** A field that is null is a field that is not known; `text` and `id` must be there. */
function withoutNulls(value: object): Record<string, unknown> {
  const entries = Object.entries(value).filter(([key, one]) => one !== null || key === 'text' || key === 'id');
  return Object.fromEntries(entries);
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('；');
}

/** Lines without their ending; undefined for one that is longer than allowed. A byte order mark in front is left out. */
async function* splitLines(
  input: AsyncIterable<string | Uint8Array>,
  maxLength: number,
): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder('utf-8');
  let parts: string[] = [];
  let length = 0;
  const take = (): string | undefined => {
    const line = length > maxLength ? undefined : parts.join('').replace(/\r$/u, '');
    parts = [];
    length = 0;
    return line;
  };
  const add = (piece: string): void => {
    length += piece.length;
    if (length <= maxLength) parts.push(piece);
    else parts = [];
  };
  let isFirst = true;
  for await (const chunk of input) {
    let text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    if (isFirst && text !== '') {
      isFirst = false;
      text = text.replace(/^\ufeff/u, '');
    }
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      add(text.slice(from, end));
      yield take();
      from = end + 1;
    }
    add(text.slice(from));
  }
  add(decoder.decode());
  if (length > 0) yield take();
}
