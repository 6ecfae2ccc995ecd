import type { Command } from 'commander';
import { analyseLines } from '../../nlp/analyse-lines';
import { readSettings } from '../main';
import { openAnalyst } from '../open-analyst';
import { put } from './command';

async function analyze(): Promise<void> {
  const analyst = openAnalyst(readSettings());
  for await (const line of analyseLines(process.stdin, analyst)) {
    await put(JSON.stringify(line));
    if ('error' in line) process.exitCode = 1;
  }
}

/** `yaoshao analyze`: JSON Lines in, JSON Lines out (formats.md 1). */
export function addAnalyze(program: Command): void {
  program
    .command('analyze')
    .description('研判文本，标准输入输出均为 JSON Lines / judge texts, JSON Lines in and out')
    .action(analyze);
}
