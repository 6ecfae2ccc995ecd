import { randomUUID } from 'node:crypto';
import { regionCovers } from '../config/regions';
import type { HandOver, Lead, LeadHistory } from '../contracts/lead';
import type { LeadStore, OrganisationLookup } from './lead-store';
import { addWorkingDays, shanghaiDay } from './working-days';
import { clockAt, extendClock } from './lead-clock';
import { nextLeadState } from './lead-states';

export interface LeadActor {
  readonly userId: string;
  readonly name: string;
  readonly organisationId: string;
}

export type LeadCommand =
  | {
      readonly action: 'hand-over';
      readonly toOrganisationId: string;
      readonly note: string;
      readonly receiveWithinWorkingDays: number;
    }
  | { readonly action: 'receive'; readonly note: string }
  | { readonly action: 'return'; readonly note: string }
  | { readonly action: 'start' }
  | { readonly action: 'decide'; readonly outcome: 'filed' | 'not-filed'; readonly reason: string }
  | { readonly action: 'extend'; readonly reason: string }
  | { readonly action: 'comment'; readonly note: string };

export type LeadRefusal =
  | 'not-found'
  | 'stale-version'
  | 'not-allowed-in-state'
  | 'not-holder'
  | 'no-organisation'
  | 'same-organisation'
  | 'already-extended'
  | 'stopped'
  | 'overdue';

export type LeadOutcome = { readonly done: Lead } | { readonly refused: LeadRefusal; readonly current?: Lead };

interface Change {
  readonly lead: Lead;
  readonly action: LeadHistory['action'];
  readonly note: string | null;
}

interface Step {
  readonly lead: Lead;
  readonly actor: LeadActor;
  readonly now: string;
  readonly organisations: OrganisationLookup;
}

type StepResult = Change | LeadRefusal;

const openHandOver = (lead: Lead): HandOver | undefined => lead.handOvers.find((handOver) => handOver.state === 'sent');

function moved(lead: Lead, action: Parameters<typeof nextLeadState>[1]): Lead | undefined {
  const state = nextLeadState(lead.state, action);
  return state === undefined ? undefined : { ...lead, state };
}

async function handOver(step: Step, command: Extract<LeadCommand, { action: 'hand-over' }>): Promise<StepResult> {
  const { lead, actor, now } = step;
  if (lead.organisationId !== actor.organisationId) return 'not-holder';
  if (command.toOrganisationId === lead.organisationId) return 'same-organisation';
  const to = await step.organisations.get(command.toOrganisationId);
  if (!to) return 'no-organisation';
  const next = moved(lead, 'hand-over');
  if (!next) return 'not-allowed-in-state';
  const lastDay = addWorkingDays(shanghaiDay(now), command.receiveWithinWorkingDays);
  const sent: HandOver = {
    id: `h_${randomUUID()}`,
    fromOrganisationId: lead.organisationId,
    fromName: lead.organisationName,
    toOrganisationId: to.id,
    toName: to.name,
    note: command.note,
    sentAt: now,
    sentBy: actor.name,
    receiveBy: `${lastDay}T23:59:59+08:00`,
    state: 'sent',
    answeredAt: null,
    answeredBy: null,
    answerNote: null,
  };
  return {
    lead: { ...next, handOvers: [...lead.handOvers, sent] },
    action: 'hand-over',
    note: `${to.name}${command.note === '' ? '' : `：${command.note}`}`,
  };
}

function answer(step: Step, command: Extract<LeadCommand, { action: 'receive' | 'return' }>): StepResult {
  const { lead, actor, now } = step;
  const open = openHandOver(lead);
  const next = moved(lead, command.action);
  if (!open || !next) return 'not-allowed-in-state';
  if (open.toOrganisationId !== actor.organisationId) return 'not-holder';
  const isReceived = command.action === 'receive';
  const answered: HandOver = {
    ...open,
    state: isReceived ? 'received' : 'returned',
    answeredAt: now,
    answeredBy: actor.name,
    answerNote: command.note,
  };
  const holder = isReceived ? { organisationId: open.toOrganisationId, organisationName: open.toName } : {};
  return {
    lead: { ...next, ...holder, handOvers: lead.handOvers.map((known) => (known.id === open.id ? answered : known)) },
    action: command.action,
    note: command.note === '' ? null : command.note,
  };
}

function decide(step: Step, command: Extract<LeadCommand, { action: 'decide' }>): StepResult {
  const { lead, actor, now } = step;
  if (lead.organisationId !== actor.organisationId) return 'not-holder';
  const action = command.outcome === 'filed' ? 'file' : 'not-file';
  const next = moved(lead, action);
  if (!next) return 'not-allowed-in-state';
  const outcome = {
    state: command.outcome,
    reason: command.reason,
    by: actor.userId,
    byName: actor.name,
    at: now,
    approvedBy: null,
  };
  return {
    lead: { ...next, outcome, clock: clockAt({ ...lead.clock, stoppedAt: now }, now) },
    action,
    note: command.reason,
  };
}

/** True where the actor's organisation holds the lead, or stands above the one that does. */
async function isHolderOrAbove({ lead, actor, organisations }: Step): Promise<boolean> {
  const passed = new Set<string>();
  let id: string | null = lead.organisationId;
  while (id !== null && !passed.has(id)) {
    if (id === actor.organisationId) return true;
    passed.add(id);
    id = (await organisations.get(id))?.parentId ?? null;
  }
  return false;
}

async function extend(step: Step, reason: string): Promise<StepResult> {
  const { lead, actor, now } = step;
  if (!(await isHolderOrAbove(step))) return 'not-holder';
  const extended = extendClock(lead.clock, { reason, approvedBy: actor.name, now });
  return 'refused' in extended
    ? extended.refused
    : { lead: { ...lead, clock: extended.clock }, action: 'extend', note: reason };
}

function take(step: Step, command: LeadCommand): Promise<StepResult> | StepResult {
  switch (command.action) {
    case 'hand-over':
      return handOver(step, command);
    case 'receive':
    case 'return':
      return answer(step, command);
    case 'start': {
      if (step.lead.organisationId !== step.actor.organisationId) return 'not-holder';
      const next = moved(step.lead, 'start');
      return next ? { lead: next, action: 'start', note: null } : 'not-allowed-in-state';
    }
    case 'decide':
      return decide(step, command);
    case 'extend':
      return extend(step, command.reason);
    case 'comment':
      return { lead: step.lead, action: 'comment', note: command.note };
  }
}

/** True where this person may see the lead: it lies in their region, or their organisation holds, held, or is to receive it. */
export function maySeeLead(lead: Lead, viewer: { region: string; organisationId: string }): boolean {
  const touches = lead.handOvers.some(
    (known) => known.toOrganisationId === viewer.organisationId || known.fromOrganisationId === viewer.organisationId,
  );
  return regionCovers(viewer.region, lead.region) || lead.organisationId === viewer.organisationId || touches;
}

/** Organisations to which events about this lead are shown, besides those whose region covers it. */
export function organisationsOf(lead: Lead): string[] {
  return [
    ...new Set([
      lead.organisationId,
      ...lead.handOvers.flatMap((known) => [known.fromOrganisationId, known.toOrganisationId]),
    ]),
  ];
}

/**
 * Applies one officer's command to a lead: hand-over with deadline, receipt or return, verification, 立案 or 不予立案,
 * extension. Nothing changes when it is refused; the reason says why. Call inside a unit of work.
 */
export async function actOnLead(
  parts: { leads: LeadStore; organisations: OrganisationLookup },
  request: { id: string; command: LeadCommand; expectedVersion: number },
  context: { actor: LeadActor; now: string },
): Promise<LeadOutcome> {
  const lead = await parts.leads.get(request.id);
  if (!lead) return { refused: 'not-found' };
  if (lead.version !== request.expectedVersion) return { refused: 'stale-version', current: lead };
  const result = await take(
    { lead, actor: context.actor, now: context.now, organisations: parts.organisations },
    request.command,
  );
  if (typeof result === 'string') return { refused: result, current: lead };
  const next: Lead = { ...result.lead, version: lead.version + 1, updatedAt: context.now };
  if (!(await parts.leads.update(next, lead.version))) return { refused: 'stale-version', current: lead };
  await parts.leads.appendHistory(lead.id, {
    at: context.now,
    actorId: context.actor.userId,
    actorName: context.actor.name,
    action: result.action,
    from: lead.state,
    to: next.state,
    note: result.note,
  });
  return { done: next };
}
