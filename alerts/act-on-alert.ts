import type { Alert, AlertAction } from '../contracts/alert';
import type { AlertStore, LiveEventStore } from './alert-store';
import { announce } from './raise-alert';
import { decideTransition } from './lifecycle';

export interface Actor {
  readonly userId: string;
  readonly name: string;
}

export interface AlertCommand {
  readonly action: AlertAction | 'convert';
  readonly note?: string | undefined;
  readonly owner?: Actor | undefined;
  readonly leadId?: string | undefined;
}

export type Refusal = 'not-found' | 'stale-version' | 'not-allowed-in-state' | 'note-required' | 'owner-required';

export type ActionOutcome =
  { readonly done: Alert } | { readonly refused: Refusal; readonly id: string; readonly current?: Alert };

interface ActionParts {
  readonly alerts: AlertStore;
  readonly events: LiveEventStore;
}

function changed(
  alert: Alert,
  command: AlertCommand,
  context: { actor: Actor; now: string; to: Alert['state'] },
): Alert {
  const { actor, now, to } = context;
  const takesOwnership = command.action === 'acknowledge' || (command.action === 'convert' && alert.ownerId === null);
  const owner = command.action === 'assign' ? command.owner : takesOwnership ? actor : undefined;
  return {
    ...alert,
    version: alert.version + 1,
    state: to,
    updatedAt: now,
    ownerId: owner?.userId ?? alert.ownerId,
    ownerName: owner?.name ?? alert.ownerName,
    leadId: command.leadId ?? alert.leadId,
    trace: command.action === 'acknowledge' ? { ...alert.trace, acknowledgedAt: now } : alert.trace,
  };
}

function fault(
  alert: Alert | undefined,
  command: AlertCommand,
  expectedVersion: number | undefined,
): Refusal | undefined {
  if (alert === undefined) return 'not-found';
  if (expectedVersion !== undefined && alert.version !== expectedVersion) return 'stale-version';
  if ('refused' in decideTransition(alert.state, command.action)) return 'not-allowed-in-state';
  if (command.action === 'comment' && !command.note?.trim()) return 'note-required';
  if (command.action === 'assign' && command.owner === undefined) return 'owner-required';
  return undefined;
}

/**
 * Applies one officer's action to one alert and tells everybody who may see it. Call inside a unit of work.
 * `expectedVersion` is the version the officer saw; undefined skips that check (bulk actions).
 */
export async function actOnAlert(
  parts: ActionParts,
  request: { id: string; command: AlertCommand; expectedVersion?: number | undefined },
  context: { actor: Actor; now: string },
): Promise<ActionOutcome> {
  const { id, command } = request;
  const alert = await parts.alerts.get(id);
  const refused = fault(alert, command, request.expectedVersion);
  if (refused !== undefined || alert === undefined) {
    return { refused: refused ?? 'not-found', id, ...(alert ? { current: alert } : {}) };
  }
  const transition = decideTransition(alert.state, command.action);
  const to = 'to' in transition ? transition.to : alert.state;
  const next = changed(alert, command, { ...context, to });
  if (!(await parts.alerts.update(next, alert.version))) return { refused: 'stale-version', id, current: alert };
  await parts.alerts.appendHistory(id, {
    at: context.now,
    actorId: context.actor.userId,
    actorName: context.actor.name,
    action: command.action,
    from: alert.state,
    to,
    note: command.note ?? (command.action === 'assign' ? (command.owner?.name ?? null) : null),
  });
  await announce(parts.events, 'alert.updated', next);
  return { done: next };
}

/**
 * One action on many alerts, all or none: the first pass finds what stands in the way, and only when nothing does are
 * they changed. Call inside a unit of work.
 */
export async function actOnAlerts(
  parts: ActionParts,
  request: { ids: readonly string[]; command: AlertCommand },
  context: { actor: Actor; now: string },
): Promise<{ done: Alert[] } | { blocked: { id: string; reason: Refusal }[] }> {
  const ids = [...new Set(request.ids)];
  const blocked: { id: string; reason: Refusal }[] = [];
  for (const id of ids) {
    const reason = fault(await parts.alerts.get(id), request.command, undefined);
    if (reason !== undefined) blocked.push({ id, reason });
  }
  if (blocked.length > 0) return { blocked };
  const done: Alert[] = [];
  for (const id of ids) {
    const outcome = await actOnAlert(parts, { id, command: request.command }, context);
    if ('refused' in outcome) throw new Error(`alert ${id} changed inside one unit of work: ${outcome.refused}`);
    done.push(outcome.done);
  }
  return { done };
}

/** Notes that a screenshot of the alert's page now exists (SHA-256); the version officers see stays. Call inside a unit of work. */
export async function attachScreenshot(
  parts: ActionParts,
  request: { id: string; sha256: string },
  now: string,
): Promise<void> {
  const alert = await parts.alerts.get(request.id);
  if (!alert || alert.screenshot === request.sha256) return;
  const next: Alert = { ...alert, screenshot: request.sha256, updatedAt: now };
  if (!(await parts.alerts.update(next, alert.version)))
    throw new Error(`alert ${alert.id} changed inside one unit of work`);
  await parts.alerts.appendHistory(alert.id, {
    at: now,
    actorId: null,
    actorName: '系统',
    action: 'screenshot',
    from: alert.state,
    to: alert.state,
    note: request.sha256,
  });
  await announce(parts.events, 'alert.updated', next);
}
