import type { AlertSummary } from '../../contracts/alert';

export interface Delivery {
  readonly id: string;
  readonly alert: AlertSummary;
  readonly attempt: number;
}

/** What became of one delivery. A refusal is final; a failure is tried again. */
export type DeliveryOutcome =
  | { readonly delivered: true }
  | { readonly delivered: false; readonly final: boolean; readonly reason: string; readonly message: string };

/** A way to reach people. It describes itself; one that is not configured is never asked to send. */
export interface Channel {
  readonly name: string;
  readonly label: string;
  /** Whether this alert is to go out through this channel. */
  wants(alert: AlertSummary): boolean;
  send(delivery: Delivery): Promise<DeliveryOutcome>;
}
