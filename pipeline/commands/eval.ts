import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../../config/project-root';
import { CommandFailure, put } from './command';

interface Evaluation {
  readonly evaluate: (options: {
    data: string;
    only: readonly string[];
  }) => Promise<{ report: string; missed: readonly string[] }>;
}

async function evaluate(only: readonly string[], options: { data: string }): Promise<void> {
  const module = (await import(join(projectRoot, 'dist', 'tests', 'eval', 'evaluate.js'))) as Evaluation;
  const { report, missed } = await module.evaluate({ data: resolve(options.data), only });
  await put(report);
  if (missed.length > 0)
    throw new CommandFailure(`未达到下限 / floors missed:\n${missed.map((line) => `  - ${line}`).join('\n')}`);
}

/** `yaoshao eval`: scores judgement, feeling and extraction on labelled sets, and fails below the floors. */
export function addEval(program: Command): void {
  program
    .command('eval [sets...]')
    .description('评测 / score on labelled sets: violations, innocents, feeling, pages')
    .requiredOption('--data <folder>', '评测数据文件夹 / folder of the labelled sets')
    .action(evaluate);
}
