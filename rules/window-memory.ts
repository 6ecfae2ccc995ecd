import type { WindowChange, WindowStore } from './window-store';

interface Entry {
  readonly state: unknown;
  readonly touchedAt: number;
}

/** Names one rule's windows. */
export interface WindowOwner {
  readonly ruleId: string;
  readonly windowVersion: string;
}

/** Row that counts what was given up. */
const droppedGroup = '#dropped';

/**
 * The windows of all rules in memory, loaded once per rule, with a cap on keys. Changes are collected and become real only by
 * `commit`, after the store took them; `rollback` forgets them.
 */
export class WindowMemory {
  private readonly rules = new Map<string, Map<string, Entry>>();
  private readonly pending = new Map<string, WindowChange>();

  constructor(
    private readonly store: WindowStore,
    private readonly mostKeys: number,
  ) {}

  async load(owner: WindowOwner): Promise<void> {
    if (this.rules.has(nameOf(owner))) return;
    const rows = [...(await this.store.load(owner))].sort((a, b) => a.touchedAt - b.touchedAt);
    this.rules.set(nameOf(owner), new Map(rows.map(({ group, state, touchedAt }) => [group, { state, touchedAt }])));
  }

  get(owner: WindowOwner, group: string): unknown {
    const pending = this.pending.get(nameOf(owner, group));
    if (pending !== undefined) return pending.state ?? undefined;
    return this.rules.get(nameOf(owner))?.get(group)?.state;
  }

  /** Keys of a rule as they stand, pending changes included. */
  groups(owner: WindowOwner): string[] {
    const groups = new Set(this.rules.get(nameOf(owner))?.keys());
    for (const change of this.pending.values()) {
      if (change.ruleId !== owner.ruleId || change.windowVersion !== owner.windowVersion) continue;
      if (change.state === null) groups.delete(change.group);
      else groups.add(change.group);
    }
    return [...groups].filter((group) => !group.startsWith('#'));
  }

  set(owner: WindowOwner, group: string, entry: Entry): void {
    const { ruleId, windowVersion } = owner;
    if (entry.state === null && this.get(owner, group) === undefined) return;
    this.pending.set(nameOf(owner, group), { ruleId, windowVersion, group, ...entry });
  }

  /** How many events and keys of a rule were given up to stay within bounds. */
  dropped(owner: WindowOwner): number {
    return Number(this.get(owner, droppedGroup) ?? 0);
  }

  drop(owner: WindowOwner, count: number, touchedAt: number): void {
    if (count > 0) this.set(owner, droppedGroup, { state: this.dropped(owner) + count, touchedAt });
  }

  /** Stores what has changed and then takes it over. When the store refuses, nothing has changed here either. */
  async commit(): Promise<void> {
    this.dropOldestKeys();
    const changes = [...this.pending.values()];
    this.pending.clear();
    if (changes.length === 0) return;
    await this.store.save(changes);
    for (const { ruleId, windowVersion, group, state, touchedAt } of changes) {
      const groups = this.rules.get(nameOf({ ruleId, windowVersion }));
      groups?.delete(group);
      if (state !== null) groups?.set(group, { state, touchedAt });
    }
  }

  rollback(): void {
    this.pending.clear();
  }

  /** Forgets everything in memory; the next use reads the store again. */
  discard(): void {
    this.pending.clear();
    this.rules.clear();
  }

  private dropOldestKeys(): void {
    const owners = new Map<string, WindowOwner>([...this.pending.values()].map((change) => [nameOf(change), change]));
    for (const owner of owners.values()) {
      const excess = this.groups(owner).length - this.mostKeys;
      if (excess <= 0) continue;
      const groups = this.rules.get(nameOf(owner)) ?? new Map<string, Entry>();
      // Maps keep the order of insertion and a change re-inserts, so the first keys are those longest untouched.
      const oldest = [...groups.keys()].filter(
        (group) => !group.startsWith('#') && !this.pending.has(nameOf(owner, group)),
      );
      const given = [...oldest, ...this.groups(owner).filter((group) => !groups.has(group))].slice(0, excess);
      for (const group of given) this.set(owner, group, { state: null, touchedAt: 0 });
      this.drop(owner, given.length, 0);
    }
  }
}

function nameOf(owner: WindowOwner, group?: string): string {
  const rule = `${owner.ruleId}\u0000${owner.windowVersion}`;
  return group === undefined ? rule : `${rule}\u0000${group}`;
}
