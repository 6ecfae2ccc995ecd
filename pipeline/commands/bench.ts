import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../../config/project-root';
import { CommandFailure, put } from './command';

const folder = (): string => join(projectRoot, 'dist', 'tests', 'bench');

function names(): string[] {
  if (!existsSync(folder())) return [];
  return readdirSync(folder())
    .filter((file) => file.endsWith('.bench.js'))
    .map((file) => file.replace('.bench.js', ''));
}

async function bench(name: string | undefined, words: readonly string[]): Promise<void> {
  if (name === undefined || !names().includes(name))
    throw new CommandFailure(`没有测量 / no bench "${name ?? ''}"；可用 / there are: ${names().join(', ')}`, 2);
  const module = (await import(join(folder(), `${name}.bench.js`))) as {
    bench: (words: readonly string[]) => Promise<string>;
  };
  await put(await module.bench(words));
}

/** `yaoshao bench NAME`: measures, beside a peer in the same run. */
export function addBench(program: Command): void {
  program
    .command('bench [name] [words...]')
    .description(`测量 / measure: ${names().join(', ')}`)
    .allowUnknownOption()
    .action(bench);
}
