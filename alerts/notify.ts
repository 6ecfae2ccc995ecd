import { alertSummary, type Alert, type AlertSummary } from '../contracts/alert';
import type { Channel } from './channels/channel';
import type { OutboxStore } from './alert-store';
import { summaryOf } from './raise-alert';

/** How a rule's alerts are gathered before they go out (formats.md 2, `group`): one notice per key and interval, after the wait. */
export interface Grouping {
  readonly key: string;
  readonly waitMs: number;
  readonly intervalMs: number;
}

/** Alerts of one group and interval share an id, so that the outbox keeps only the first of them. */
function noticeId(channel: string, alert: Alert, grouping: Grouping | undefined): string {
  if (grouping === undefined) return `${channel}:${alert.id}`;
  const interval = Math.floor(Date.parse(alert.raisedAt) / Math.max(1, grouping.intervalMs));
  return `${channel}:${alert.ruleId}:${grouping.key}:${interval}`;
}

/**
 * Puts a raised alert in the outbox of every channel that wants it; alerts of one group go out as one notice per interval,
 * the first after its wait. Call inside the unit of work that raises it.
 */
export async function queueNotifications(
  parts: { outbox: OutboxStore; channels: readonly Channel[] },
  alert: Alert,
  grouping?: Grouping,
): Promise<number> {
  const summary = summaryOf(alert);
  const wanting = parts.channels.filter((channel) => channel.wants(summary));
  const dueAt = new Date(Date.parse(alert.raisedAt) + (grouping?.waitMs ?? 0)).toISOString();
  for (const { name } of wanting) {
    await parts.outbox.enqueue({
      id: noticeId(name, alert, grouping),
      channel: name,
      alertId: alert.id,
      payload: summary,
      dueAt,
    });
  }
  return wanting.length;
}

/** Milliseconds until the next attempt: 1 s doubled each time, at most 10 minutes. */
export function backOffMs(attempts: number): number {
  return Math.min(600_000, 1000 * 2 ** Math.min(attempts, 20));
}

export interface DispatchReport {
  readonly delivered: number;
  readonly failed: number;
  readonly dead: number;
}

async function deliver(parts: DispatchParts, entry: DueEntry, summary: AlertSummary): Promise<keyof DispatchReport> {
  const channel = parts.channels.find((candidate) => candidate.name === entry.channel);
  const outcome = channel
    ? await channel.send({ id: entry.id, alert: summary, attempt: entry.attempts + 1 })
    : { delivered: false as const, final: true, reason: 'no-channel', message: `no channel named ${entry.channel}` };
  const at = parts.now().toISOString();
  if (outcome.delivered) {
    await parts.outbox.done(entry.id, at);
    return 'delivered';
  }
  const isDead = outcome.final || entry.attempts + 1 >= parts.attempts;
  const nextAt = isDead ? null : new Date(parts.now().getTime() + backOffMs(entry.attempts)).toISOString();
  await parts.outbox.failed(entry.id, { at, reason: outcome.reason, message: outcome.message, nextAt });
  return isDead ? 'dead' : 'failed';
}

type DueEntry = Awaited<ReturnType<OutboxStore['due']>>[number];

export interface DispatchParts {
  readonly outbox: OutboxStore;
  readonly channels: readonly Channel[];
  readonly attempts: number;
  readonly now: () => Date;
}

/** Sends what is due, side by side; one slow receiver delays no other. A failed one is kept with its reason and next time. */
export async function dispatchDue(parts: DispatchParts, limit = 50): Promise<DispatchReport> {
  const due = await parts.outbox.due(parts.now().toISOString(), limit);
  const report = { delivered: 0, failed: 0, dead: 0 };
  await Promise.all(
    due.map(async (entry) => {
      const outcome = await deliver(parts, entry, alertSummary.parse(entry.payload));
      report[outcome] += 1;
    }),
  );
  return report;
}
