import { readFile, readdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Rule } from '../contracts/rule';
import { checkRules } from './check-rules';
import type { CheckedFiles } from './check-rules';

/** Reads and checks every `.yaml` and `.yml` file of the folders, by name; a folder that is not there counts as empty. */
export async function readRuleFolders(
  folders: readonly string[],
): Promise<CheckedFiles & { readonly contents: ReadonlyMap<string, string> }> {
  const files: { file: string; content: string }[] = [];
  for (const folder of folders) {
    for (const name of await rulesIn(folder))
      files.push({ file: join(folder, name), content: await readFile(join(folder, name), 'utf8') });
  }
  return { ...checkRules(files), contents: new Map(files.map(({ file, content }) => [file, content])) };
}

/** Rules beside a file that its sequences name but it does not hold itself. Files that cannot be read as rules are passed over. */
export async function stepsBeside(file: string, rules: readonly Rule[]): Promise<Rule[]> {
  const own = new Set(rules.map((rule) => rule.id));
  const beside = (await readRuleFolders([dirname(file)])).rules.map(({ rule }) => rule);
  const steps = new Map<string, Rule>();
  const add = (rule: Rule): void => {
    if (rule.window?.type !== 'sequence') return;
    for (const id of rule.window.rules) {
      const step = beside.find((other) => other.id === id);
      if (step === undefined || own.has(step.id) || steps.has(step.id)) continue;
      steps.set(step.id, step);
      add(step);
    }
  };
  rules.forEach(add);
  return [...steps.values()];
}

async function rulesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => ['.yaml', '.yml'].includes(extname(name))).sort();
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
