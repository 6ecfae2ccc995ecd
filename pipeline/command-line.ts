import { Command, CommanderError } from 'commander';
import { SettingsFault } from '../config/load';
import { StageFailure } from '../contracts/failure';
import { addAnalyze } from './commands/analyze';
import { addBench } from './commands/bench';
import { addCrawl } from './commands/crawl';
import { addDemo } from './commands/demo';
import { addDoctor } from './commands/doctor';
import { addEval } from './commands/eval';
import { addExport } from './commands/export';
import { addExtract } from './commands/extract';
import { addRules } from './commands/rules';
import { addStart } from './commands/start';
import { addToken } from './commands/token';
import { addTrainSentiment } from './commands/train-sentiment';
import { addUser } from './commands/user';
import { CommandFailure, productVersion, say } from './commands/command';

// `npx yaoshao …`: data on stdout, messages on stderr, every command has help and exits non-zero on failure.

/** Commands that product.md names and that a later version brings. */
const later = new Set(['evidence', 'import', 'backup', 'restore', 'migrate', 'learn', 'rules backtest']);

function build(): Command {
  const program = new Command('yaoshao')
    .description('药哨：药品网络信息监测 / web monitoring for drug regulators')
    .version(productVersion())
    .exitOverride()
    .showHelpAfterError('（--help 查看用法 / --help shows the usage）');
  for (const add of [
    addStart,
    addDemo,
    addDoctor,
    addAnalyze,
    addExtract,
    addCrawl,
    addRules,
    addUser,
    addToken,
    addExport,
    addBench,
    addEval,
    addTrainSentiment,
  ]) {
    add(program);
  }
  return program;
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof CommandFailure) {
    say(error.message);
    return error.exitCode;
  }
  if (error instanceof SettingsFault) {
    say(error.message);
    return 2;
  }
  if (error instanceof StageFailure) say(`${error.reason}: ${error.message}`);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** Runs one command line and gives the exit status: 0 done, 1 failed, 2 used wrongly or not in this version. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const [name = '', part = ''] = words;
  if (later.has(name) || later.has(`${name} ${part}`)) {
    say(`${later.has(name) ? name : `${name} ${part}`}: 本版本尚未提供 / not in this version`);
    return 2;
  }
  try {
    await build().parseAsync([...words], { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    return report(error);
  }
}
