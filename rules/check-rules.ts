import type { Rule } from '../contracts/rule';
import { readRuleFile } from './read-rule-file';
import type { RuleFault } from './rule-faults';

export interface CheckedFiles {
  readonly rules: readonly { readonly file: string; readonly rule: Rule }[];
  readonly faults: readonly RuleFault[];
}

/** Checks rule files, each alone and all together: no id twice, every step of a sequence known. */
export function checkRules(files: readonly { readonly file: string; readonly content: string }[]): CheckedFiles {
  const rules: { file: string; rule: Rule }[] = [];
  const faults: RuleFault[] = [];
  for (const { file, content } of files) {
    const read = readRuleFile(file, content);
    faults.push(...read.faults);
    for (const rule of read.rules) rules.push({ file, rule });
  }
  return { rules, faults: [...faults, ...crossFaults(rules)] };
}

function crossFaults(rules: CheckedFiles['rules']): RuleFault[] {
  const faults: RuleFault[] = [];
  const owners = new Map<string, string>();
  const fault = (file: string, path: string, zh: string, en: string): RuleFault => ({
    file,
    line: 1,
    column: 1,
    path,
    message: { zh, en },
    expected: '',
  });
  for (const { file, rule } of rules) {
    const owner = owners.get(rule.id);
    if (owner === undefined) owners.set(rule.id, file);
    else
      faults.push({
        ...fault(file, 'id', `编号 ${rule.id} 已在 ${owner} 中用过`, `the id ${rule.id} is already used in ${owner}`),
        expected: 'an id of its own',
      });
  }
  for (const { file, rule } of rules) {
    if (rule.window?.type !== 'sequence') continue;
    const named = rule.window.rules.filter((step) => typeof step === 'string');
    for (const step of named.filter((id) => !owners.has(id))) {
      faults.push({
        ...fault(
          file,
          'window.rules',
          `序列里的规则 ${step} 不存在`,
          `the sequence names the rule ${step}, which does not exist`,
        ),
        expected: [...owners.keys()].slice(0, 10).join(' '),
      });
    }
  }
  return faults;
}

/** `file:line:column: path: message (expected …)`, one fault a line. */
export function formatFault(fault: RuleFault, language: 'zh' | 'en' = 'zh'): string {
  const place = `${fault.file}:${fault.line}:${fault.column}`;
  const expected =
    fault.expected === '' ? '' : language === 'zh' ? `（应为：${fault.expected}）` : ` (expected: ${fault.expected})`;
  return `${place}: ${fault.path === '' ? '' : `${fault.path}: `}${fault.message[language]}${expected}`;
}

/** The whole answer of `rules check`: every fault, then one line of summary. */
export function formatCheck(checked: CheckedFiles, language: 'zh' | 'en' = 'zh'): string[] {
  const { rules, faults } = checked;
  const summary =
    language === 'zh'
      ? faults.length === 0
        ? `通过：${rules.length} 条规则`
        : `有 ${faults.length} 处错误；${rules.length} 条规则可用`
      : faults.length === 0
        ? `ok: ${rules.length} rules`
        : `${faults.length} faults; ${rules.length} rules can be used`;
  return [...faults.map((one) => formatFault(one, language)), summary];
}
