import type { Grouping } from '../alerts/notify';
import { canonicalKey } from '../alerts/raise-alert';
import type { RuleMatch } from '../contracts/rule-match';
import { durationMs } from '../contracts/source';
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readRuleFolders } from '../rules/rule-files';
import { compileRules, type Matcher } from '../rules/matcher';
import { formatFault, type CheckedFiles } from '../rules/check-rules';
import type { RuleEngine } from '../rules/rule-engine';
import type { RuleSummary } from '../contracts/http';
import type { Log } from './log';
import type { RuleShelf } from './house';
import type { Statistics } from './stores';

type Files = Awaited<ReturnType<typeof readRuleFolders>>;

/** A rule with the text of its file as it was when the rule was taken over. */
type LiveRule = CheckedFiles['rules'][number] & { readonly text: string };

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
  #live: readonly LiveRule[];
  #faults: CheckedFiles['faults'] = [];
  #loadedAt: string;
  #stamp: string;
  #isReading = false;
  #engine: RuleEngine | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly parts: RuleKeeperParts,
    files: Files,
    stamp: string,
  ) {
    this.#live = rulesOf(files);
    this.#stamp = stamp;
    this.#loadedAt = parts.now().toISOString();
  }

  /** Reads the folders; throws RuleFilesFaulty with every fault. */
  static async open(parts: RuleKeeperParts): Promise<RuleKeeper> {
    const stamp = await stampOf(parts.folders);
    const files = await readRuleFolders(parts.folders);
    if (files.faults.length > 0) throw new RuleFilesFaulty(files.faults);
    return new RuleKeeper(parts, files, stamp);
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
    if (this.#isReading) return false;
    this.#isReading = true;
    try {
      // The stamp is taken before the files are read: what is written meanwhile is read the next time.
      const stamp = await stampOf(this.parts.folders);
      if (stamp === this.#stamp) return false;
      this.#take(await readRuleFolders(this.parts.folders));
      this.#stamp = stamp;
      return true;
    } catch (error) {
      this.parts.log.error({ error }, 'rule files could not be read; the live rules stay');
      return false;
    } finally {
      this.#isReading = false;
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

  /** How a live rule gathers its notices; undefined where it says nothing of it. */
  groupingOf({ ruleId, groupKey }: Pick<RuleMatch, 'ruleId' | 'groupKey'>): Grouping | undefined {
    const group = this.#live.find(({ rule }) => rule.id === ruleId)?.rule.group;
    if (group === undefined) return undefined;
    const waitMs = group.wait === undefined ? 0 : durationMs(group.wait);
    const intervalMs = group.interval === undefined ? 300_000 : durationMs(group.interval);
    return { key: canonicalKey(groupKey), waitMs, intervalMs };
  }

  yaml(ruleId: string): string | undefined {
    return this.#live.find(({ rule }) => rule.id === ruleId)?.text;
  }

  #take(files: Files): void {
    const faulty = new Set(files.faults.map((fault) => fault.file));
    const kept = this.#live.filter(({ file }) => faulty.has(file));
    // An id that a new file takes from a rule that works is that file's slip: the rule that works stays.
    const taken = new Set(kept.map(({ rule }) => rule.id));
    const fresh = rulesOf(files).filter(({ file, rule }) => !faulty.has(file) && !taken.has(rule.id));
    this.#live = [...fresh, ...kept];
    this.#faults = files.faults;
    this.#loadedAt = this.parts.now().toISOString();
    for (const fault of files.faults)
      this.parts.log.error({ fault: formatFault(fault) }, 'a rule file is faulty; its rules stay as they were');
    this.#engine?.swap(this.matcher);
    this.parts.log.info({ rules: this.#live.length, faults: files.faults.length }, 'rules reloaded');
  }
}

function rulesOf(files: Files): LiveRule[] {
  return files.rules.map(({ file, rule }) => ({ file, rule, text: files.contents.get(file) ?? '' }));
}

/** Changes when a rule file is added, removed, or written; nothing is read, so asking often costs little. */
async function stampOf(folders: readonly string[]): Promise<string> {
  const stamps: string[] = [];
  for (const folder of folders) {
    const names = (await unlessGone(readdir(folder))) ?? [];
    for (const name of names.filter((candidate) => ['.yaml', '.yml'].includes(extname(candidate))).sort()) {
      const found = await unlessGone(stat(join(folder, name), { bigint: true }));
      if (found) stamps.push([folder, name, found.ino, found.size, found.mtimeNs].join(' '));
    }
  }
  return stamps.join('\n');
}

async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
