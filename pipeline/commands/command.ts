import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { dataFile } from '../../config/project-root';

/** A failure that is told in one sentence, without a stack. */
export class CommandFailure extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
    this.name = 'CommandFailure';
  }
}

/** A message for the person: stderr, so that stdout stays for data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One line of data: stdout; waits when the reader is slower. */
export async function put(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

/** Version of the product, from package.json. */
export function productVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(dataFile('package.json'), 'utf8'))).version;
}
