import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { describeSettings, type SettingLeaf } from './describe-settings';
import { settingsSchema, type Settings } from './schema';

/** All faults of the settings at once, each with the place it came from. */
export class SettingsFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`设置有误 / faulty settings:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SettingsFault';
  }
}

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function merge(base: Tree, over: Tree): Tree {
  const result: Tree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const present = result[key];
    result[key] = isTree(present) && isTree(value) ? merge(present, value) : value;
  }
  return result;
}

function readYaml(file: string, faults: string[]): Tree {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    faults.push(`${file}:${line}:${col} ${error.message.split('\n')[0] ?? ''}`);
  }
  const value: unknown = document.errors.length === 0 ? document.toJS() : {};
  if (value === null || value === undefined) return {};
  if (isTree(value)) return value;
  faults.push(`${file}:1:1 应为设置项列表（键: 值）/ expected a mapping of settings`);
  return {};
}

function parseVariable(leaf: SettingLeaf, raw: string): unknown {
  if (leaf.type === 'number') return raw.trim() === '' ? raw : Number(raw);
  if (leaf.type === 'true | false') return raw === 'true' ? true : raw === 'false' ? false : raw;
  if (leaf.type === 'list')
    return raw
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return raw;
}

function fromEnvironment(environment: NodeJS.ProcessEnv, faults: string[]): Tree {
  let tree: Tree = {};
  const leaves = describeSettings();
  const known = new Set(leaves.flatMap((leaf) => [leaf.variable, `${leaf.variable}_FILE`]));
  for (const name of Object.keys(environment)) {
    if (name.startsWith('YAOSHAO_') && !known.has(name))
      faults.push(`环境变量 ${name}：没有这一设置 / no such setting`);
  }
  for (const leaf of leaves) {
    const file = environment[`${leaf.variable}_FILE`];
    if (file !== undefined && !existsSync(file)) {
      faults.push(`环境变量 ${leaf.variable}_FILE：文件不存在 / no such file: ${file}`);
      continue;
    }
    const raw = file === undefined ? environment[leaf.variable] : readFileSync(file, 'utf8').trimEnd();
    if (raw === undefined) continue;
    const branch = leaf.path.reduceRight<unknown>((value, key) => ({ [key]: value }), parseVariable(leaf, raw));
    tree = merge(tree, branch as Tree);
  }
  return tree;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) freeze(child);
    Object.freeze(value);
  }
  return value;
}

/**
 * One frozen settings value from YAML files (later ones win), then environment, then `overrides`.
 * Throws SettingsFault with every fault and its place.
 */
export function loadSettings(from: {
  files: readonly string[];
  environment: NodeJS.ProcessEnv;
  overrides?: Tree;
}): Settings {
  const faults: string[] = [];
  let tree: Tree = {};
  for (const file of from.files) {
    if (existsSync(file)) tree = merge(tree, readYaml(file, faults));
    else faults.push(`${file}：文件不存在 / no such file`);
  }
  tree = merge(merge(tree, fromEnvironment(from.environment, faults)), from.overrides ?? {});
  const parsed = settingsSchema.safeParse(tree);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) faults.push(`${issue.path.join('.') || '(root)'}：${issue.message}`);
  }
  if (faults.length > 0 || !parsed.success) throw new SettingsFault(faults);
  return freeze(parsed.data);
}

/** The settings as they may be printed: secrets as `***`. */
export function printableSettings(settings: Settings): Tree {
  const copy = structuredClone(settings) as unknown as Tree;
  for (const leaf of describeSettings().filter((candidate) => candidate.secret)) {
    let branch: Tree = copy;
    for (const key of leaf.path.slice(0, -1)) branch = branch[key] as Tree;
    const last = leaf.path.at(-1) ?? '';
    if (branch[last] !== '') branch[last] = '***';
  }
  return copy;
}
