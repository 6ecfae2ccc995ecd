import type { Right, Role, Viewer } from '../contracts/user';

/** What each role may do (formats.md 6). Administration, security and audit are three persons (三员分立). */
const rightsOfRole: Record<Role, readonly Right[]> = {
  monitor: ['alerts.read', 'alerts.judge', 'rules.write', 'leads.create', 'sources.propose'],
  enforcer: ['alerts.read', 'alerts.judge', 'leads.create', 'leads.run', 'documents.sign'],
  reviewer: ['alerts.read', 'rules.write', 'leads.create', 'findings.overturn'],
  head: ['alerts.read', 'alerts.judge', 'rules.approve', 'leads.create', 'documents.sign', 'findings.overturn'],
  bureau: ['alerts.read', 'alerts.judge', 'leads.create', 'leads.run', 'documents.sign'],
  admin: ['sources.propose', 'sources.write', 'users.write', 'settings.write', 'health.read'],
  auditor: ['audit.read'],
};

/** The rights of a role, in the order of the table. */
export function rightsOf(role: Role): Right[] {
  return [...rightsOfRole[role]];
}

/** True where the viewer has the right. */
export function may(viewer: Viewer, right: Right): boolean {
  return viewer.rights.includes(right);
}
