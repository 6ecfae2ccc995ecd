import { z } from 'zod';
import { extractPage } from './extract-page';
import type { ExtractionOutcome } from './extracted-page';

const inputLine = z.object({ id: z.string(), url: z.string().nullish(), html: z.string() });
const longestLine = 64 * 1024 * 1024;

/** What could be read of one page; `error` says why where nothing could. */
export interface ExtractedLine {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly publishedAt: string | null;
  readonly author: string | null;
  readonly siteName: string | null;
  readonly error?: { readonly reason: string; readonly message: string };
}

/** The answer to a line that cannot be parsed; `line` counts from 1. */
export interface LineFault {
  readonly line: number;
  readonly error: { readonly reason: string; readonly message: string };
}

/** JSON Lines `{id,url?,html}` in, one answer for each line that is not blank, in the same order. A bad line never ends the stream. */
export async function* extractLines(
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<ExtractedLine | LineFault> {
  let number = 0;
  for await (const line of splitLines(input)) {
    number += 1;
    if (line === null) yield fault(number, 'too-large', `行超过 ${longestLine} 字节 (the line is too long)`);
    else if (line.trim() !== '') yield answer(line, number);
  }
}

/** The public form of an extraction's outcome. */
export function extractedLine(id: string, outcome: ExtractionOutcome): ExtractedLine {
  if (!outcome.ok) {
    const { reason, message } = outcome;
    return { id, title: '', text: '', publishedAt: null, author: null, siteName: null, error: { reason, message } };
  }
  const { title, text, publishedAt, author, siteName } = outcome.page;
  return { id, title, text, publishedAt, author, siteName };
}

function answer(line: string, number: number): ExtractedLine | LineFault {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return fault(number, 'not-json', error instanceof Error ? error.message : String(error));
  }
  const parsed = inputLine.safeParse(value);
  if (!parsed.success) return fault(number, 'wrong-shape', z.prettifyError(parsed.error).replace(/\s*\n\s*/gu, ' '));
  const { id, url, html } = parsed.data;
  return extractedLine(id, extractPage({ url: url ?? null, html }));
}

function fault(line: number, reason: string, message: string): LineFault {
  return { line, error: { reason, message } };
}

/** Lines of a byte stream; `null` stands for one longer than the limit. */
async function* splitLines(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string | null> {
  let kept: Buffer[] = [];
  let length = 0;
  let isTooLong = false;
  const take = (): string | null => {
    const line = isTooLong ? null : Buffer.concat(kept).toString('utf8');
    kept = [];
    length = 0;
    isTooLong = false;
    return line;
  };
  for await (const chunk of input) {
    let rest = Buffer.from(chunk as Uint8Array);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      kept.push(rest.subarray(0, end));
      yield take();
      rest = rest.subarray(end + 1);
    }
    length += rest.length;
    isTooLong ||= length > longestLine;
    if (isTooLong) kept = [];
    else if (rest.length > 0) kept.push(rest);
  }
  if (length > 0) yield take();
}
