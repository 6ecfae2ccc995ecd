import { regionCovers } from '../config/regions';
import type { LiveEventScope } from '../contracts/live-event';
import type { Right, Viewer } from '../contracts/user';

const needed: Record<LiveEventScope['right'], readonly Right[]> = {
  alerts: ['alerts.read'],
  leads: ['alerts.read'],
  sources: ['sources.propose', 'sources.write'],
  any: [],
};

/** True where this viewer's role and organisation may see an event (formats.md 6: own region and below). */
export function maySeeEvent(viewer: Viewer, scope: LiveEventScope): boolean {
  const rights = needed[scope.right];
  if (rights.length > 0 && !rights.some((right) => viewer.rights.includes(right))) return false;
  // Sources belong to the whole house, as their page shows them: no region bounds them.
  if (scope.right === 'sources') return true;
  return regionCovers(viewer.region, scope.region) || (scope.organisationIds ?? []).includes(viewer.organisationId);
}
