import type { Archive } from '../../archive/open-archive';
import { regionCovers } from '../../config/regions';
import type { Alert } from '../../contracts/alert';
import type { Viewer } from '../../contracts/user';
import { maySeeLead } from '../../leads/act-on-lead';

// Who may read: what lies in the viewer's region, and what a lead rests on that the viewer may see. A lead is handed to
// those who have to verify it, wherever its page was; without the page and its evidence they could not.

type Reader = Pick<Viewer, 'region' | 'organisationId'>;

async function seesALead(
  archive: Archive,
  viewer: Reader,
  wanted: { leadIds: readonly (string | null)[]; documentId: string },
): Promise<boolean> {
  for (const leadId of new Set(wanted.leadIds)) {
    const lead = leadId === null ? undefined : await archive.leads.get(leadId);
    if (lead?.documentIds.includes(wanted.documentId) === true && maySeeLead(lead, viewer)) return true;
  }
  return false;
}

/** True where the viewer may read this alert. Acting on it takes more: the alert must lie in the viewer's own region. */
export async function mayReadAlert(archive: Archive, viewer: Reader, alert: Alert): Promise<boolean> {
  if (regionCovers(viewer.region, alert.region)) return true;
  return seesALead(archive, viewer, { leadIds: [alert.leadId], documentId: alert.documentId });
}

/** True where the viewer may read this document and its captures. */
export async function mayReadDocument(
  archive: Archive,
  viewer: Reader,
  document: { readonly id: string; readonly region: string },
): Promise<boolean> {
  if (regionCovers(viewer.region, document.region)) return true;
  const analysis = await archive.analyses.get(document.id);
  // The alert may have been raised by another place of the same copy; then this document is one of its places.
  const copies = analysis ? await archive.alerts.list({ cluster: analysis.cluster }, { limit: 50 }) : { items: [] };
  const alerts = [...(await archive.alerts.ofDocument(document.id)), ...copies.items];
  return seesALead(archive, viewer, { leadIds: alerts.map((alert) => alert.leadId), documentId: document.id });
}
