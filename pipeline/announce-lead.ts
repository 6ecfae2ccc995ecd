import type { LeadSummary } from '../contracts/live-event';
import type { Lead } from '../contracts/lead';
import type { LiveEventStore } from '../alerts/alert-store';
import { organisationsOf } from '../leads/act-on-lead';

/** The lead as lists and the live socket carry it. */
export function leadSummaryOf(lead: Lead): LeadSummary {
  return {
    id: lead.id,
    number: lead.number,
    version: lead.version,
    title: lead.title,
    level: lead.level,
    state: lead.state,
    region: lead.region,
    organisationId: lead.organisationId,
    organisationName: lead.organisationName,
    dueOn: lead.clock.dueOn,
    alertId: lead.alertId,
  };
}

/** Tells everybody who may see the lead; call inside the unit of work that stores it. */
export async function announceLead(
  events: LiveEventStore,
  type: 'lead.created' | 'lead.updated',
  lead: Lead,
): Promise<void> {
  await events.append({
    at: lead.updatedAt,
    body: { type, data: leadSummaryOf(lead) },
    scope: { region: lead.region, organisationIds: organisationsOf(lead), right: 'leads' },
  });
}
