import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { analysisInput } from '../../contracts/analysis';
import { checkRules, formatCheck, formatFault } from '../../rules/check-rules';
import { stepsBeside } from '../../rules/rule-files';
import { testRules, type AnalyseEvent } from '../../rules/test-rule';
import { readSettings } from '../main';
import { openAnalyst } from '../open-analyst';
import { CommandFailure, put, say } from './command';

function contentsOf(files: readonly string[]): { file: string; content: string }[] {
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) throw new CommandFailure(`文件不存在 / no such file: ${missing.join(', ')}`, 2);
  return files.map((file) => ({ file, content: readFileSync(file, 'utf8') }));
}

async function check(files: readonly string[], options: { lang: string }): Promise<void> {
  const checked = checkRules(contentsOf(files));
  for (const line of formatCheck(checked, options.lang === 'en' ? 'en' : 'zh')) await put(line);
  if (checked.faults.length > 0) process.exitCode = 1;
}

/** The analyst, made only when an event lacks what a rule reads. */
function lazyAnalyse(): AnalyseEvent {
  let analyst: ReturnType<typeof openAnalyst> | undefined;
  return (event) => {
    const input = analysisInput.safeParse({ id: '', text: '', ...event });
    if (!input.success) return Promise.resolve({});
    analyst ??= openAnalyst(readSettings());
    return Promise.resolve({ ...analyst.analyse(input.data) });
  };
}

async function test(file: string, options: { events: string }): Promise<void> {
  const checked = checkRules(contentsOf([file]));
  const own = checked.rules.map(({ rule }) => rule);
  const steps = await stepsBeside(file, own);
  const known = new Set([...own, ...steps].map((rule) => rule.id));
  const faults = checked.faults.filter(
    (fault) =>
      fault.path !== 'window.rules' ||
      !own.some(
        (rule) =>
          rule.window?.type === 'sequence' &&
          rule.window.rules.every((step) => typeof step !== 'string' || known.has(step)),
      ),
  );
  if (faults.length > 0) throw new CommandFailure(faults.map((fault) => formatFault(fault)).join('\n'));
  if (!existsSync(options.events)) throw new CommandFailure(`文件不存在 / no such file: ${options.events}`, 2);
  const events = createInterface({ input: createReadStream(options.events, 'utf8'), crlfDelay: Infinity });
  for await (const line of testRules({
    rules: own,
    steps,
    events,
    analyse: lazyAnalyse(),
    now: new Date().toISOString(),
  })) {
    if (line.type === 'match') await put(line.text);
    else {
      say(`${options.events}:${line.line}: ${line.message}`);
      process.exitCode = 1;
    }
  }
}

/** `yaoshao rules check|test`. */
export function addRules(program: Command): void {
  const rules = program.command('rules').description('规则 / rules');
  rules
    .command('check <files...>')
    .description('检查规则文件 / check rule files')
    .option('--lang <language>', 'zh | en', 'zh')
    .action(check);
  rules
    .command('test <rule>')
    .description('在给定文档上运行规则，每个匹配一行 / run rules over given documents, one match a line')
    .requiredOption('--events <file>', 'JSON Lines')
    .action(test);
}
