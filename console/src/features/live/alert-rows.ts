import { ref, shallowRef } from 'vue';
import type { AlertSummary } from '../../../../contracts/alert';

const capacity = 10_000;

/** Copies and screenshots change an alert without a new version, so the time decides between equal versions. */
function isNewer(alert: AlertSummary, known: AlertSummary): boolean {
  if (alert.version !== known.version) return alert.version > known.version;
  return Date.parse(alert.updatedAt) > Date.parse(known.updatedAt);
}

/**
 * The rows of the live list, newest first, and what waits outside while the list is frozen. Nothing that arrives touches
 * the rows before `letIn`; only `put` (the officer's own doing) changes a row at once. At most 10,000 rows and 10,000
 * waiting ones are held; the oldest go first, they stay in the archive.
 */
export function createAlertRows(accepts: (alert: AlertSummary) => boolean) {
  const rows = shallowRef<readonly AlertSummary[]>([]);
  const waiting = ref(0);
  let shown = new Map<string, AlertSummary>();
  let fresh = new Map<string, AlertSummary>();
  let changed = new Map<string, AlertSummary>();

  function reindex(next: readonly AlertSummary[]): void {
    rows.value = next;
    shown = new Map(next.map((row) => [row.id, row]));
  }

  /** Takes an event's alert: a new one waits, a newer version of a known one replaces it when rows are next let in. */
  function receive(alert: AlertSummary, isRaised: boolean): boolean {
    const known = fresh.get(alert.id) ?? changed.get(alert.id) ?? shown.get(alert.id);
    if (known) {
      if (!isNewer(alert, known)) return false;
      (fresh.has(alert.id) ? fresh : changed).set(alert.id, alert);
      return false;
    }
    if (!isRaised || !accepts(alert)) return false;
    fresh.set(alert.id, alert);
    if (fresh.size > capacity) fresh.delete(fresh.keys().next().value ?? alert.id);
    return true;
  }

  /** Tells how many wait, without letting them in. */
  function count(): void {
    waiting.value = fresh.size;
  }

  function letIn(): void {
    if (fresh.size === 0 && changed.size === 0) return;
    const older = changed.size === 0 ? rows.value : rows.value.map((row) => changed.get(row.id) ?? row);
    const newer = [...fresh.values()].reverse();
    fresh = new Map();
    changed = new Map();
    waiting.value = 0;
    reindex([...newer, ...older].slice(0, capacity));
  }

  /** Begins anew with a page read by HTTP, keeping what arrived meanwhile. */
  function begin(page: readonly AlertSummary[]): void {
    const known = new Set(page.map((row) => row.id));
    fresh = new Map([...fresh].filter(([id, row]) => !known.has(id) && accepts(row)));
    changed = new Map();
    reindex(page);
    count();
  }

  /** Adds an older page below. */
  function append(page: readonly AlertSummary[]): void {
    reindex([...rows.value, ...page.filter((row) => !shown.has(row.id) && !fresh.has(row.id))]);
  }

  /** Shows the outcome of the officer's own action at once, in place. */
  function put(alert: AlertSummary): void {
    changed.delete(alert.id);
    if (fresh.has(alert.id)) fresh.set(alert.id, alert);
    if (!shown.has(alert.id)) return;
    reindex(rows.value.map((row) => (row.id === alert.id ? alert : row)));
  }

  return { rows, waiting, receive, count, letIn, begin, append, put };
}

export type AlertRows = ReturnType<typeof createAlertRows>;
