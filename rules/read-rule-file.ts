import { createHash } from 'node:crypto';
import { LineCounter, isMap, isNode, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Document, Node } from 'yaml';
import {
  rule as ruleSchema,
  ruleAlert,
  ruleGroup,
  ruleSchedule,
  ruleScope,
  when as whenSchema,
} from '../contracts/rule';
import type { Rule } from '../contracts/rule';
import { compileRule } from './compile-rule';
import { compileWhen } from './compile-when';
import type { WhenFault } from './compile-when';
import { TokenTable } from './matching/token-table';
import { faultOfIssue } from './rule-faults';
import type { RuleFault } from './rule-faults';

export interface RuleFileContent {
  readonly rules: readonly Rule[];
  /** Where one rule of a file is wrong the others still stand in `rules`. */
  readonly faults: readonly RuleFault[];
}

const mostCharacters = 1_000_000;

/** Reads a rule file: one rule, a list of rules, or several YAML documents. Every fault is told with its line and column. */
export function readRuleFile(file: string, content: string): RuleFileContent {
  if (content.length > mostCharacters)
    return refused(file, '文件太大（最多 1 MB）', 'the file is too large (at most 1 MB)');
  const lines = new LineCounter();
  const documents = parseAllDocuments(content, { lineCounter: lines, uniqueKeys: true, strict: true });
  if ('empty' in documents) return refused(file, '文件里没有规则', 'there is no rule in the file');
  const rules: Rule[] = [];
  const faults: RuleFault[] = [];
  for (const document of documents) {
    const source = new RuleSource(file, document, lines);
    for (const error of document.errors) faults.push(source.syntaxFault(error.pos[0], error.message));
    if (document.errors.length === 0) source.read(rules, faults);
  }
  return { rules, faults };
}

function refused(file: string, zh: string, en: string): RuleFileContent {
  return { rules: [], faults: [{ file, line: 1, column: 1, path: '', message: { zh, en }, expected: 'a rule' }] };
}

type Path = readonly (string | number)[];

class RuleSource {
  constructor(
    private readonly file: string,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  read(rules: Rule[], faults: RuleFault[]): void {
    const value = this.plainValue(faults);
    if (value === undefined) return;
    const list = Array.isArray(value) ? (value as unknown[]) : [value];
    list.forEach((raw, index) => {
      const path = Array.isArray(value) ? [index] : [];
      const result = readRule(raw);
      if (result.ok) rules.push(result.rule);
      else for (const fault of result.faults) faults.push(this.placed(fault, path));
    });
  }

  syntaxFault(offset: number, message: string): RuleFault {
    const { line, col } = this.lines.linePos(offset);
    const [first = message] = message.split('\n');
    const text = first.replace(/ at line \d+, column \d+:?$/, '');
    return {
      file: this.file,
      line,
      column: col,
      path: '',
      message: { zh: `YAML 写法有误：${text}`, en: `not valid YAML: ${text}` },
      expected: 'YAML',
    };
  }

  /** The plain value; aliases that multiply without bound are a fault, not a crash. */
  private plainValue(faults: RuleFault[]): unknown {
    try {
      const value: unknown = this.document.toJS({ maxAliasCount: 50 });
      if (value !== null && value !== undefined) return value;
      faults.push(...refused(this.file, '文件里没有规则', 'there is no rule in the file').faults);
    } catch (error) {
      faults.push(this.syntaxFault(0, error instanceof Error ? error.message : String(error)));
    }
    return undefined;
  }

  private placed(fault: WhenFault, prefix: Path): RuleFault {
    const path = [...prefix, ...fault.path];
    const { line, col } = this.lines.linePos(this.offsetOf(path, fault));
    return {
      file: this.file,
      line,
      column: col,
      path: written(fault.path),
      message: fault.message,
      expected: fault.expected,
    };
  }

  /** Offset of the deepest node on the path that exists; inside a scalar on one line also of the place in a query. */
  private offsetOf(path: Path, { at, isKey }: Pick<WhenFault, 'at' | 'isKey'>): number {
    let node: Node | null = this.document.contents;
    let offset = startOf(node);
    for (const [depth, part] of path.entries()) {
      const pair = isMap(node)
        ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part))
        : undefined;
      const next: unknown =
        pair !== undefined ? (pair.value ?? pair.key) : isSeq(node) ? node.items[Number(part)] : undefined;
      if (!isNode(next)) {
        if (pair !== undefined && isNode(pair.key)) offset = startOf(pair.key);
        break;
      }
      // A key that is not known is pointed at itself, a value at its own beginning.
      const pointsAtKey = isKey === true && depth === path.length - 1;
      offset =
        (isScalar(next) && !pointsAtKey) || pair === undefined || !isNode(pair.key) ? startOf(next) : startOf(pair.key);
      node = next;
    }
    return offset + (isScalar(node) && at !== undefined ? quoteWidth(node.type) + at : 0);
  }
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function quoteWidth(type: string | undefined): number {
  return type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE' ? 1 : 0;
}

function written(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

export type RuleReading =
  { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly faults: readonly WhenFault[] };

/** Reads one rule out of plain data (a YAML or JSON value): shape, conditions, queries, window. */
export function readRule(raw: unknown): RuleReading {
  const read = ruleSchema.safeParse(raw);
  if (!read.success)
    return {
      ok: false,
      faults: [...read.error.issues.map((issue) => shapeFault(issue, raw)), ...conditionFaults(raw)],
    };
  const rule: Rule = { ...read.data, version: ruleVersion(read.data) };
  const compiled = compileRule(rule, new TokenTable());
  return compiled.ok ? { ok: true, rule } : { ok: false, faults: compiled.faults };
}

const shapes: Readonly<Record<string, { readonly shape: object }>> = {
  '': ruleSchema,
  scope: ruleScope,
  schedule: ruleSchedule,
  group: ruleGroup,
  alert: ruleAlert,
};

/** A fault of shape; for an unknown key with the keys that are known there. */
function shapeFault(issue: Parameters<typeof faultOfIssue>[0], raw: unknown): WhenFault {
  const fault = faultOfIssue(issue);
  if (issue.code === 'invalid_value' && valueAt(raw, fault.path) === undefined) {
    return {
      ...fault,
      message: { zh: `缺少这一项，应为 ${fault.expected} 之一`, en: `missing, one of ${fault.expected}` },
    };
  }
  const known = issue.code === 'unrecognized_keys' ? shapes[issue.path.map(String).join('.')] : undefined;
  return known === undefined ? fault : { ...fault, expected: Object.keys(known.shape).join(' ') };
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    raw,
  );
}

/** Faults inside `when` of a rule whose shape is already wrong elsewhere: all faults are told at once. */
function conditionFaults(raw: unknown): readonly WhenFault[] {
  const tree = whenSchema.safeParse(typeof raw === 'object' && raw !== null ? Reflect.get(raw, 'when') : undefined);
  const compiled = tree.success ? compileWhen(tree.data, new TokenTable()) : undefined;
  return compiled?.ok === false ? compiled.faults.map((fault) => ({ ...fault, path: ['when', ...fault.path] })) : [];
}

/** Version of a rule: derived from what it means, whatever the order of its keys. */
export function ruleVersion(content: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(content)))
    .digest('hex')
    .slice(0, 12);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
