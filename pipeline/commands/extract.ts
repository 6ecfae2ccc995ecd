import type { Command } from 'commander';
import { decodeBytes } from '../../crawler/extract/decode-bytes';
import { extractLines, extractedLine } from '../../crawler/extract/extract-lines';
import { extractPage } from '../../crawler/extract/extract-page';
import { put } from './command';

async function readAll(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

async function extract(options: { url?: string }): Promise<void> {
  if (options.url !== undefined) {
    const { text: html } = decodeBytes(await readAll(), undefined);
    await put(JSON.stringify(extractedLine(options.url, extractPage({ url: options.url, html }))));
    return;
  }
  for await (const line of extractLines(process.stdin)) {
    await put(JSON.stringify(line));
    if ('error' in line) process.exitCode = 1;
  }
}

/** `yaoshao extract`: JSON Lines `{id,url,html}` on stdin, or one HTML page with `--url`. */
export function addExtract(program: Command): void {
  program
    .command('extract')
    .description('提取正文 / extract readable text: JSON Lines on stdin, or one HTML with --url')
    .option('--url <url>', '单个网页的地址 / address of the one page on stdin')
    .action(extract);
}
