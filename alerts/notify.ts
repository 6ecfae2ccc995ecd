import { alertSummary, type Alert, type AlertSummary } from '../contracts/alert';
import type { Channel } from './channels/channel';
import type { OutboxStore } from './alert-store';
import { summaryOf } from './raise-alert';

/** Puts a raised alert in the outbox of every channel that wants it. Call inside the unit of work that raises it. */
export async function queueNotifications(
  outbox: OutboxStore,
  channels: readonly Channel[],
  alert: Alert,
): Promise<number> {
  const summary = summaryOf(alert);
  const wanting = channels.filter((channel) => channel.wants(summary));
  for (const channel of wanting) {
    await outbox.enqueue({
      id: `${channel.name}:${alert.id}`,
      channel: channel.name,
      alertId: alert.id,
      payload: summary,
      dueAt: alert.raisedAt,
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
