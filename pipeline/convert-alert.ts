import { actOnAlert } from '../alerts/act-on-alert';
import type { Alert } from '../contracts/alert';
import type { Archive } from '../archive/open-archive';
import { createLead } from '../leads/create-lead';
import { decideTransition } from '../alerts/lifecycle';
import { announceLead } from './announce-lead';
import type { Lead } from '../contracts/lead';
import type { Viewer } from '../contracts/user';

export type Conversion =
  { readonly lead: Lead } | { readonly refused: 'not-found' | 'not-allowed-in-state'; readonly current?: Alert };

/**
 * One action turns an alert into a lead: the alert is converted, the lead is created and announced, together or not at
 * all. Asked again, the same lead is answered. Call inside a unit of work.
 */
export async function convertAlert(
  archive: Archive,
  request: { alertId: string; viewer: Pick<Viewer, 'userId' | 'name' | 'organisationId'> },
  now: string,
): Promise<Conversion> {
  const alert = await archive.alerts.get(request.alertId);
  if (!alert) return { refused: 'not-found' };
  const document = await archive.documents.get(alert.documentId, alert.documentVersion);
  const existing = await archive.leads.ofAlert(alert.id);
  if (existing) return { lead: existing };
  if ('refused' in decideTransition(alert.state, 'convert')) return { refused: 'not-allowed-in-state', current: alert };
  const by = {
    userId: request.viewer.userId,
    name: request.viewer.name,
    organisationId: request.viewer.organisationId,
  };
  const parts = { leads: archive.leads, evidence: archive.evidence, organisations: archive.organisations };
  const { lead } = await createLead(parts, { alert, document, by }, now);
  const outcome = await actOnAlert(
    { alerts: archive.alerts, events: archive.liveEvents },
    { id: alert.id, command: { action: 'convert', leadId: lead.id, note: lead.number } },
    { actor: by, now },
  );
  if ('refused' in outcome) throw new Error(`alert ${alert.id} changed inside one unit of work: ${outcome.refused}`);
  await announceLead(archive.liveEvents, 'lead.created', lead);
  return { lead };
}
