import { stat } from 'node:fs/promises';
import { readRuleFolders } from '../rules/rule-files';
import { compileRules, type Matcher } from '../rules/matcher';
import { formatFault, type CheckedFiles } from '../rules/check-rules';
import type { RuleEngine } from '../rules/rule-engine';
import type { RuleSummary } from '../contracts/http';
import type { Log } from './log';
import type { RuleShelf } from './house';
import type { Statistics } from './stores';

type Files = Awaited<ReturnType<typeof readRuleFolders>>;

/** Thrown at start: an invalid rule stops the start and names the line. */
export class RuleFilesFaulty extends Error {
  constructor(faults: CheckedFiles['faults']) {
    super(`规则文件有误 / faulty rule files:\n${faults.map((fault) => `  - ${formatFault(fault)}`).join('\n')}`);
    this.name = 'RuleFilesFaulty';
  }
}

export interface RuleKeeperParts {
  readonly folders: readonly string[];
  readonly reloadEveryMs: number;
  readonly statistics: Pick<Statistics, 'rules'>;
  readonly log: Log;
  readonly now: () => Date;
}

/**
 * The rules that are live. Files are read again when they change; a faulty file is shown with its place and its rules
 * stay as they were, so a slip of the pen never silences a rule that worked.
 */
export class RuleKeeper implements RuleShelf {
  #files: Files;
  #live: CheckedFiles['rules'];
  #faults: CheckedFiles['faults'] = [];
  #loadedAt: string;
  #stamp = '';
  #engine: RuleEngine | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly parts: RuleKeeperParts,
    files: Files,
  ) {
    this.#files = files;
    this.#live = files.rules;
    this.#loadedAt = parts.now().toISOString();
  }

  /** Reads the folders; throws RuleFilesFaulty with every fault. */
  static async open(parts: RuleKeeperParts): Promise<RuleKeeper> {
    const files = await readRuleFolders(parts.folders);
    if (files.faults.length > 0) throw new RuleFilesFaulty(files.faults);
    const keeper = new RuleKeeper(parts, files);
    keeper.#stamp = await stampOf(files);
    return keeper;
  }

  get matcher(): Matcher {
    return compileRules(this.#live.map(({ rule }) => rule));
  }

  /** Swaps the engine's rules from now on whenever a file changes. */
  follow(engine: RuleEngine): void {
    this.#engine = engine;
    this.#timer = setInterval(() => void this.reload(), this.parts.reloadEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Reads the folders again when anything changed; true when the live rules did. */
  async reload(): Promise<boolean> {
    try {
      const files = await readRuleFolders(this.parts.folders);
      const stamp = await stampOf(files);
      if (stamp === this.#stamp) return false;
      this.#stamp = stamp;
      this.#take(files);
      return true;
    } catch (error) {
      this.parts.log.error({ error }, 'rule files could not be read; the live rules stay');
      return false;
    }
  }

  async list(): ReturnType<RuleShelf['list']> {
    const since = new Date(this.parts.now().getTime() - 86_400_000).toISOString();
    const figures = await this.parts.statistics.rules(since);
    const disabled = this.#engine?.matcher.disabled;
    const items = this.#live.map(({ file, rule }): RuleSummary => {
      const own = figures.get(rule.id);
      const reason = disabled?.get(rule.id)?.reason;
      return {
        id: rule.id,
        name: rule.name,
        version: rule.version,
        level: rule.level,
        window: rule.window?.type ?? null,
        file,
        state: reason === undefined ? 'live' : 'disabled',
        reason: reason === undefined ? null : `${reason.zh} / ${reason.en}`,
        matches24h: own?.matches ?? 0,
        alerts24h: own?.alerts ?? 0,
        confirmed: own?.confirmed ?? 0,
        falsePositives: own?.falsePositives ?? 0,
        lastMatchAt: own?.lastMatchAt ?? null,
      };
    });
    const faults = this.#faults.map(({ file, line, column, path, message }) => ({
      file,
      line,
      column,
      message: `${path} ${message.zh}`.trim(),
    }));
    return { items, loadedAt: this.#loadedAt, faults };
  }

  yaml(ruleId: string): string | undefined {
    const owner = this.#live.find(({ rule }) => rule.id === ruleId);
    return owner === undefined ? undefined : this.#files.contents.get(owner.file);
  }

  #take(files: Files): void {
    const faulty = new Set(files.faults.map((fault) => fault.file));
    const kept = this.#live.filter(({ file }) => faulty.has(file));
    const fresh = files.rules.filter(({ file }) => !faulty.has(file));
    const ids = new Set(fresh.map(({ rule }) => rule.id));
    this.#live = [...fresh, ...kept.filter(({ rule }) => !ids.has(rule.id))];
    this.#files = files;
    this.#faults = files.faults;
    this.#loadedAt = this.parts.now().toISOString();
    for (const fault of files.faults)
      this.parts.log.error({ fault: formatFault(fault) }, 'a rule file is faulty; its rules stay as they were');
    this.#engine?.swap(this.matcher);
    this.parts.log.info({ rules: this.#live.length, faults: files.faults.length }, 'rules reloaded');
  }
}

/** Changes when a file is added, removed, or written. */
async function stampOf(files: Files): Promise<string> {
  const stamps = await Promise.all(
    [...files.contents.keys()].map(
      async (file) => `${file} ${(await stat(file)).mtimeMs} ${(files.contents.get(file) ?? '').length}`,
    ),
  );
  return stamps.join('\n');
}
