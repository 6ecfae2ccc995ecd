import type { Lead } from '../../../../contracts/lead';
import type { Viewer } from '../../../../contracts/user';

export type LeadStep = 'hand-over' | 'receive' | 'return' | 'start' | 'file' | 'not-file' | 'extend' | 'comment';

/** The hand-over that still waits for an answer, if any. */
function openHandOver(lead: Lead) {
  return lead.handOvers.findLast((one) => one.state === 'sent');
}

/** The steps to offer on screen. The server decides; this only keeps away what it would refuse. */
export function leadSteps(lead: Lead, viewer: Viewer | null): LeadStep[] {
  if (!viewer) return [];
  const mayRun = viewer.rights.includes('leads.run');
  const mayCreate = viewer.rights.includes('leads.create');
  const isHolder = lead.organisationId === viewer.organisationId;
  const isReceiver = openHandOver(lead)?.toOrganisationId === viewer.organisationId;
  const mayExtend = viewer.rights.includes('documents.sign') && !lead.clock.extension && !lead.clock.stoppedAt;
  const offered: [LeadStep, boolean][] = [
    ['comment', mayRun || mayCreate],
    ['extend', mayExtend && lead.outcome === null],
    ['hand-over', isHolder && (mayRun || mayCreate) && (lead.state === 'registered' || lead.state === 'verifying')],
    ['start', isHolder && mayRun && lead.state === 'registered'],
    ['return', isReceiver && mayRun && lead.state === 'handed-over'],
    ['receive', isReceiver && mayRun && lead.state === 'handed-over'],
    ['not-file', isHolder && mayRun && lead.state === 'verifying'],
    ['file', isHolder && mayRun && lead.state === 'verifying'],
  ];
  return offered.flatMap(([step, isOffered]) => (isOffered ? [step] : []));
}
