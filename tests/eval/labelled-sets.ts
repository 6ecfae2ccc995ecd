import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Rows of a JSON Lines file, plain or gzip. */
export function readLines<Row>(file: string): Row[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Runs a scorer of the data folder over predictions and gives its JSON answer. */
export function score(scorer: string, predictions: readonly object[], words: readonly string[] = []): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'yaoshao-eval-'));
  try {
    const file = join(folder, 'predictions.jsonl');
    writeFileSync(file, predictions.map((row) => JSON.stringify(row)).join('\n'));
    const output = execFileSync(process.execPath, [scorer, file, ...words, '--json'], { maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(output.toString()) as unknown;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** HTML of a saved page, by its id. */
export function savedPage(folder: string, id: string): string {
  return gunzipSync(readFileSync(join(folder, 'html', `${id}.html.gz`))).toString('utf8');
}

export function filesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
