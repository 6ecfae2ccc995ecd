import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';

export interface ServiceProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Everything the process said so far. */
  said(): string;
  /** Ends it with a signal and resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `yaoshao …` as it was built and resolves when it prints an address that `pattern` finds. */
export function startProcess(
  words: readonly string[],
  pattern: RegExp,
  environment: NodeJS.ProcessEnv = {},
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'pipeline', 'run.js'), ...words], {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
      const url = pattern.exec(text)?.[1];
      if (url === undefined) return;
      resolve({
        child,
        url,
        said: () => text,
        end(signal) {
          child.kill(signal);
          return gone;
        },
      });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void gone.then((code) => reject(new Error(`ended with ${code} before it was ready:\n${text}`)));
  });
}

export const demoAddress = /demo console: (http:\S+)/;

/** A folder of its own for one test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'yaoshao-flow-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Asks `look` again and again until it answers; fails with `what` after the deadline. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  deadlineMs = 30_000,
): Promise<T> {
  const until = Date.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`${what}: not within ${deadlineMs} ms`);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
